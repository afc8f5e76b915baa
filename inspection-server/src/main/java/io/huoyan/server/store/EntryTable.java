package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.server.store.chain.HashChain;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements on the files themselves: heads, and entries in their chain. */
final class EntryTable {
    /** The document of an entry that is the first column. */
    static final Database.Row<byte[]> DOCUMENT = row -> EntryDocument.textOf(row.getBytes(1));

    /** Kept documents that are longer are read one by one. */
    private static final int LARGE_BYTES = 256 << 10;
    /** Texts of documents that are read together. */
    private static final long TEXT_BYTES_TOGETHER_MAX = 64L << 20;

    private static final String EXPIRED = "changed_at < ? AND entries > 0"
            + " AND NOT EXISTS (SELECT 1 FROM file_taken_in WHERE file_taken_in.file = vehicle_file.vehicle)"
            + " AND NOT EXISTS (SELECT 1 FROM visit WHERE visit.vehicle = vehicle_file.vehicle"
            + " AND result_entry IS NULL)"
            + " AND NOT EXISTS (SELECT 1 FROM repair_order WHERE is_open = 1 AND (repair_order.vehicle ="
            + " vehicle_file.vehicle OR repair_order.vehicle IN (SELECT file FROM file_taken_in"
            + " WHERE into_file = vehicle_file.vehicle)))";

    private final Database database;
    private final Numbers numbers;

    EntryTable(Database database) {
        this.database = database;
        this.numbers = new Numbers(database, "SELECT coalesce(max(id), 0) FROM entry");
    }

    /** A transaction began, or was taken back. */
    void forget() {
        numbers.forget();
    }

    /** The end of the file that a name means, or where it will begin. */
    Head headToWrite(VehicleId name) throws SQLException {
        Optional<Head> head = head(name);
        if (head.isPresent()) {
            return head.get();
        }
        var file = new VehicleId(fileOf(name));
        return new Head(file, 0, HashChain.start(file));
    }

    /** Makes the file's row if it is not there yet. */
    void make(Head end, Instant now) throws SQLException {
        if (end.entries() > 0) {
            return;
        }
        database.later(
                "",
                "INSERT INTO vehicle_file (vehicle, entries, head, anchored, changed_at) VALUES (?, 0, ?, 0, ?)"
                        + " ON CONFLICT (vehicle) DO NOTHING",
                end.file().value(),
                end.sha256(),
                now.toEpochMilli());
    }

    /** The end of the file that a name means, as the file's own row has it. */
    Optional<Head> head(VehicleId name) throws SQLException {
        return database.first(
                "SELECT vehicle, entries, head FROM vehicle_file"
                        + " WHERE vehicle = coalesce((SELECT file FROM vehicle_name WHERE name = ?), ?)",
                row -> new Head(new VehicleId(row.getString(1)), row.getLong(2), row.getBytes(3)),
                name.value(),
                name.value());
    }

    /** The end of exactly this file. */
    Optional<Head> headOf(VehicleId file) throws SQLException {
        return database.first(
                "SELECT entries, head FROM vehicle_file WHERE vehicle = ?",
                row -> new Head(file, row.getLong(1), row.getBytes(2)),
                file.value());
    }

    private String fileOf(VehicleId name) throws SQLException {
        return database.first("SELECT file FROM vehicle_name WHERE name = ?", row -> row.getString(1), name.value())
                .orElse(name.value());
    }

    /** Writes the next entry of a file; returns where it is. The head is written by {@link #setHead}. */
    long add(Head after, EntryDocument document) throws SQLException {
        long id = numbers.next();
        database.later(
                "",
                "INSERT INTO entry (id, vehicle, number, document, sha256) VALUES (?, ?, ?, ?, ?)",
                id,
                after.file().value(),
                after.entries(),
                document.kept(),
                after.sha256());
        return id;
    }

    void setHead(Head head, Instant now) throws SQLException {
        database.later(
                "",
                "UPDATE vehicle_file SET entries = ?, head = ?, changed_at = ? WHERE vehicle = ?",
                head.entries(),
                head.sha256(),
                now.toEpochMilli(),
                head.file().value());
    }

