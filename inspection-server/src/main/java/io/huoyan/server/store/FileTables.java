package io.huoyan.server.store;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.VehicleFiles.OpenVisit;
import io.huoyan.core.dossier.VehicleFiles.VehicleStanding;
import io.huoyan.core.orders.CommandRecord;
import io.huoyan.core.orders.OrderStanding;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.orders.WeldStanding;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The statements on vehicles' files: entries with their chain, and where inspections, visits and orders are in them.
 */
final class FileTables {
    private static final Database.Row<byte[]> DOCUMENT = row -> row.getBytes(1);

    private final Database database;
    private final WeldTable welds;
    private final CommandTable commands;
    private final InspectionJson json;

    FileTables(Database database, InspectionJson json) {
        this.database = database;
        this.welds = new WeldTable(database);
        this.commands = new CommandTable(database);
        this.json = json;
    }

    /**
     * Appends entries to a vehicle's file.
     *
     * @throws IllegalStateException if an entry contradicts what is there; the message says how
     */
    void append(Vehicle vehicle, List<DossierEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        String id = vehicle.id().value();
        database.update(
                "INSERT OR IGNORE INTO vehicle_file (vehicle, entries, head) VALUES (?, 0, ?)",
                id,
                HashChain.start(vehicle.id()));
        Head head = database.first(
                        "SELECT entries, head FROM vehicle_file WHERE vehicle = ?",
                        row -> new Head(row.getLong(1), row.getBytes(2)),
                        id)
                .orElseThrow();
        for (DossierEntry entry : entries) {
            byte[] document = json.write(entry);
            head = new Head(head.entries() + 1, HashChain.next(head.sha256(), document));
            long place = database.insert(
                    "INSERT INTO entry (vehicle, number, document, sha256) VALUES (?, ?, ?, ?)",
                    id,
                    head.entries(),
                    document,
                    head.sha256());
            index(vehicle, entry, place);
        }
        database.update(
                "UPDATE vehicle_file SET entries = ?, head = ? WHERE vehicle = ?", head.entries(), head.sha256(), id);
    }

    private void index(Vehicle vehicle, DossierEntry entry, long place) throws SQLException {
        if (entry instanceof DossierEntry.Inspected inspected) {
            indexInspection(inspected.inspection(), place);
            touchVisit(
                    inspected.inspection().header().station(),
                    inspected.inspection().header().visit(),
                    vehicle,
                    inspected.inspection().creationTime());
        } else if (entry instanceof DossierEntry.VisitClosed closed) {
            closeVisit(closed.result(), vehicle, place);
        } else if (entry instanceof DossierEntry.OrderMoved moved) {
            indexOrder(moved.order(), place);
        } else if (entry instanceof DossierEntry.Decided decided) {
            welds.decided(vehicle.id(), decided.decision());
        }
    }

    private void indexInspection(Inspection inspection, long place) throws SQLException {
        FrameId frame = inspection.header().frame();
        int added = isSettled(frame)
                ? 0
                : database.update(
                        "INSERT OR IGNORE INTO inspection (result_id, camera, boot_id, frame_number, vehicle, station, visit, entry)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        inspection.id().value(),
                        frame.camera().value(),
                        frame.bootId(),
                        frame.frameNumber(),
                        inspection.header().vehicle().id().value(),
                        inspection.header().station().value(),
                        inspection.header().visit().value(),
                        place);
        if (added == 0) {
            throw new IllegalStateException("frame " + frame + " or result " + inspection.id()
                    + " is recorded already; allowed is one outcome per frame");
        }
    }

    /** A frame has one outcome; only where that says late may one inspection follow. */
    private boolean isSettled(FrameId frame) throws SQLException {
        Optional<Inspection> latest = inspectionOf(frame, "DESC");
        return latest.isPresent()
                && latest.get()
                        .failure()
                        .filter(InspectionFailure.Late.class::isInstance)
                        .isEmpty();
    }

    private void touchVisit(StationId station, VisitId visit, Vehicle vehicle, Instant at) throws SQLException {
        database.update(
                "INSERT INTO visit (vehicle, station, visit, has_vin, variant, latest_inspection)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
                        + " SET latest_inspection = max(latest_inspection, excluded.latest_inspection)",
                vehicle.id().value(),
                station.value(),
                visit.value(),
                vehicle.hasVin() ? 1 : 0,
                vehicle.variant().value(),
                at.toEpochMilli());
    }

