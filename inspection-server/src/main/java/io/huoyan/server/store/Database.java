package io.huoyan.server.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** One connection with its prepared statements. Not thread-safe. */
final class Database implements AutoCloseable {
    private static final int BUSY_WAIT_MS = 10_000;
    private static final int WAL_PAGES_BEFORE_CHECKPOINT = 2000;
    private static final int WAL_BYTES_KEPT_MAX = 64 << 20;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** A connection that writes: write-ahead log, each commit synced to disk. */
    static Database writer(Path file) throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        Database database = new Database(config.createConnection("jdbc:sqlite:" + file));
        database.run("PRAGMA wal_autocheckpoint = " + WAL_PAGES_BEFORE_CHECKPOINT);
        database.run("PRAGMA journal_size_limit = " + WAL_BYTES_KEPT_MAX);
        return database;
    }

    /** A connection that only reads, and sees what was committed. */
    static Database reader(Path file) throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return new Database(config.createConnection("jdbc:sqlite:" + file));
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_WAIT_MS);
        return config;
    }

    /** Runs statements that take no values; several may follow one another. */
    void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    int update(String sql, @Nullable Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    /** Inserts one row and hands back its rowid. */
    long insert(String sql, @Nullable Object... values) throws SQLException {
        update(sql, values);
        return number("SELECT last_insert_rowid()");
    }

    /** The first column of the only row. */
    long number(String sql, @Nullable Object... values) throws SQLException {
        return first(sql, row -> row.getLong(1), values)
                .orElseThrow(() -> new SQLException("no row came back from: " + sql));
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    <T> List<T> all(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            var read = new ArrayList<T>();
            while (rows.next()) {
                read.add(row.read(rows));
            }
            return read;
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

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
