package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.EvidenceClass;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statements on which entry names which picture, and on what is kept in all: a picture is counted with its first
 * use and no more with its last, in the transaction that writes the use, so that the total is always that of the uses.
 */
final class PictureTable {
    private static final int ASKED_AT_ONCE = 32;

    private final Database database;

    PictureTable(Database database) {
        this.database = database;
    }

    /** Notes the pictures that an inspection names. */
    void use(VehicleId file, long place, long number, Inspection inspection) throws SQLException {
        Map<String, Evidence> uncounted = new HashMap<>();
        inspection.welds().stream()
                .flatMap(weld -> weld.evidence().stream())
                .forEach(evidence -> uncounted.put(evidence.sha256(), evidence));
        uncounted.keySet().removeAll(counted(List.copyOf(uncounted.keySet())));
        for (WeldInspection weld : inspection.welds()) {
            if (weld.evidence().isPresent()) {
                use(file, place, number, weld.verdict(), weld.evidence().get(), inspection.creationTime());
            }
        }
        addToTotal(
                uncounted.size(),
                uncounted.values().stream()
                        .mapToLong(evidence -> evidence.png().length)
                        .sum());
    }

    /**
     * Those of these pictures that are counted, asked for together: each statement is a way to the server. Uses that
     * version 2 of the store wrote lack their bytes; they do not count.
     */
    private Set<String> counted(List<String> sha256) throws SQLException {
        var counted = new HashSet<String>();
        for (int from = 0; from < sha256.size(); from += ASKED_AT_ONCE) {
            List<String> asked = sha256.subList(from, Math.min(from + ASKED_AT_ONCE, sha256.size()));
            // Both engines call the first column of VALUES so. The limit keeps them to one look into the index each.
            counted.addAll(database.all(
                    "SELECT column1 FROM (VALUES " + String.join(", ", Collections.nCopies(asked.size(), "(?)"))
                            + ") AS asked WHERE (SELECT 1 FROM picture_use WHERE sha256 = column1 AND bytes > 0"
                            + " LIMIT 1) = 1",
                    row -> row.getString(1),
                    asked.toArray()));
        }
        return counted;
    }

    private void use(VehicleId file, long place, long number, Verdict verdict, Evidence evidence, Instant at)
            throws SQLException {
        EvidenceClass evidenceClass = verdict instanceof Verdict.Nok ? EvidenceClass.DEFECT : EvidenceClass.OTHER;
        database.later(
                "",
                "INSERT INTO picture_use (sha256, entry, vehicle, number, class, recorded_at, bytes)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256, entry)"
                        + " DO UPDATE SET class = CASE WHEN excluded.class = 'DEFECT' THEN 'DEFECT'"
                        + " ELSE picture_use.class END",
                evidence.sha256(),
                place,
                file.value(),
                number,
                evidenceClass.name(),
                at.toEpochMilli(),
                evidence.png().length);
    }

    /** What an order names is kept as long as a defect. */
    void promote(List<String> sha256) throws SQLException {
        for (String picture : sha256) {
            database.later("", "UPDATE picture_use SET class = 'DEFECT' WHERE sha256 = ? AND class = 'OTHER'", picture);
        }
    }

    boolean isUsed(String sha256) throws SQLException {
        return database.number(
                        "SELECT count(*) FROM (SELECT 1 FROM picture_use WHERE sha256 = ? LIMIT 1) AS used", sha256)
                > 0;
    }

    /** Uses of a class that are older than a time, oldest first. */
    List<Use> older(EvidenceClass evidenceClass, Instant than, int usesMax) throws SQLException {
        return database.all(
                "SELECT sha256, entry, vehicle, number, bytes FROM picture_use WHERE class = ? AND recorded_at < ?"
                        + " ORDER BY recorded_at LIMIT ?",
                row -> new Use(
                        row.getString(1),
                        row.getLong(2),
                        new VehicleId(row.getString(3)),
                        row.getLong(4),
                        row.getLong(5)),
                evidenceClass.name(),
                than.toEpochMilli(),
                usesMax);
    }

    /** Forgets a use. */
    void drop(Use use) throws SQLException {
        database.update("DELETE FROM picture_use WHERE sha256 = ? AND entry = ?", use.sha256(), use.entry());
        if (use.bytes() > 0 && counted(List.of(use.sha256())).isEmpty()) {
            addToTotal(-1, -use.bytes());
        }
    }

    private void addToTotal(long pictures, long bytes) throws SQLException {
        if (pictures != 0 || bytes != 0) {
            database.later(
                    "",
                    "UPDATE picture_total SET pictures = pictures + ?, bytes = bytes + ? WHERE id = 1",
                    pictures,
                    bytes);
        }
    }

    Total total() throws SQLException {
        return database.first(
                        "SELECT pictures, bytes FROM picture_total WHERE id = 1",
                        row -> new Total(row.getLong(1), row.getLong(2)))
                .orElse(new Total(0, 0));
    }

    /** One naming of a picture. */
    record Use(String sha256, long entry, VehicleId file, long number, long bytes) {}

    /** Pictures that entries name, each once. */
    record Total(long pictures, long bytes) {}
}