    private void closeVisit(VisitResult result, Vehicle vehicle, long place) throws SQLException {
        long expected = nextSequenceNumber(result.station());
        if (result.sequenceNumber() != expected) {
            throw new IllegalStateException("result of visit " + result.visit() + " has sequence number "
                    + result.sequenceNumber() + "; allowed next at " + result.station() + " is " + expected);
        }
        Optional<VisitResult> amended = resultOf(vehicle.id(), result.station(), result.visit());
        int before = amended.map(VisitResult::revision).orElse(0);
        if (result.revision() != before + 1) {
            throw new IllegalStateException("result of visit " + result.visit() + " of " + vehicle.id() + " at "
                    + result.station() + " comes with revision " + result.revision() + "; allowed next is "
                    + (before + 1));
        }
        database.update(
                "INSERT INTO visit (vehicle, station, visit, has_vin, variant, latest_inspection, result_entry)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET result_entry = excluded.result_entry",
                vehicle.id().value(),
                result.station().value(),
                result.visit().value(),
                vehicle.hasVin() ? 1 : 0,
                vehicle.variant().value(),
                result.closedAt().toEpochMilli(),
                place);
        database.update(
                "INSERT INTO station_sequence (station, last) VALUES (?, ?)"
                        + " ON CONFLICT DO UPDATE SET last = excluded.last",
                result.station().value(),
                result.sequenceNumber());
        welds.closed(result, amended);
    }

    private void indexOrder(RepairOrder order, long place) throws SQLException {
        int before = database.first(
                        "SELECT revision FROM repair_order WHERE id = ?",
                        row -> row.getInt(1),
                        order.id().value())
                .orElse(0);
        if (order.revision() != before + 1) {
            throw new IllegalStateException("order " + order.id() + " comes with revision " + order.revision()
                    + "; allowed next is " + (before + 1));
        }
        Optional<String> other = order.state().isOpen()
                ? database.first(
                        "SELECT id FROM repair_order WHERE vehicle = ? AND weld = ? AND is_open = 1 AND id <> ?",
                        row -> row.getString(1),
                        order.vehicle().id().value(),
                        order.weld().value(),
                        order.id().value())
                : Optional.empty();
        if (other.isPresent()) {
            throw new IllegalStateException("order " + order.id() + " is for weld " + order.weld() + " of "
                    + order.vehicle().id() + ", for which order " + other.get() + " is open; allowed is one");
        }
        database.update(
                "INSERT INTO repair_order (id, vehicle, weld, state, is_open, revision, entry)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state,"
                        + " is_open = excluded.is_open, revision = excluded.revision, entry = excluded.entry",
                order.id().value(),
                order.vehicle().id().value(),
                order.weld().value(),
                order.state().name(),
                order.state().isOpen() ? 1 : 0,
                order.revision(),
                place);
    }

    /** The outcome of a frame: its first inspection. */
    Optional<Inspection> inspectionOf(FrameId frame) throws SQLException {
        return inspectionOf(frame, "ASC");
    }

    private Optional<Inspection> inspectionOf(FrameId frame, String order) throws SQLException {
        return database.first(
                        "SELECT document FROM inspection JOIN entry ON entry.id = inspection.entry"
                                + " WHERE camera = ? AND boot_id = ? AND frame_number = ?"
                                + " ORDER BY inspection.entry " + order + " LIMIT 1",
                        DOCUMENT,
                        frame.camera().value(),
                        frame.bootId(),
                        frame.frameNumber())
                .map(json::readInspection);
    }

    Optional<Inspection> inspection(ResultId result) throws SQLException {
        return database.first(
                        "SELECT document FROM inspection JOIN entry ON entry.id = inspection.entry WHERE result_id = ?",
                        DOCUMENT,
                        result.value())
                .map(json::readInspection);
    }

    List<Inspection> inspectionsOf(VehicleId vehicle, StationId station, VisitId visit) throws SQLException {
        return database
                .all(
                        "SELECT document FROM inspection JOIN entry ON entry.id = inspection.entry"
                                + " WHERE inspection.vehicle = ? AND station = ? AND visit = ? ORDER BY entry.id",
                        DOCUMENT,
                        vehicle.value(),
                        station.value(),
                        visit.value())
                .stream()
                .map(json::readInspection)
                .toList();
    }

    Optional<VisitResult> resultOf(VehicleId vehicle, StationId station, VisitId visit) throws SQLException {
        return database.first(
                        "SELECT document FROM visit JOIN entry ON entry.id = visit.result_entry"
                                + " WHERE visit.vehicle = ? AND station = ? AND visit = ?",
                        DOCUMENT,
                        vehicle.value(),
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
                        DOCUMENT,
                        visitsMax)
                .stream()
                .map(json::readVisit)
                .toList();
    }

    List<RepairOrder> openOrders(VehicleId vehicle) throws SQLException {
        return database
                .all(
                        "SELECT document FROM repair_order JOIN entry ON entry.id = repair_order.entry"
                                + " WHERE repair_order.vehicle = ? AND is_open = 1 ORDER BY repair_order.id",
                        DOCUMENT,
                        vehicle.value())
                .stream()
                .map(json::readOrder)
                .toList();
    }

    /** Latest change first. */
    List<RepairOrder> orders(boolean openOnly, int ordersMax) throws SQLException {
        return database
                .all(
                        "SELECT document FROM repair_order JOIN entry ON entry.id = repair_order.entry"
                                + " WHERE is_open >= ? ORDER BY repair_order.entry DESC LIMIT ?",
                        DOCUMENT,
                        openOnly ? 1 : 0,
                        ordersMax)
                .stream()
                .map(json::readOrder)
                .toList();
    }

