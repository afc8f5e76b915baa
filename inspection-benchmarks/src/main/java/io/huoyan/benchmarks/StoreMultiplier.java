package io.huoyan.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Makes a store large that is not in use: copies of all its files under other names, row by row. A copy's chain begins
 * with another vehicle's name, so that a check of it finds a fault, after as much work.
 */
final class StoreMultiplier {
    private StoreMultiplier() {}

    /**
     * Copies of the original's rows: {@code %1$s} is added to names, {@code %2$d} to places, of entries up to
     * {@code %3$d}, of the vehicles whose names hold one dash.
     */
    private static final List<String> COPIES = List.of(
            "INSERT INTO vehicle_file (vehicle, entries, head, anchored, changed_at)"
                    + " SELECT vehicle || '%1$s', entries, head, anchored, changed_at FROM vehicle_file"
                    + " WHERE vehicle NOT LIKE '%%-%%-%%'",
            "INSERT INTO entry (id, vehicle, number, document, sha256)"
                    + " SELECT id + %2$d, vehicle || '%1$s', number, document, sha256 FROM entry WHERE id <= %3$d",
            "INSERT INTO inspection (result_id, camera, boot_id, frame_number, vehicle, station, visit, entry)"
                    + " SELECT result_id || '%1$s', camera, boot_id || '%1$s', frame_number, vehicle || '%1$s', station,"
                    + " visit, entry + %2$d FROM inspection WHERE entry <= %3$d",
            "INSERT INTO visit (vehicle, station, visit, has_vin, variant, latest_inspection, result_entry)"
                    + " SELECT vehicle || '%1$s', station, visit, has_vin, variant, latest_inspection,"
                    + " result_entry + %2$d FROM visit WHERE result_entry <= %3$d",
            "INSERT INTO repair_order (id, vehicle, weld, state, is_open, revision, entry)"
                    + " SELECT id || '%1$s', vehicle || '%1$s', weld, state, is_open, revision, entry + %2$d"
                    + " FROM repair_order WHERE entry <= %3$d",
            "INSERT INTO weld_standing (vehicle, weld, revision, station, visit, verdict, reason, decided_good, since)"
                    + " SELECT vehicle || '%1$s', weld, revision, station, visit, verdict, reason, decided_good, since"
                    + " FROM weld_standing WHERE vehicle NOT LIKE '%%-%%-%%'",
            "INSERT INTO picture_use (sha256, entry, vehicle, number, class, recorded_at, bytes)"
                    + " SELECT sha256, entry + %2$d, vehicle || '%1$s', number, class, recorded_at, bytes"
                    + " FROM picture_use WHERE entry <= %3$d");

    /** What is added to the vehicles' names in one of the copies. */
    static String suffix(int copy) {
        return copy == 0 ? "" : "-" + copy;
    }

    /**
     * @param url of the database; empty for SQLite in {@code folder}
     * @param times how many times as large it becomes
     */
    static void multiply(Path folder, Optional<String> url, String user, int times) throws SQLException {
        String place = url.map(given -> "jdbc:" + given).orElse("jdbc:sqlite:" + folder.resolve("huoyan.db"));
        try (Connection connection = url.isPresent()
                        ? DriverManager.getConnection(place, user, "")
                        : DriverManager.getConnection(place);
                Statement statement = connection.createStatement()) {
            long ids = largest(statement);
            for (int i = 1; i < times; i++) {
                for (String copy : COPIES) {
                    statement.executeUpdate(String.format(copy, suffix(i), i * ids, ids));
                }
            }
            statement.execute("ANALYZE");
        }
    }

    private static long largest(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("SELECT max(id) FROM entry")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
