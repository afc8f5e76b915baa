package io.huoyan.server.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements, in a language that both engines speak. What is to be changed
 * {@link #later} goes to a server that is far away together with the next statement, in one way there and back. Not
 * thread-safe; who connected it closes it.
 */
public final class Database implements AutoCloseable {
    private final Connection connection;
    private final Script script;
    private final Postponed postponed;
    private long changes;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Database(Connection connection, Script script, Postponed postponed) {
        this.connection = connection;
        this.script = script;
        this.postponed = postponed;
    }

    /** A database in this process: there is nothing to be saved by sending statements together. */
    static Database near(Connection connection) {
        return new Database(connection, Statement::executeUpdate, new Postponed(connection, 0));
    }

    /** A database whose server is a way off. */
    static Database far(Connection connection) {
        return new Database(connection, Statement::execute, new Postponed(connection, Postponed.CHANGES_MAX));
    }

    /**
     * Runs statements that take no values; several may follow one another. If they commit, what was to be changed
     * {@link #later} was found as it must be before.
     */
    public void run(String sql) throws SQLException {
        if (postponed.isEmpty()) {
            runAlone(sql);
        } else {
            postponed.sendBefore(sql);
        }
    }

    private void runAlone(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            script.run(statement, sql);
        }
    }

    /** Rolls back, wholly or to a savepoint, as {@code sql} says; what was to be changed later is not. */
    public void rollBack(String sql) throws SQLException {
        postponed.forget();
        runAlone(sql);
        postponed.begin();
    }

    /**
     * True if something that was to be changed {@link #later} failed, or was not sent, or what it went with failed.
     * Whose it was is not known; every statement throws until all is rolled back.
     */
    public boolean hasLostChanges() {
        return postponed.isLost();
    }

    /**
     * Changes rows before the next statement of another kind runs; a failure may come only with that.
     *
     * @param otherwise what the {@link UnexpectedChangeException} says unless exactly one row changes; empty if any
     *     number may
     */
    public void later(String otherwise, String sql, @Nullable Object... values) throws SQLException {
        changes++;
        if (postponed.isFull()) {
            postponed.send();
        }
        if (!postponed.isFull()) {
            postponed.add(otherwise, sql, values);
        } else {
            Postponed.check(otherwise, bound(sql, values).executeUpdate());
        }
    }

    /** How many changes there were since this was connected, those that are to come {@link #later} included. */
    public long changes() {
        return changes;
    }

    /** Changes rows; returns how many. */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        changes++;
        if (postponed.isEmpty()) {
            return bound(sql, values).executeUpdate();
        }
        try (PreparedStatement statement = postponed.sentBefore(sql, values)) {
            return statement.getUpdateCount();
        }
    }

    /** The first column of the only row. */
    public long number(String sql, @Nullable Object... values) throws SQLException {
        return first(sql, row -> row.getLong(1), values)
                .orElseThrow(() -> new SQLException("no row came back from: " + sql));
    }

    public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        return read(sql, rows -> rows.next() ? Optional.of(row.read(rows)) : Optional.empty(), values);
    }

    public <T> List<T> all(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        var read = new ArrayList<T>();
        each(sql, one -> read.add(row.read(one)), values);
        return read;
    }

    /** Hands over one row after another. */
    public void each(String sql, RowConsumer consumer, @Nullable Object... values) throws SQLException {
        boolean unused = read(
                sql,
                rows -> {
                    while (rows.next()) {
                        consumer.accept(rows);
                    }
                    return true;
                },
                values);
    }

    private <T> T read(String sql, Row<T> all, @Nullable Object... values) throws SQLException {
        if (postponed.isEmpty()) {
            try (ResultSet rows = bound(sql, values).executeQuery()) {
                return all.read(rows);
            }
        }
        try (PreparedStatement statement = postponed.sentBefore(sql, values);
                ResultSet rows = statement.getResultSet()) {
            return all.read(rows);
        }
    }

    /** True if every further statement would fail: the other side is gone, or lost changes were not rolled back. */
    public boolean isBroken() {
        try {
            return postponed.isLost() || connection.isClosed() || !connection.isValid(1);
        } catch (SQLException e) {
            return true;
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        Postponed.bind(statement, 0, values);
        return statement;
    }

    /** The connection itself, for what only one engine can do. */
    <T> T unwrap(Class<T> type) throws SQLException {
        return connection.unwrap(type);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** How a driver is told to run several statements, whatever they return. */
    @FunctionalInterface
    interface Script {
        void run(Statement statement, String sql) throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row. */
    @FunctionalInterface
    public interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }
}