    /** Files by name, behind one, at most so many. */
    List<VehicleId> files(String after, int filesMax) throws SQLException {
        return database.all(
                "SELECT vehicle FROM vehicle_file WHERE vehicle > ? ORDER BY vehicle LIMIT ?",
                row -> new VehicleId(row.getString(1)),
                after,
                filesMax);
    }

    /** Entries of exactly this file, behind a number, in order; fewer than asked for if they are large. */
    List<Link> links(VehicleId file, long afterNumber, int linksMax) throws SQLException {
        return kept(file, afterNumber, linksMax).parallelStream()
                .map(Link::opened)
                .toList();
    }

    /**
     * The same, with documents as they are kept: the caller opens them. So many as fit into memory together, also when
     * somebody else wrote them.
     */
    List<Link> kept(VehicleId file, long afterNumber, int linksMax) throws SQLException {
        List<Row> rows = rows(file, afterNumber, linksMax, LARGE_BYTES);
        List<Link> fitting = new ArrayList<>();
        long bytes = 0;
        for (Row row : rows) {
            bytes += EntryDocument.textBytesAtMost(row.link().document());
            if (row.isCut() || bytes > TEXT_BYTES_TOGETHER_MAX) {
                break;
            }
            fitting.add(row.link());
        }
        return rows.isEmpty() || !fitting.isEmpty()
                ? fitting
                : rows(file, afterNumber, 1, EntryDocument.KEPT_BYTES_MAX).stream()
                        .map(Row::link)
                        .toList();
    }

    /** @param isCut true if only its first byte was read, because it is too long */
    private record Row(Link link, boolean isCut) {}

    private List<Row> rows(VehicleId file, long afterNumber, int rowsMax, int documentBytesMax) throws SQLException {
        return database.all(
                "SELECT id, number, CASE WHEN length(document) > ? THEN substr(document, 1, 1) ELSE document END,"
                        + " sha256, CASE WHEN length(document) > ? THEN 1 ELSE 0 END FROM entry"
                        + " WHERE vehicle = ? AND number > ? ORDER BY number LIMIT ?",
                row -> new Row(
                        new Link(row.getLong(1), row.getLong(2), row.getBytes(3), row.getBytes(4)), row.getInt(5) == 1),
                documentBytesMax,
                documentBytesMax,
                file.value(),
                afterNumber,
                rowsMax);
    }

    /** Files whose last change was before a time, with nothing open and continued by none; behind one, by name. */
    List<VehicleId> expired(Instant than, String after, int filesMax) throws SQLException {
        return database.all(
                "SELECT vehicle FROM vehicle_file WHERE " + EXPIRED + " AND vehicle > ? ORDER BY vehicle LIMIT ?",
                row -> new VehicleId(row.getString(1)),
                than.toEpochMilli(),
                after,
                filesMax);
    }

    /** Whether a file is one of those. */
    boolean isExpired(Instant than, VehicleId file) throws SQLException {
        return database.number(
                        "SELECT count(*) FROM vehicle_file WHERE " + EXPIRED + " AND vehicle = ?",
                        than.toEpochMilli(),
                        file.value())
                > 0;
    }

    /** Removes what an entry says; its place in the chain stays. */
    void empty(VehicleId file, long number) throws SQLException {
        database.update(
                "UPDATE entry SET document = ? WHERE vehicle = ? AND number = ?", new byte[0], file.value(), number);
    }

    /** Files that rows of a table belong to, but that are not there. */
    List<String> strays(String table) throws SQLException {
        return database.all(
                "SELECT DISTINCT vehicle FROM " + table + " AS row_of WHERE NOT EXISTS"
                        + " (SELECT 1 FROM vehicle_file WHERE vehicle_file.vehicle = row_of.vehicle) LIMIT 100",
                row -> row.getString(1));
    }

    /** Where a chain ends. */
    record Head(VehicleId file, long entries, byte[] sha256) {
        Head next(byte[] document) {
            return new Head(file, entries + 1, HashChain.next(sha256, document));
        }
    }

    /** An entry as it is on disk; its document is empty if it was removed when its time was over. */
    record Link(long id, long number, byte[] document, byte[] sha256) {
        /** With the document's text. */
        Link opened() {
            return new Link(id, number, EntryDocument.textOf(document), sha256);
        }
    }
}
