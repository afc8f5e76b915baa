package io.huoyan.server.store;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.VehicleFiles.OpenVisit;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The statements on visits and their results. */
final class VisitTable {
    private static final String LATER = " DO UPDATE SET latest_inspection = CASE WHEN excluded.latest_inspection >"
            + " visit.latest_inspection THEN excluded.latest_inspection ELSE visit.latest_inspection END";

    private final Database database;
    private final InspectionJson json;

    VisitTable(Database database, InspectionJson json) {
        this.database = database;
        this.json = json;
    }

    /** Notes that an inspection belongs to a visit. */
    void touch(VehicleId file, Inspection inspection) throws SQLException {
        Vehicle vehicle = inspection.header().vehicle();
        database.later(
                "",
                "INSERT INTO visit (vehicle, station, visit, has_vin, variant, latest_inspection)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (vehicle, station, visit)" + LATER,
                file.value(),
                inspection.header().station().value(),
                inspection.header().visit().value(),
                vehicle.hasVin() ? 1 : 0,
                vehicle.variant().value(),
                inspection.creationTime().toEpochMilli());
    }

    /**
     * Notes the result of a visit.
     *
     * @return the result that it amends, if it does
     * @throws IllegalStateException if the sequence number or the revision is not the next
     */
    Optional<VisitResult> close(VehicleId file, VisitResult result, long place) throws SQLException {
        long expected = nextSequenceNumber(result.station());
        if (result.sequenceNumber() != expected) {
            throw new IllegalStateException("result of visit " + result.visit() + " has sequence number "
                    + result.sequenceNumber() + "; allowed next at " + result.station() + " is " + expected);
        }
        Optional<VisitResult> amended = resultOf(file, result.station(), result.visit());
        int before = amended.map(VisitResult::revision).orElse(0);
        if (result.revision() != before + 1) {
            throw new IllegalStateException("result of visit " + result.visit() + " of "
                    + result.vehicle().id() + " at " + result.station() + " comes with revision " + result.revision()
                    + "; allowed next is " + (before + 1));
        }
        database.later(
                "",
                "INSERT INTO visit (vehicle, station, visit, has_vin, variant, latest_inspection, result_entry)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (vehicle, station, visit)"
                        + " DO UPDATE SET result_entry = excluded.result_entry",
                file.value(),
                result.station().value(),
                result.visit().value(),
                result.vehicle().hasVin() ? 1 : 0,
                result.vehicle().variant().value(),
                result.closedAt().toEpochMilli(),
                place);
        database.later(
                "",
                "INSERT INTO station_sequence (station, last) VALUES (?, ?)"
                        + " ON CONFLICT (station) DO UPDATE SET last = excluded.last",
                result.station().value(),
                result.sequenceNumber());
        return amended;
    }

    /** The latest revision; {@code file} with the files it took in. */
    Optional<VisitResult> resultOf(VehicleId file, StationId station, VisitId visit) throws SQLException {
        return database.first(
                        "SELECT document FROM visit JOIN entry ON entry.id = visit.result_entry"
                                + " WHERE visit.vehicle IN " + NameTable.WITH_TAKEN_IN
                                + " AND station = ? AND visit = ? ORDER BY result_entry DESC",
                        EntryTable.DOCUMENT,
                        file.value(),
                        file.value(),
                        station.value(),
                        visit.value())
                .map(json::readVisit);
    }

    /** Latest first. */
    List<VisitResult> results(int visitsMax) throws SQLException {
        return database
                .all(
                        "SELECT document FROM visit JOIN entry ON entry.id = visit.result_entry"
                                + " WHERE result_entry IS NOT NULL ORDER BY result_entry DESC LIMIT ?",
                        EntryTable.DOCUMENT,
                        visitsMax)
                .stream()
                .map(json::readVisit)
                .toList();
    }

    /** Results of one vehicle's visits, oldest first; {@code file} with the files it took in. */
    List<VisitResult> resultsOf(VehicleId file) throws SQLException {
        return database
                .all(
                        "SELECT document FROM visit JOIN entry ON entry.id = visit.result_entry"
                                + " WHERE visit.vehicle IN " + NameTable.WITH_TAKEN_IN + " ORDER BY result_entry",
                        EntryTable.DOCUMENT,
                        file.value(),
                        file.value())
                .stream()
                .map(json::readVisit)
                .toList();
    }

    long nextSequenceNumber(StationId station) throws SQLException {
        return 1
                + database.first(
                                "SELECT last FROM station_sequence WHERE station = ?",
                                row -> row.getLong(1),
                                station.value())
                        .orElse(0L);
    }

    List<OpenVisit> open() throws SQLException {
        return database.all(
                "SELECT station, visit, vehicle, has_vin, variant, latest_inspection FROM visit"
                        + " WHERE result_entry IS NULL ORDER BY latest_inspection",
                row -> new OpenVisit(
                        new StationId(row.getString(1)),
                        new VisitId(row.getString(2)),
                        new Vehicle(
                                new VehicleId(row.getString(3)), row.getInt(4) == 1, new VariantId(row.getString(5))),
                        Instant.ofEpochMilli(row.getLong(6))));
    }

    /** As its latest visit named it; {@code file} with the files it took in. */
    Optional<Vehicle> latestVehicle(VehicleId file) throws SQLException {
        return database.first(
                "SELECT vehicle, has_vin, variant FROM visit WHERE vehicle IN " + NameTable.WITH_TAKEN_IN
                        + " ORDER BY latest_inspection DESC LIMIT 1",
                row -> new Vehicle(
                        new VehicleId(row.getString(1)), row.getInt(2) == 1, new VariantId(row.getString(3))),
                file.value(),
                file.value());
    }

    /** {@code file} with the files it took in. */
    int openCount(VehicleId file) throws SQLException {
        return (int) database.number(
                "SELECT count(*) FROM visit WHERE vehicle IN " + NameTable.WITH_TAKEN_IN + " AND result_entry IS NULL",
                file.value(),
                file.value());
    }

    /** A visit that is open in one of two files and closed in the other, if there is one. */
    Optional<String> openInOneOnly(VehicleId file, VehicleId other) throws SQLException {
        return database.first(
                "SELECT own.station, own.visit FROM visit AS own JOIN visit AS theirs"
                        + " ON theirs.station = own.station AND theirs.visit = own.visit"
                        + " WHERE own.vehicle = ? AND theirs.vehicle = ?"
                        + " AND (own.result_entry IS NULL) <> (theirs.result_entry IS NULL)",
                row -> row.getString(2) + " at " + row.getString(1),
                file.value(),
                other.value());
    }

    /** Open visits of one file go on in another. */
    void moveOpen(VehicleId from, VehicleId to) throws SQLException {
        database.update(
                "INSERT INTO visit (vehicle, station, visit, has_vin, variant, latest_inspection)"
                        + " SELECT ?, station, visit, has_vin, variant, latest_inspection FROM visit"
                        + " WHERE vehicle = ? AND result_entry IS NULL ON CONFLICT (vehicle, station, visit)" + LATER,
                to.value(),
                from.value());
        database.update("DELETE FROM visit WHERE vehicle = ? AND result_entry IS NULL", from.value());
    }
}
