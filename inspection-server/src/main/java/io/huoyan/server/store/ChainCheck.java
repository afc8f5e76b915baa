package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.Tombstone;
import io.huoyan.server.store.EntryTable.Link;
import io.huoyan.server.store.chain.HashChain;
import io.huoyan.server.store.pictures.PictureFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Goes along the chain of one file and says where it is broken: entries, anchored ends, pictures, the end. After a
 * fault it goes on from what is there, to find the others too. One use each.
 */
final class ChainCheck {
    private static final int LINKS_AT_ONCE = 100;
    private static final int FAULTS_MAX = 1000;

    private final VehicleId file;
    private final FileTables files;
    private final PictureFolder pictures;
    private final InspectionJson json;
    private final List<AnchoredEnds.Point> anchored;
    private final DerivedRows derived;
    private final EntryListener listener;

    private final List<String> faults = new ArrayList<>();
    private final Set<Tombstone.Picture> named = new LinkedHashSet<>();
    private final Set<Tombstone.Picture> picturesRemoved = new HashSet<>();
    private final Map<Long, String> emptied = new HashMap<>();
    private final Set<Tombstone.Content> contentsRemoved = new HashSet<>();
    private byte[] previous;
    private long last;
    private long whole;
    private long checkedByAnchor;

    /** @param derived and {@code listener}: told of each entry that could be read */
    ChainCheck(
            VehicleId file,
            FileTables files,
            PictureFolder pictures,
            InspectionJson json,
            List<AnchoredEnds.Point> anchored,
            DerivedRows derived,
            EntryListener listener) {
        this.file = file;
        this.files = files;
        this.pictures = pictures;
        this.json = json;
        this.anchored = anchored;
        this.derived = derived;
        this.listener = listener;
        this.previous = HashChain.start(file);
    }

    ChainReport check() throws SQLException {
        for (List<Content> contents = next(); !contents.isEmpty(); contents = next()) {
            contents.forEach(this::follow);
        }
        EntryTable.Head head = files.entries().headOf(file).orElse(new EntryTable.Head(file, 0, HashChain.start(file)));
        checkEnd(head);
        checkEmptied();
        for (Tombstone.Picture picture : named) {
            if (!picturesRemoved.contains(picture)) {
                pictureFault(picture).ifPresent(this::fault);
            }
        }
        long covered =
                anchored.stream().mapToLong(AnchoredEnds.Point::entries).max().orElse(0);
        return new ChainReport(file, whole, last, faults, Math.max(0, last - covered));
    }

    /**
     * What an entry says, or why that cannot be told.
     *
     * @param expected its hash, if it follows the hash that the row before it has; of use if it has a document
     */
    private record Content(Link link, byte[] expected, Optional<DossierEntry> entry, String fault) {}

    /** The next entries, opened, hashed and read side by side: most of the time of a check is that. */
    private List<Content> next() throws SQLException {
        List<Link> kept = files.entries().kept(file, last, LINKS_AT_ONCE);
        return IntStream.range(0, kept.size())
                .parallel()
                .mapToObj(i ->
                        content(kept.get(i), i == 0 ? previous : kept.get(i - 1).sha256()))
                .toList();
    }

    private Content content(Link kept, byte[] before) {
        if (kept.document().length == 0) {
            return new Content(kept, new byte[0], Optional.empty(), "");
        }
        Link link = kept.opened();
        byte[] expected = HashChain.next(before, link.document());
        try {
            return new Content(link, expected, Optional.of(json.read(link.document())), "");
        } catch (UncheckedIOException e) {
            return new Content(
                    link, expected, Optional.empty(), "entry " + link.number() + " cannot be read: " + e.getMessage());
        }
    }

    private void follow(Content content) {
        Link link = content.link();
        boolean follows = link.number() == last + 1;
        if (!follows) {
            fault(
                    link.number() == last + 2
                            ? "entry " + (last + 1) + " is missing; the next one there is " + link.number()
                            : "entries " + (last + 1) + " to " + (link.number() - 1)
                                    + " are missing; the next one there is " + link.number());
        }
        if (link.document().length == 0) {
            emptied.put(link.number(), HashChain.hex(link.sha256()));
        } else {
            if (follows && !Arrays.equals(content.expected(), link.sha256())) {
                fault("entry " + link.number() + " was altered: its hash is " + HashChain.hex(link.sha256())
                        + ", its content and the entry before give " + HashChain.hex(content.expected()));
            }
            take(content);
        }
        checkAnchors(link);
        previous = link.sha256();
        last = link.number();
        whole += faults.isEmpty() ? 1 : 0;
    }

    private void checkAnchors(Link link) {
        for (AnchoredEnds.Point point : anchored) {
            if (point.entries() == link.number()) {
                if (!point.sha256().equals(HashChain.hex(link.sha256()))) {
                    fault("entries " + (checkedByAnchor + 1) + " to " + link.number()
                            + " are not what was anchored: the hash of entry " + link.number() + " is "
                            + HashChain.hex(link.sha256()) + ", anchor " + point.anchor() + " holds " + point.sha256());
                }
                checkedByAnchor = link.number();
            }
        }
    }

    private void take(Content content) {
        Link link = content.link();
        if (content.entry().isEmpty()) {
            fault(content.fault());
            return;
        }
        DossierEntry entry = content.entry().get();
        if (entry instanceof DossierEntry.Inspected inspected) {
            inspected.inspection().welds().stream()
                    .flatMap(weld -> weld.evidence().stream())
                    .forEach(evidence -> named.add(new Tombstone.Picture(link.number(), evidence.sha256())));
        } else if (entry instanceof DossierEntry.Removed removed) {
            picturesRemoved.addAll(removed.tombstone().pictures());
            contentsRemoved.addAll(removed.tombstone().contents());
        }
        derived.take(file, link, entry);
        listener.take(file, link, entry);
    }

    private void checkEnd(EntryTable.Head head) {
        if (head.entries() != last) {
            fault("the file ends after entry " + last + "; it should have " + head.entries());
        } else if (!Arrays.equals(head.sha256(), previous)) {
            fault("the file's end was altered: its hash is " + HashChain.hex(head.sha256()) + ", the last entry has "
                    + HashChain.hex(previous));
        }
        anchored.stream()
                .filter(point -> point.entries() > last)
                .findFirst()
                .ifPresent(point -> fault("entries " + (last + 1) + " to " + point.entries() + " are missing: anchor "
                        + point.anchor() + " holds " + point.entries()));
    }

    private void checkEmptied() {
        emptied.forEach((number, sha256) -> {
            if (!contentsRemoved.contains(new Tombstone.Content(number, sha256))) {
                fault("entry " + number + " was emptied, and no tombstone says so");
            }
        });
        derived.emptied(file, emptied.keySet());
    }

    private Optional<String> pictureFault(Tombstone.Picture picture) {
        String what = "entry " + picture.number() + " names picture " + picture.sha256();
        try {
            Optional<byte[]> kept = pictures.read(picture.sha256());
            if (kept.isEmpty()) {
                return Optional.of(what + ", which is missing");
            }
            String actual = HashChain.hexOf(kept.get());
            return actual.equals(picture.sha256())
                    ? Optional.empty()
                    : Optional.of(what + ", which was altered: its hash is " + actual);
        } catch (IOException e) {
            return Optional.of(what + ", which cannot be read: " + e);
        } catch (IllegalArgumentException e) {
            return Optional.of(what + ", which is no hash");
        }
    }

    private void fault(String what) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(what);
        }
    }
}
