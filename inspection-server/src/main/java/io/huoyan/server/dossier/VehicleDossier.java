package io.huoyan.server.dossier;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.store.ChainReport;
import io.huoyan.server.store.RecordedEntry;
import io.huoyan.server.store.StoreReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole file of one vehicle, with the files that it took in, as it was read.
 *
 * @param asked the name it was asked for by
 * @param names what it is called
 * @param files its files' entries, those taken in first
 * @param chain whether it is whole
 */
public record VehicleDossier(
        VehicleId asked, StoreReader.FileNames names, Map<VehicleId, List<RecordedEntry>> files, ChainReport chain) {
    public VehicleDossier {
        files = new LinkedHashMap<>(files);
    }

    /** Reads it; empty if nothing is known of the vehicle. */
    public static Optional<VehicleDossier> read(StoreReader store, VehicleId name) {
        return store.wholeFile(name).map(file -> new VehicleDossier(name, file.names(), file.entries(), file.chain()));
    }

    /** All entries' contents, in their order. */
    public List<DossierEntry> contents() {
        return files.values().stream()
                .flatMap(List::stream)
                .map(RecordedEntry::entry)
                .toList();
    }

    /** All inspections, in the order in which they were recorded. */
    public List<Inspection> inspections() {
        return contents().stream()
                .filter(DossierEntry.Inspected.class::isInstance)
                .map(entry -> ((DossierEntry.Inspected) entry).inspection())
                .toList();
    }

    /** The latest result of each visit. */
    public List<VisitResult> visits() {
        var latest = new LinkedHashMap<String, VisitResult>();
        for (DossierEntry entry : contents()) {
            if (entry instanceof DossierEntry.VisitClosed closed) {
                latest.put(closed.result().station() + " " + closed.result().visit(), closed.result());
            }
        }
        return List.copyOf(latest.values());
    }

    /** The latest revision of each order. */
    public List<RepairOrder> orders() {
        var latest = new LinkedHashMap<String, RepairOrder>();
        for (DossierEntry entry : contents()) {
            if (entry instanceof DossierEntry.OrderMoved moved) {
                latest.put(moved.order().id().value(), moved.order());
            }
        }
        return List.copyOf(latest.values());
    }

    /** How many entries there are in all. */
    public int entryCount() {
        return files.values().stream().mapToInt(List::size).sum();
    }
}
