package io.huoyan.server.store;

import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.orders.OrderStanding;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The statements on the current revision of each repair order. */
final class OrderTable {

    private final Database database;
    private final InspectionJson json;

    OrderTable(Database database, InspectionJson json) {
        this.database = database;
        this.json = json;
    }

    /** @throws IllegalStateException if the revision is not the next, or another order is open for the weld */
    void move(VehicleId file, RepairOrder order, long place) throws SQLException {
        int before = database.first(
                        "SELECT revision FROM repair_order WHERE id = ?",
                        row -> row.getInt(1),
                        order.id().value())
                .orElse(0);
        if (order.revision() != before + 1) {
            throw new IllegalStateException("order " + order.id() + " comes with revision " + order.revision()
                    + "; allowed next is " + (before + 1));
        }
        Optional<String> other = order.state().isOpen() ? otherOpen(file, order) : Optional.empty();
        if (other.isPresent()) {
            throw new IllegalStateException("order " + order.id() + " is for weld " + order.weld() + " of "
                    + order.vehicle().id() + ", for which order " + other.get() + " is open; allowed is one");
        }
        database.later(
                "",
                "INSERT INTO repair_order (id, vehicle, weld, state, is_open, revision, entry)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state,"
                        + " is_open = excluded.is_open, revision = excluded.revision, entry = excluded.entry",
                order.id().value(),
                file.value(),
                order.weld().value(),
                order.state().name(),
                order.state().isOpen() ? 1 : 0,
                order.revision(),
                place);
    }

    private Optional<String> otherOpen(VehicleId file, RepairOrder order) throws SQLException {
        return database.first(
                "SELECT id FROM repair_order WHERE vehicle IN " + NameTable.WITH_TAKEN_IN
                        + " AND weld = ? AND is_open = 1 AND id <> ?",
                row -> row.getString(1),
                file.value(),
                file.value(),
                order.weld().value(),
                order.id().value());
    }

    /** {@code file} with the files it took in. */
    List<RepairOrder> open(VehicleId file) throws SQLException {
        return database
                .all(
                        "SELECT document FROM repair_order JOIN entry ON entry.id = repair_order.entry"
                                + " WHERE repair_order.vehicle IN " + NameTable.WITH_TAKEN_IN
                                + " AND is_open = 1 ORDER BY repair_order.id",
                        EntryTable.DOCUMENT,
                        file.value(),
                        file.value())
                .stream()
                .map(json::readOrder)
                .toList();
    }

    Optional<RepairOrder> byId(OrderId order) throws SQLException {
        return database.first(
                        "SELECT document FROM repair_order JOIN entry ON entry.id = repair_order.entry"
                                + " WHERE repair_order.id = ?",
                        EntryTable.DOCUMENT,
                        order.value())
                .map(json::readOrder);
    }

    /** True if the frame of an inspection has an entry before that of the order's current revision. */
    boolean isRecordedBefore(ResultId result, OrderId order) throws SQLException {
        return database.number(
                        "SELECT count(*) FROM inspection AS named JOIN inspection AS recorded"
                                + " ON recorded.camera = named.camera AND recorded.boot_id = named.boot_id"
                                + " AND recorded.frame_number = named.frame_number"
                                + " JOIN repair_order ON recorded.entry < repair_order.entry"
                                + " WHERE named.result_id = ? AND repair_order.id = ?",
                        result.value(),
                        order.value())
                > 0;
    }

    /** The file that an order is in. */
    Optional<VehicleId> fileOf(OrderId order) throws SQLException {
        return database.first(
                "SELECT vehicle FROM repair_order WHERE id = ?", row -> new VehicleId(row.getString(1)), order.value());
    }

    /** By their id. */
    List<RepairOrder> openAfter(Optional<OrderId> after, int ordersMax) throws SQLException {
        return database
                .all(
                        "SELECT document FROM repair_order JOIN entry ON entry.id = repair_order.entry"
                                + " WHERE is_open = 1 AND repair_order.id > ? ORDER BY repair_order.id LIMIT ?",
                        EntryTable.DOCUMENT,
                        after.map(OrderId::value).orElse(""),
                        ordersMax)
                .stream()
                .map(json::readOrder)
                .toList();
    }

    /** The latest order of each weld; {@code file} with the files it took in. */
    List<OrderStanding> standings(VehicleId file) throws SQLException {
        var latest = new LinkedHashMap<String, OrderStanding>();
        database.each(
                "SELECT id, weld, state FROM repair_order WHERE vehicle IN " + NameTable.WITH_TAKEN_IN
                        + " ORDER BY weld, entry",
                row -> latest.put(
                        row.getString(2),
                        new OrderStanding(
                                new OrderId(row.getString(1)),
                                new WeldId(row.getString(2)),
                                OrderState.valueOf(row.getString(3)))),
                file.value(),
                file.value());
        return List.copyOf(latest.values());
    }

    /** A weld for which two files have an open order each, if there is one. */
    Optional<String> weldOpenInBoth(VehicleId file, VehicleId other) throws SQLException {
        return database.first(
                "SELECT own.weld, own.id, theirs.id FROM repair_order AS own JOIN repair_order AS theirs"
                        + " ON theirs.weld = own.weld WHERE own.vehicle = ? AND theirs.vehicle = ?"
                        + " AND own.is_open = 1 AND theirs.is_open = 1",
                row -> row.getString(1) + " (" + row.getString(2) + " and " + row.getString(3) + ")",
                file.value(),
                other.value());
    }

    /** Latest change first. */
    List<RepairOrder> latest(boolean openOnly, int ordersMax) throws SQLException {
        return database
                .all(
                        "SELECT document FROM repair_order JOIN entry ON entry.id = repair_order.entry"
                                + " WHERE is_open >= ? ORDER BY repair_order.entry DESC LIMIT ?",
                        EntryTable.DOCUMENT,
                        openOnly ? 1 : 0,
                        ordersMax)
                .stream()
                .map(json::readOrder)
                .toList();
    }
}
