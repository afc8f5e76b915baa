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
 * One connection with its prepared statements, in a language that both engines speak. Not thread-safe; who connected it
 * closes it.
 */
public final class Database implements AutoCloseable {
    private final Connection connection;
    private final Script script;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Database(Connection connection, Script script) {
        this.connection = connection;
        this.script = script;
    }

    /** Runs statements that take no values; several may follow one another. */
    public void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            script.run(statement, sql);
        }
    }

    /** Changes rows; returns how many. */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    /** The first column of the only row. */
    public long number(String sql, @Nullable Object... values) throws SQLException {
        return first(sql, row -> row.getLong(1), values)
                .orElseThrow(() -> new SQLException("no row came back from: " + sql));
    }

    public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    public <T> List<T> all(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        var read = new ArrayList<T>();
        each(sql, one -> read.add(row.read(one)), values);
        return read;
    }

    /** Hands over one row after another. */
    public void each(String sql, RowConsumer consumer, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            while (rows.next()) {
                consumer.accept(rows);
            }
        }
    }

    /** True if the other side is gone: every further statement would fail. */
    public boolean isBroken() {
        try {
            return connection.isClosed() || !connection.isValid(1);
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
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
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
