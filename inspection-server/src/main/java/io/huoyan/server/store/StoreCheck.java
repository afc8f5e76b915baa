package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.server.store.StoreReport.NotAnchored;
import io.huoyan.server.store.pictures.PictureFolder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** Checks vehicles' files with the rows that lead to them; one file, or all there are and should be. */
final class StoreCheck {
    private static final int FILES_AT_ONCE = 500;
    private static final List<String> TABLES = List.of("entry", "inspection", "visit", "repair_order", "weld_standing");

    private final Readers readers;
    private final PictureFolder pictures;
    private final InspectionJson json;
    private final AnchoredEnds anchored;

    StoreCheck(Readers readers, PictureFolder pictures, InspectionJson json, AnchoredEnds anchored) {
        this.readers = readers;
        this.pictures = pictures;
        this.json = json;
        this.anchored = anchored;
    }

    /** The file that a name means, with the files it took in. */
    ChainReport file(VehicleId name) {
        return readers.filesAtOnce("the chain of " + name, tables -> {
            VehicleId file = tables.names().fileOf(name);
            return report(file, check(tables, file, EntryListener.NONE));
        });
    }

    /** The same, with all entries that could be read. */
    StoreReader.WholeFile wholeFile(StoreReader.FileNames names) {
        return readers.filesAtOnce("the file " + names.file(), tables -> {
            Map<VehicleId, List<RecordedEntry>> entries = new LinkedHashMap<>();
            names.takenIn().forEach(file -> entries.put(file, new ArrayList<>()));
            entries.put(names.file(), new ArrayList<>());
            EntryListener taking = (file, link, entry) ->
                    entries.computeIfAbsent(file, any -> new ArrayList<>()).add(RecordedEntry.of(link, entry));
            return new StoreReader.WholeFile(names, entries, report(names.file(), check(tables, names.file(), taking)));
        });
    }

    private static ChainReport report(VehicleId file, Group group) {
        ChainReport own = group.reports().get(group.reports().size() - 1);
        List<String> faults = new ArrayList<>(own.faults());
        group.reports().stream()
                .filter(report -> !report.vehicle().equals(file))
                .forEach(report ->
                        report.faults().forEach(fault -> faults.add("file " + report.vehicle() + ": " + fault)));
        faults.addAll(group.tableFaults());
        return new ChainReport(file, own.entries(), own.last(), faults, own.notAnchored());
    }

    /** All files. {@code progress} is told how many are done. */
    StoreReport all(LongConsumer progress) {
        var total = new Total();
        anchored.faults().forEach(total::fault);
        Set<VehicleId> found = new LinkedHashSet<>();
        for (List<VehicleId> page = page("");
                !page.isEmpty();
                page = page(page.get(page.size() - 1).value())) {
            for (VehicleId file : page) {
                found.add(file);
                readers.filesAtOnce("the chain of " + file, tables -> {
                    if (!tables.names().isTakenIn(file)) {
                        total.add(check(tables, file, EntryListener.NONE));
                    }
                    checkCovered(tables, file, total);
                    return file;
                });
                progress.accept(found.size());
            }
        }
        for (VehicleId file : anchored.files()) {
            if (!found.contains(file)) {
                AnchoredEnds.Point last =
                        anchored.of(file).get(anchored.of(file).size() - 1);
                total.fault("vehicle " + file + ": the file is missing: anchor " + last.anchor() + " holds "
                        + last.entries() + " entries of it");
            }
        }
        for (String table : TABLES) {
            for (String stray :
                    readers.files("table " + table, tables -> tables.entries().strays(table))) {
                total.fault("table " + table + ": there are rows of vehicle " + stray + ", which has no file");
            }
        }
        new OutboxCheck(readers, json).check(total::fault);
        return total.report(anchored.anchors());
    }

    private List<VehicleId> page(String after) {
        return readers.files("the names of files", tables -> tables.entries().files(after, FILES_AT_ONCE));
    }

    /** What was found of a file and those it took in, itself last. */
    private record Group(List<ChainReport> reports, List<String> tableFaults) {}

    private Group check(FileTables tables, VehicleId file, EntryListener listener) throws SQLException {
        var derived = new DerivedRows();
        List<VehicleId> files = new ArrayList<>(tables.names().takenIn(file));
        files.add(file);
        List<ChainReport> reports = new ArrayList<>();
        for (VehicleId each : files) {
            reports.add(new ChainCheck(each, tables, pictures, json, anchored.of(each), derived, listener).check());
        }
        boolean isReadable = reports.stream().allMatch(ChainReport::isWhole);
        return new Group(reports, isReadable ? derived.compare(tables.database(), files) : List.of());
    }

    /** The store may believe less to be anchored than is, after a crash; never more. */
    private void checkCovered(FileTables tables, VehicleId file, Total total) throws SQLException {
        long believed = tables.anchors().covered(file);
        if (anchored.anchors() > 0 && believed > anchored.entriesOf(file)) {
            total.fault("vehicle " + file + ": table vehicle_file says that " + believed
                    + " entries are anchored; the anchors hold " + anchored.entriesOf(file));
        }
    }

    private static final class Total {
        private final List<String> faults = new ArrayList<>();
        private final List<NotAnchored> notAnchored = new ArrayList<>();
        private long files;
        private long entries;
        private long faultCount;

        void fault(String what) {
            faultCount++;
            if (faults.size() < StoreReport.FAULTS_MAX) {
                faults.add(what);
            }
        }

        void add(Group group) {
            VehicleId main = group.reports().get(group.reports().size() - 1).vehicle();
            for (ChainReport report : group.reports()) {
                files++;
                entries += report.entries();
                report.faults().forEach(fault -> fault("vehicle " + report.vehicle() + ": " + fault));
                if (report.notAnchored() > 0) {
                    notAnchored.add(new NotAnchored(
                            report.vehicle(), report.last() - report.notAnchored(), report.notAnchored()));
                }
            }
            group.tableFaults().forEach(fault -> fault("vehicle " + main + ": " + fault));
        }

        StoreReport report(long anchors) {
            return new StoreReport(files, entries, anchors, faults, faultCount, notAnchored);
        }
    }
}
