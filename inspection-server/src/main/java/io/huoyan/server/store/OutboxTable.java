package io.huoyan.server.store;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.server.outbox.Outbox;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The statements on the outbox. */
final class OutboxTable {
    /** Delivered rows kept to be looked at; older ones are removed. */
    static final int DELIVERED_KEPT_MAX = 100_000;

    private final Database database;
    private final Numbers numbers;

    OutboxTable(Database database) {
        this.database = database;
        this.numbers = new Numbers(database, "SELECT coalesce(max(sequence), 0) FROM outbox");
    }

    /** A transaction began, or was taken back. */
    void forget() {
        numbers.forget();
    }

    void append(List<OutboxMessage> messages, Instant now) throws SQLException {
        for (OutboxMessage message : messages) {
            database.later(
                    "",
                    "INSERT INTO outbox (sequence, vehicle, station, channel, message_key, schema, payload, written_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    numbers.next(),
                    message.vehicle().value(),
                    message.station().value(),
                    message.channel().name(),
                    message.key(),
                    message.schema(),
                    message.payload(),
                    now.toEpochMilli());
        }
    }

    List<Outbox.Row> waiting(long afterSequence, int rowsMax) throws SQLException {
        return database.all(
                "SELECT sequence, written_at, vehicle, station, channel, message_key, schema, payload FROM outbox"
                        + " WHERE delivered_at IS NULL AND sequence > ? ORDER BY sequence LIMIT ?",
                row -> new Outbox.Row(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        new OutboxMessage(
                                new VehicleId(row.getString(3)),
                                new StationId(row.getString(4)),
                                OutboxMessage.Channel.valueOf(row.getString(5)),
                                row.getString(6),
                                row.getString(7),
                                row.getBytes(8))),
                afterSequence,
                rowsMax);
    }

    /** Marks a row; returns how many were marked, 0 if it was before. */
    int delivered(long sequence, Instant now) throws SQLException {
        int marked = database.update(
                "UPDATE outbox SET delivered_at = ? WHERE sequence = ? AND delivered_at IS NULL",
                now.toEpochMilli(),
                sequence);
        database.later(
                "",
                "DELETE FROM outbox WHERE delivered_at IS NOT NULL AND sequence = ?",
                sequence - DELIVERED_KEPT_MAX);
        return marked;
    }

    /** Numbers among the latest {@value #DELIVERED_KEPT_MAX} that no message has: none of those is ever removed. */
    List<Long> missing() throws SQLException {
        long last = database.number("SELECT coalesce(max(sequence), 0) FROM outbox");
        var missing = new ArrayList<Long>();
        long[] next = {Math.max(0, last - DELIVERED_KEPT_MAX) + 1};
        database.each(
                "SELECT sequence FROM outbox WHERE sequence >= ? ORDER BY sequence",
                row -> {
                    for (; next[0] < row.getLong(1); next[0]++) {
                        missing.add(next[0]);
                    }
                    next[0]++;
                },
                next[0]);
        return missing;
    }

    long depth() throws SQLException {
        return database.number("SELECT count(*) FROM outbox WHERE delivered_at IS NULL");
    }
}
