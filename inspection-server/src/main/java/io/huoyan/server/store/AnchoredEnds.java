package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.server.store.anchor.Anchor;
import io.huoyan.server.store.anchor.AnchorFolder;
import io.huoyan.server.store.chain.HashChain;
import java.io.IOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all anchors together say of each file, after each of them was checked itself. */
final class AnchoredEnds {
    private final Map<VehicleId, List<Point>> points = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private long anchors;

    /** One anchored end of a file. */
    record Point(long anchor, long entries, String sha256) {}

    /** No anchors are looked at. */
    static AnchoredEnds none() {
        return new AnchoredEnds();
    }

    /**
     * Reads all anchors of a folder.
     *
     * @param known what the store remembers of them
     */
    static AnchoredEnds read(AnchorFolder folder, PublicKey key, List<AnchorTable.Known> known) throws IOException {
        AnchoredEnds ends = new AnchoredEnds();
        Map<Long, String> hashes = new HashMap<>();
        known.forEach(anchor -> hashes.put(anchor.number(), HashChain.hex(anchor.sha256())));
        String previous = Anchor.NONE;
        long expected = 1;
        for (long number : folder.numbers()) {
            for (; expected < number; expected++) {
                ends.faults.add("anchor " + expected + " is missing in " + folder.path());
            }
            ends.take(folder, number, key, number == expected ? previous : "", hashes);
            previous = folder.hashOf(number).orElse("");
            expected = number + 1;
        }
        for (AnchorTable.Known anchor : known) {
            if (anchor.number() >= expected) {
                ends.faults.add(
                        "anchor " + anchor.number() + " is missing in " + folder.path() + ": the store knows of it");
            }
        }
        return ends;
    }

    private void take(AnchorFolder folder, long number, PublicKey key, String previous, Map<Long, String> hashes)
            throws IOException {
        anchors++;
        String hash = folder.hashOf(number).orElse("");
        String remembered = hashes.get(number);
        if (remembered != null && !remembered.equals(hash)) {
            faults.add("anchor " + number + " is not the one that the store remembers: its hash is " + hash
                    + ", remembered is " + remembered);
        }
        Anchor anchor;
        try {
            anchor = folder.read(number, key);
        } catch (IOException e) {
            faults.add("anchor " + number + " " + e.getMessage());
            return;
        }
        if (!previous.isEmpty() && !anchor.previous().equals(previous)) {
            faults.add("anchor " + number + " does not follow the one before: it names " + anchor.previous()
                    + ", that one has " + previous);
        }
        for (Anchor.End end : anchor.ends()) {
            points.computeIfAbsent(end.file(), file -> new ArrayList<>())
                    .add(new Point(number, end.entries(), end.sha256()));
        }
    }

    /** Of one file, in the order of the anchors. */
    List<Point> of(VehicleId file) {
        return points.getOrDefault(file, List.of());
    }

    /** The last anchored end. */
    long entriesOf(VehicleId file) {
        return of(file).stream().mapToLong(Point::entries).max().orElse(0);
    }

    /** Files that some anchor names. */
    Set<VehicleId> files() {
        return points.keySet();
    }

    List<String> faults() {
        return faults;
    }

    long anchors() {
        return anchors;
    }
}
