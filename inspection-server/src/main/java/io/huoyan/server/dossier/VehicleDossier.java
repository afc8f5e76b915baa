package io.huoyan.server.dossier;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.store.ChainReport;
import io.huoyan.server.store.RecordedEntry;
import io.huoyan.server.store.StoreReader;
import java.util.ArrayList;
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
    private static final int ENTRIES_AT_ONCE = 200;

    public VehicleDossier {
        files = new LinkedHashMap<>(files);
    }

    /** Reads it; empty if nothing is known of the vehicle. */
    public static Optional<VehicleDossier> read(StoreReader store, VehicleId name) {
        return store.names(name).map(names -> {
            var files = new LinkedHashMap<VehicleId, List<RecordedEntry>>();
            names.takenIn().forEach(file -> files.put(file, entries(store, file)));
            files.put(names.file(), entries(store, names.file()));
            return new VehicleDossier(name, names, files, store.verify(name, Optional.empty()));
        });
    }

    private static List<RecordedEntry> entries(StoreReader store, VehicleId file) {
        var entries = new ArrayList<RecordedEntry>();
        List<RecordedEntry> page = store.entries(file, 0, ENTRIES_AT_ONCE);
        while (!page.isEmpty()) {
            entries.addAll(page);
            page = store.entries(file, page.get(page.size() - 1).number(), ENTRIES_AT_ONCE);
        }
        return entries;
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
