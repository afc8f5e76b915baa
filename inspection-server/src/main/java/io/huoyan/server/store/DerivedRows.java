package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.review.QaDecision;
import io.huoyan.server.store.EntryTable.Link;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the tables beside the chain should hold according to it: they are found by, not believed. Told of every entry of
 * a file and of the files it took in, then compared with the rows.
 */
final class DerivedRows {
    private final Map<String, String> inspections = new TreeMap<>();
    private final Map<String, String> visits = new TreeMap<>();
    private final Map<String, String> orders = new TreeMap<>();
    private final Map<String, VisitResult> results = new TreeMap<>();
    private final Map<String, QaDecision> decisions = new TreeMap<>();
    private final Set<VehicleId> incomplete = new TreeSet<>();

    /** One entry, in the order of the chain. */
    void take(VehicleId file, Link link, DossierEntry entry) {
        if (entry instanceof DossierEntry.Inspected inspected) {
            var header = inspected.inspection().header();
            inspections.put(
                    inspected.inspection().id().value(),
                    inspection(
                            header.frame().toString(),
                            file.value(),
                            header.station().value(),
                            header.visit().value(),
                            link.id()));
        } else if (entry instanceof DossierEntry.VisitClosed closed) {
            String visit = closed.result().station() + " " + closed.result().visit();
            visits.put(visit, String.valueOf(link.id()));
            results.put(visit, closed.result());
        } else if (entry instanceof DossierEntry.OrderMoved moved) {
            orders.put(moved.order().id().value(), order(moved.order(), link.id()));
        } else if (entry instanceof DossierEntry.Decided decided) {
            decisions.put(decided.decision().weld().value(), decided.decision());
        }
    }

    private static String inspection(String frame, String file, String station, String visit, long place) {
        return "frame " + frame + " of " + file + " at " + station + " in " + visit + ", entry id " + place;
    }

    private static String order(RepairOrder order, long place) {
        return "revision " + order.revision() + " " + order.state()
                + (order.state().isOpen() ? " open" : "") + " for " + order.weld() + ", entry id " + place;
    }

    /** Entries whose contents were removed tell nothing of their rows. */
    void emptied(VehicleId file, Set<Long> numbers) {
        if (!numbers.isEmpty()) {
            incomplete.add(file);
        }
    }

    /** Compares with the rows of these files; each difference as a sentence. */
    List<String> compare(Database database, Collection<VehicleId> files) throws SQLException {
        var faults = new ArrayList<String>();
        if (!incomplete.isEmpty()) {
            return faults;
        }
        var rows = new Rows();
        for (VehicleId file : files) {
            rows.read(database, file);
        }
        difference("inspection", inspections, rows.inspections, faults);
        difference("visit", visits, rows.visits, faults);
        difference("repair_order", orders, rows.orders, faults);
        rows.welds.forEach((weld, row) -> weldFault(weld, row).forEach(faults::add));
        return faults;
    }

    private static void difference(
            String table, Map<String, String> expected, Map<String, String> actual, List<String> faults) {
        expected.forEach((key, value) -> {
            String row = actual.get(key);
            if (row == null) {
                faults.add("table " + table + ": row " + key + " is missing; the file says " + value);
            } else if (!row.equals(value)) {
                faults.add("table " + table + ": row " + key + " says " + row + "; the file says " + value);
            }
        });
        actual.forEach((key, row) -> {
            if (!expected.containsKey(key)) {
                faults.add("table " + table + ": row " + key + " says " + row + "; the file says nothing of it");
            }
        });
    }

    /**
     * A standing must be what the visit that it names said, and QA's decision of it what was decided then. A weld
     * without one reads as not inspected, so that taking one away lets no vehicle go.
     */
    private List<String> weldFault(String weld, Standing row) {
        VisitResult result = results.get(row.visit());
        boolean agrees = result != null
                && result.welds().stream()
                        .anyMatch(said -> said.weld().value().equals(weld)
                                && said.verdict().word().equals(row.verdict()));
        var faults = new ArrayList<String>();
        if (!agrees && isUnamended(result)) {
            faults.add("table weld_standing: weld " + weld + " is " + row.verdict() + " by visit " + row.visit()
                    + "; the file does not say so");
        }
        QaDecision decision = decisions.get(weld);
        if (!row.decided().isEmpty() && (decision == null || !row.decided().equals(decision.good() ? "1" : "0"))) {
            faults.add("table weld_standing: weld " + weld + " is decided as " + row.decided()
                    + "; the file does not say so");
        }
        return faults;
    }

    /** What an amended result says anew counts only while nothing later was said. */
    private static boolean isUnamended(@Nullable VisitResult result) {
        return result == null || result.revision() == 1;
    }

    private record Standing(String visit, String verdict, String decided) {}

    /** What is in the tables. */
    private static final class Rows {
        private final Map<String, String> inspections = new TreeMap<>();
        private final Map<String, String> visits = new TreeMap<>();
        private final Map<String, String> orders = new TreeMap<>();
        private final Map<String, Standing> welds = new TreeMap<>();

        void read(Database database, VehicleId file) throws SQLException {
            database.each(
                    "SELECT result_id, camera, boot_id, frame_number, station, visit, entry FROM inspection"
                            + " WHERE vehicle = ?",
                    row -> inspections.put(
                            row.getString(1),
                            inspection(
                                    row.getString(2) + "/" + row.getString(3) + "/" + row.getLong(4),
                                    file.value(),
                                    row.getString(5),
                                    row.getString(6),
                                    row.getLong(7))),
                    file.value());
            database.each(
                    "SELECT station, visit, result_entry FROM visit WHERE vehicle = ? AND result_entry IS NOT NULL",
                    row -> visits.put(row.getString(1) + " " + row.getString(2), String.valueOf(row.getLong(3))),
                    file.value());
            database.each(
                    "SELECT id, revision, state, is_open, weld, entry FROM repair_order WHERE vehicle = ?",
                    row -> orders.put(
                            row.getString(1),
                            "revision " + row.getInt(2) + " " + row.getString(3) + (row.getInt(4) == 1 ? " open" : "")
                                    + " for " + row.getString(5) + ", entry id " + row.getLong(6)),
                    file.value());
            database.each(
                    "SELECT weld, station, visit, verdict, decided_good FROM weld_standing WHERE vehicle = ?",
                    row -> welds.put(
                            row.getString(1),
                            new Standing(
                                    row.getString(2) + " " + row.getString(3),
                                    row.getString(4),
                                    row.getString(5) == null ? "" : row.getString(5))),
                    file.value());
        }
    }
}
