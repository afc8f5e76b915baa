package io.huoyan.server.store;

import io.huoyan.core.orders.CommandRecord;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;
import java.util.Optional;

/** The statements on commands that were answered. */
final class CommandTable {
    /** Refusals kept; the oldest are forgotten. */
    static final int REFUSALS_KEPT_MAX = 100_000;

    private final Database database;
    private final Numbers numbers;

    CommandTable(Database database) {
        this.database = database;
        this.numbers = new Numbers(database, "SELECT coalesce(max(number), 0) FROM order_command");
    }

    /** A transaction began, or was taken back. */
    void forget() {
        numbers.forget();
    }

    Optional<CommandRecord> find(String commandId) throws SQLException {
        return database.first(
                "SELECT command_id, sha256, done, answer FROM order_command WHERE command_id = ?",
                row -> new CommandRecord(row.getString(1), row.getString(2), row.getInt(3) == 1, row.getBytes(4)),
                commandId);
    }

    void keep(CommandRecord command) throws SQLException {
        long number = numbers.next();
        database.later(
                "",
                "INSERT INTO order_command (number, command_id, sha256, done, answer) VALUES (?, ?, ?, ?, ?)",
                number,
                command.id(),
                command.sha256(),
                command.done() ? 1 : 0,
                command.answer());
        database.later("", "DELETE FROM order_command WHERE done = 0 AND number <= ?", number - REFUSALS_KEPT_MAX);
    }
}
