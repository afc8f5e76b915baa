package io.huoyan.server.store.sql;

import io.huoyan.server.doors.Secret;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * PostgreSQL by URL. Writers of all servers take turns under one advisory lock, as SQLite's do under its file's:
 * numbers are given in the order of the commits, planners see each other's results, and no two wait for each other.
 */
final class PostgresEngine implements Engine {
    /** Advisory lock of the one who writes; {@code HUOY} and 1. */
    private static final long WRITERS_LOCK = 0x48554f59_00000001L;
    /** Advisory lock of the one who migrates; {@code HUOY} and 2. */
    private static final long MIGRATION_LOCK = 0x48554f59_00000002L;

    private static final int CONNECT_S = 10;
    private static final int SOCKET_S = 120;
    /** A writer that hangs amid its transaction loses it, and the others go on. */
    private static final int IDLE_IN_TRANSACTION_MS = 20_000;

    private static final int STATEMENT_MS = 60_000;
    private static final int TURN_MS = 45_000;

    private final StorePlace.Postgres place;

    PostgresEngine(StorePlace.Postgres place) {
        this.place = place;
    }

    @Override
    public Database connectWriter() throws SQLException {
        return connect("-c statement_timeout=" + STATEMENT_MS + " -c lock_timeout=" + TURN_MS
                + " -c idle_in_transaction_session_timeout=" + IDLE_IN_TRANSACTION_MS);
    }

    @Override
    public Database connectReader() throws SQLException {
        return connect("-c default_transaction_read_only=on -c statement_timeout=" + STATEMENT_MS);
    }

    private Database connect(String options) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", place.user());
        if (place.password().isPresent()) {
            properties.setProperty("password", password(place.password().get()));
        }
        properties.setProperty("ApplicationName", "huoyan");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_S));
        properties.setProperty("socketTimeout", String.valueOf(SOCKET_S));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("options", "-c timezone=UTC " + options);
        var connection = new Driver().connect("jdbc:" + place.url(), properties);
        if (connection == null) {
            throw new SQLException("the driver does not know " + place.url());
        }
        return Database.far(connection);
    }

    private static String password(Secret password) throws SQLException {
        try {
            return password.line();
        } catch (IOException e) {
            throw new SQLException("the password in " + password + " cannot be read: " + e, e);
        }
    }

    @Override
    public void begin(Database writer) throws SQLException {
        writer.run("BEGIN; SELECT pg_advisory_xact_lock(" + WRITERS_LOCK + ")");
    }

    @Override
    public void beginReading(Database reader) throws SQLException {
        reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }

    @Override
    public void announce(Database writer) throws SQLException {
        writer.later("", "NOTIFY huoyan_outbox");
    }

    @Override
    public boolean awaitAnnouncement(Database listener, int waitMs) throws SQLException {
        listener.run("LISTEN huoyan_outbox");
        PGNotification[] announced = listener.unwrap(PGConnection.class).getNotifications(waitMs);
        return announced != null && announced.length > 0;
    }

    @Override
    public Stamp stamp(Database database) throws SQLException {
        boolean isOurs = database.number("SELECT count(*) FROM information_schema.tables"
                        + " WHERE table_schema = current_schema() AND table_name = 'huoyan_schema'")
                == 1;
        boolean isEmpty =
                database.number("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()")
                        == 0;
        return new Stamp(isEmpty, isOurs, isOurs ? (int) database.number("SELECT max(version) FROM huoyan_schema") : 0);
    }

    /** Two servers that start at once both come here; the second finds the step's row and is rolled back by it. */
    @Override
    public String step(String statements, int version) {
        return "BEGIN;\nSELECT pg_advisory_xact_lock(" + MIGRATION_LOCK + ");\n"
                + "CREATE TABLE IF NOT EXISTS huoyan_schema (version BIGINT PRIMARY KEY);\n"
                + "INSERT INTO huoyan_schema (version) VALUES (" + version + ");\n" + statements + "\nCOMMIT;";
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String place() {
        return place.url().replaceFirst("\\?.*", "");
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public boolean hasCheapSavepoints() {
        return false;
    }

    @Override
    public void close() {
        // Nothing is held between connections.
    }
}
