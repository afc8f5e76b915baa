package io.huoyan.server.dossier;

import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.store.RecordedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A vehicle's file as lines for people: what stands first, then what happened. */
public final class DossierText {
    private static final int HASH_DIGITS = 12;

    private DossierText() {}

    /** The head: names, chain, visits, orders. */
    public static List<String> head(VehicleDossier dossier) {
        var lines = new ArrayList<String>();
        lines.add("vehicle " + dossier.names().file()
                + (dossier.names().names().isEmpty()
                        ? ""
                        : ", known as " + String.join(", ", dossier.names().names())));
        dossier.names().takenIn().forEach(file -> lines.add("continues the file of " + file));
        lines.add(
                dossier.chain().isWhole()
                        ? "chain whole, " + dossier.entryCount() + " entries"
                        : "CHAIN BROKEN: " + dossier.chain().fault().orElse(""));
        for (VisitResult visit : dossier.visits()) {
            lines.add("visit " + visit.visit() + " at " + visit.station() + ", closed " + visit.closedAt() + ": "
                    + visit.verdict().word() + " (" + counts(visit) + ")");
        }
        for (RepairOrder order : dossier.orders()) {
            lines.add("order " + order.id() + " for weld " + order.weld() + " (class " + order.safetyClass() + "): "
                    + order.state() + ", revision " + order.revision() + ", since " + order.updatedAt());
        }
        return lines;
    }

    private static String counts(VisitResult visit) {
        Map<String, Long> counts = visit.welds().stream()
                .collect(Collectors.groupingBy(weld -> weld.verdict().word(), Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** One line per entry, with its number and the beginning of its hash. */
    public static List<String> entries(VehicleDossier dossier) {
        var lines = new ArrayList<String>();
        dossier.files().forEach((file, entries) -> {
            for (RecordedEntry entry : entries) {
                lines.add(String.format(
                        "%5d  %s  %s", entry.number(), entry.sha256().substring(0, HASH_DIGITS), said(entry.entry())));
            }
        });
        return lines;
    }

    private static String said(DossierEntry entry) {
        if (entry instanceof DossierEntry.Inspected inspected) {
            Inspection inspection = inspected.inspection();
            return inspection.creationTime() + " inspected "
                    + inspection.header().frame() + " at "
                    + inspection.header().station() + " in "
                    + inspection.header().visit() + ": "
                    + inspection.verdict().word() + ", " + inspection.welds().size() + " welds";
        }
        if (entry instanceof DossierEntry.VisitClosed closed) {
            return closed.result().closedAt() + " visit " + closed.result().visit() + " at "
                    + closed.result().station() + " closed: "
                    + closed.result().verdict().word();
        }
        if (entry instanceof DossierEntry.OrderMoved moved) {
            return moved.order().updatedAt() + " order " + moved.order().id() + " for "
                    + moved.order().weld() + ": " + moved.order().state() + ", revision "
                    + moved.order().revision();
        }
        if (entry instanceof DossierEntry.Decided decided) {
            return decided.decision().when() + " weld " + decided.decision().weld() + " "
                    + (decided.decision().good() ? "let go" : "to be repaired") + " by "
                    + decided.decision().who() + ": " + decided.decision().reason();
        }
        if (entry instanceof DossierEntry.Named named) {
            return named.names().when() + " named " + named.names().all() + " by "
                    + named.names().who() + ": " + named.names().reason();
        }
        var tombstone = ((DossierEntry.Removed) entry).tombstone();
        return tombstone.when() + " removed " + tombstone.pictures().size() + " pictures and "
                + tombstone.contents().size() + " contents of class " + tombstone.evidenceClass() + " after "
                + tombstone.keptDays() + " days";
    }
}
