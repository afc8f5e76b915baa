package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.server.store.EntryTable.Head;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The statements on anchors that were written outside the store. */
final class AnchorTable {
    private final Database database;

    AnchorTable(Database database) {
        this.database = database;
    }

    /** Heads that the last anchor does not cover as they are, at most so many. */
    List<Head> notAnchored(int headsMax) throws SQLException {
        return database.all(
                "SELECT vehicle, entries, head FROM vehicle_file WHERE entries > anchored ORDER BY vehicle LIMIT ?",
                row -> new Head(new VehicleId(row.getString(1)), row.getLong(2), row.getBytes(3)),
                headsMax);
    }

    /** Number and hash of the last anchor that the store knows of. */
    Optional<Known> last() throws SQLException {
        return database.first(
                "SELECT number, sha256 FROM anchor ORDER BY number DESC LIMIT 1",
                row -> new Known(row.getLong(1), row.getBytes(2)));
    }

    /** All that the store knows of, by number. */
    List<Known> all() throws SQLException {
        return database.all(
                "SELECT number, sha256 FROM anchor ORDER BY number", row -> new Known(row.getLong(1), row.getBytes(2)));
    }

    /** How far the store believes a file to be covered. */
    long covered(VehicleId file) throws SQLException {
        return database.first(
                        "SELECT anchored FROM vehicle_file WHERE vehicle = ?", row -> row.getLong(1), file.value())
                .orElse(0L);
    }

    /** Notes an anchor; false if its number is there already. */
    boolean add(long number, byte[] sha256, Instant at) throws SQLException {
        return database.update(
                        "INSERT INTO anchor (number, sha256, made_at) VALUES (?, ?, ?) ON CONFLICT (number) DO NOTHING",
                        number,
                        sha256,
                        at.toEpochMilli())
                == 1;
    }

    /** Notes how far a file is covered. */
    void cover(VehicleId file, long entries) throws SQLException {
        database.update("UPDATE vehicle_file SET anchored = ? WHERE vehicle = ?", entries, file.value());
    }

    /** An anchor as the store remembers it. */
    record Known(long number, byte[] sha256) {}
}
