package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.server.store.AnchorTable.Known;
import io.huoyan.server.store.anchor.Anchor;
import io.huoyan.server.store.anchor.AnchorFolder;
import io.huoyan.server.store.anchor.AnchorKey;
import io.huoyan.server.store.chain.HashChain;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the ends of all files that changed since the last anchor into the next one: first outside, then noted in the
 * store. If the note is lost, the anchor outside is taken up again at the next call. One caller at a time.
 */
public final class Anchoring {
    /** Ends in one anchor; more come into the next. */
    private static final int ENDS_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Anchoring.class);

    private final Readers readers;
    private final GroupCommit writer;
    private final Clock clock;
    private final AnchorFolder folder;
    private final AnchorKey key;
    private final PublicKey publicKey;

    Anchoring(Readers readers, GroupCommit writer, Clock clock, Path folder, Path keyFile) throws IOException {
        this.readers = readers;
        this.writer = writer;
        this.clock = clock;
        this.folder = new AnchorFolder(folder);
        this.key = AnchorKey.openOrMake(keyFile);
        this.publicKey = AnchorKey.readPublic(AnchorKey.publicFile(keyFile));
    }

    /**
     * Writes the next anchor, if any file changed.
     *
     * @return the last anchor that was written; empty if nothing had changed
     * @throws IOException if the folder cannot be written, or does not fit the store
     */
    public synchronized Optional<Anchor> anchor() throws IOException {
        takeUp();
        Optional<Anchor> last = Optional.empty();
        for (List<Anchor.End> ends = changed(); !ends.isEmpty(); ends = changed()) {
            Optional<Known> before =
                    readers.files("the last anchor", tables -> tables.anchors().last());
            Anchor anchor = Anchor.of(
                    before.map(Known::number).orElse(0L) + 1,
                    before.map(known -> HashChain.hex(known.sha256())).orElse(Anchor.NONE),
                    clock.instant(),
                    ends);
            note(anchor, folder.write(anchor, key));
            LOG.info("anchor {} of {} files: root {}", anchor.number(), ends.size(), anchor.root());
            last = Optional.of(anchor);
        }
        return last;
    }

    /** An anchor that was written outside, but not noted before its writer died. */
    private void takeUp() throws IOException {
        List<Long> outside = folder.numbers();
        long known = readers.files("the last anchor", tables -> tables.anchors().last())
                .map(Known::number)
                .orElse(0L);
        for (long number : outside) {
            if (number > known + 1) {
                throw new IOException("the folder " + folder.path() + " has anchor " + number + ", the store knows of "
                        + known + "; allowed is one more: is it another store's folder?");
            }
            if (number == known + 1) {
                note(folder.read(number, publicKey), folder.hashOf(number).orElseThrow());
                known = number;
            }
        }
    }

    private List<Anchor.End> changed() {
        return readers.files("files to be anchored", tables -> tables.anchors().notAnchored(ENDS_MAX)).stream()
                .map(head -> new Anchor.End(head.file(), head.entries(), HashChain.hex(head.sha256())))
                .toList();
    }

    private void note(Anchor anchor, String sha256) {
        var unused = WaitedJob.run(writer, tables -> {
            AnchorTable anchors = tables.files().anchors();
            if (!anchors.add(anchor.number(), HashChain.bytes(sha256), anchor.madeAt())) {
                throw new IllegalStateException("anchor " + anchor.number() + " is noted already");
            }
            for (Anchor.End end : anchor.ends()) {
                VehicleId file = end.file();
                anchors.cover(file, end.entries());
            }
            return true;
        });
    }
}