    Optional<RepairOrder> order(OrderId order) throws SQLException {
        return database.first(
                        "SELECT document FROM repair_order JOIN entry ON entry.id = repair_order.entry"
                                + " WHERE repair_order.id = ?",
                        DOCUMENT,
                        order.value())
                .map(json::readOrder);
    }

    /** By their id. */
    List<RepairOrder> openOrdersAfter(Optional<OrderId> after, int ordersMax) throws SQLException {
        return database
                .all(
                        "SELECT document FROM repair_order JOIN entry ON entry.id = repair_order.entry"
                                + " WHERE is_open = 1 AND repair_order.id > ? ORDER BY repair_order.id LIMIT ?",
                        DOCUMENT,
                        after.map(OrderId::value).orElse(""),
                        ordersMax)
                .stream()
                .map(json::readOrder)
                .toList();
    }

    void keep(CommandRecord command) throws SQLException {
        commands.keep(command);
    }

    Optional<CommandRecord> command(String commandId) throws SQLException {
        return commands.find(commandId);
    }

    Optional<WeldStanding> standing(VehicleId vehicle, WeldId weld) throws SQLException {
        return welds.standing(vehicle, weld);
    }

    List<WeldStanding> doubtfulWelds(int weldsMax) throws SQLException {
        return welds.doubtful(weldsMax);
    }

    long doubtfulWeldCount() throws SQLException {
        return welds.doubtfulCount();
    }

    /** As of one moment, if the caller reads within a transaction. */
    VehicleStanding standing(VehicleId vehicle) throws SQLException {
        List<OrderStanding> latest = database.all(
                "SELECT id, weld, state FROM repair_order AS this WHERE vehicle = ? AND NOT EXISTS"
                        + " (SELECT 1 FROM repair_order AS later WHERE later.vehicle = this.vehicle"
                        + " AND later.weld = this.weld AND later.entry > this.entry) ORDER BY weld",
                row -> new OrderStanding(
                        new OrderId(row.getString(1)),
                        new WeldId(row.getString(2)),
                        OrderState.valueOf(row.getString(3))),
                vehicle.value());
        long openVisits = database.number(
                "SELECT count(*) FROM visit WHERE vehicle = ? AND result_entry IS NULL", vehicle.value());
        return new VehicleStanding(vehicle(vehicle), welds.standings(vehicle), latest, (int) openVisits);
    }

    /** As its latest visit named it. */
    Optional<Vehicle> vehicle(VehicleId vehicle) throws SQLException {
        return database.first(
                "SELECT vehicle, has_vin, variant FROM visit WHERE vehicle = ? ORDER BY latest_inspection DESC LIMIT 1",
                row -> new Vehicle(
                        new VehicleId(row.getString(1)), row.getInt(2) == 1, new VariantId(row.getString(3))),
                vehicle.value());
    }

    long nextSequenceNumber(StationId station) throws SQLException {
        return 1
                + database.first(
                                "SELECT last FROM station_sequence WHERE station = ?",
                                row -> row.getLong(1),
                                station.value())
                        .orElse(0L);
    }

    List<OpenVisit> openVisits() throws SQLException {
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

    List<VehicleId> vehicles(int vehiclesMax) throws SQLException {
        return database.all(
                "SELECT vehicle FROM vehicle_file ORDER BY vehicle LIMIT ?",
                row -> new VehicleId(row.getString(1)),
                vehiclesMax);
    }

    /** Number of entries and hash of the last, as the file's own row has them. */
    Optional<Head> head(VehicleId vehicle) throws SQLException {
        return database.first(
                "SELECT entries, head FROM vehicle_file WHERE vehicle = ?",
                row -> new Head(row.getLong(1), row.getBytes(2)),
                vehicle.value());
    }

    List<Link> links(VehicleId vehicle, long afterNumber, int linksMax) throws SQLException {
        return database.all(
                "SELECT number, document, sha256 FROM entry WHERE vehicle = ? AND number > ? ORDER BY number LIMIT ?",
                row -> new Link(row.getLong(1), row.getBytes(2), row.getBytes(3)),
                vehicle.value(),
                afterNumber,
                linksMax);
    }

    StoreCounts counts() throws SQLException {
        return database.first(
                        "SELECT (SELECT count(*) FROM vehicle_file), (SELECT count(*) FROM inspection),"
                                + " (SELECT count(*) FROM visit WHERE result_entry IS NOT NULL),"
                                + " (SELECT count(*) FROM repair_order),"
                                + " (SELECT count(*) FROM repair_order WHERE is_open = 1),"
                                + " (SELECT ifnull(sum(revision), 0) FROM repair_order),"
                                + " (SELECT count(*) FROM outbox WHERE delivered_at IS NULL),"
                                + " (SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0))",
                        row -> new StoreCounts(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8) - row.getLong(7)))
                .orElseThrow();
    }

    /** Where a chain ends. */
    record Head(long entries, byte[] sha256) {}

    /** An entry as it is on disk. */
    record Link(long number, byte[] document, byte[] sha256) {}
}
