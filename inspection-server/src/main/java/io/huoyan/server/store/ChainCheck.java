package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.pipeline.WeldInspection;
import io.huoyan.server.store.EntryTable.Link;
import io.huoyan.server.store.chain.HashChain;
import io.huoyan.server.store.pictures.PictureFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Goes along a vehicle's chain and says where it is broken: entries, pictures, and the end. */
final class ChainCheck {
    private static final int LINKS_AT_ONCE = 100;

    private final FileTables files;
    private final PictureFolder pictures;
    private final InspectionJson json;

    ChainCheck(FileTables files, PictureFolder pictures, InspectionJson json) {
        this.files = files;
        this.pictures = pictures;
        this.json = json;
    }

    ChainReport check(VehicleId vehicle) throws SQLException {
        byte[] previous = HashChain.start(vehicle);
        long whole = 0;
        List<Link> links = files.entries().links(vehicle, whole, LINKS_AT_ONCE);
        while (!links.isEmpty()) {
            for (Link link : links) {
                Optional<String> fault = fault(link, whole + 1, previous);
                if (fault.isPresent()) {
                    return new ChainReport(vehicle, whole, fault);
                }
                previous = link.sha256();
                whole++;
            }
            links = files.entries().links(vehicle, whole, LINKS_AT_ONCE);
        }
        return new ChainReport(vehicle, whole, endFault(vehicle, whole, previous));
    }

    private Optional<String> fault(Link link, long number, byte[] previous) {
        if (link.number() != number) {
            return Optional.of("entry " + number + " is missing; the next one there is " + link.number());
        }
        if (!Arrays.equals(HashChain.next(previous, link.document()), link.sha256())) {
            return Optional.of("entry " + number + " was altered: its hash is " + HashChain.hex(link.sha256())
                    + ", its content and the entry before give "
                    + HashChain.hex(HashChain.next(previous, link.document())));
        }
        return pictureFault(link);
    }

    private Optional<String> pictureFault(Link link) {
        DossierEntry entry;
        try {
            entry = json.read(link.document());
        } catch (UncheckedIOException e) {
            return Optional.of("entry " + link.number() + " cannot be read: " + e.getMessage());
        }
        if (!(entry instanceof DossierEntry.Inspected inspected)) {
            return Optional.empty();
        }
        return inspected.inspection().welds().stream()
                .map(WeldInspection::evidence)
                .flatMap(Optional::stream)
                .map(evidence -> pictureFault(link.number(), evidence))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> pictureFault(long number, Evidence evidence) {
        try {
            Optional<byte[]> kept = pictures.read(evidence.sha256());
            if (kept.isEmpty()) {
                return Optional.of("entry " + number + " names picture " + evidence.sha256() + ", which is missing");
            }
            String actual = HashChain.hexOf(kept.get());
            return actual.equals(evidence.sha256())
                    ? Optional.empty()
                    : Optional.of("entry " + number + " names picture " + evidence.sha256()
                            + ", which was altered: its hash is " + actual);
        } catch (IOException e) {
            return Optional.of(
                    "entry " + number + " names picture " + evidence.sha256() + ", which cannot be read: " + e);
        }
    }

    private Optional<String> endFault(VehicleId vehicle, long whole, byte[] last) throws SQLException {
        EntryTable.Head head =
                files.entries().head(vehicle).orElse(new EntryTable.Head(vehicle, 0, HashChain.start(vehicle)));
        if (head.entries() != whole) {
            return Optional.of("the file ends after entry " + whole + "; it should have " + head.entries());
        }
        return Arrays.equals(head.sha256(), last)
                ? Optional.empty()
                : Optional.of("the file's end was altered: its hash is " + HashChain.hex(head.sha256())
                        + ", the last entry has " + HashChain.hex(last));
    }
}
