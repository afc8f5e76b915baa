package io.huoyan.server.store.sql;

import java.io.IOException;
import java.sql.SQLException;

/**
 * A database that holds a store: SQLite in a folder or PostgreSQL by URL. Both take the same statements; what differs
 * is here. Thread-safe.
 */
public interface Engine extends AutoCloseable {
    /** Opens the engine and brings its tables to this program's version. */
    static Engine open(StorePlace place) throws IOException, SQLException {
        Engine engine = place instanceof StorePlace.Postgres postgres
                ? new PostgresEngine(postgres)
                : SqliteEngine.open(((StorePlace.InFolder) place).folder());
        try (Database database = engine.connectWriter()) {
            Migrations.apply(engine, database);
            return engine;
        } catch (IOException | SQLException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** The engine of a store that is there, of this program's version; somebody else may own it. */
    static Engine openToRead(StorePlace place) throws IOException, SQLException {
        Engine engine = place instanceof StorePlace.Postgres postgres
                ? new PostgresEngine(postgres)
                : SqliteEngine.openToRead(((StorePlace.InFolder) place).folder());
        try (Database database = engine.connectReader()) {
            Migrations.checkedToRead(engine.place(), engine.stamp(database));
            return engine;
        }
    }

    /** A connection that writes: what it commits is on disk. The caller's to close. */
    Database connectWriter() throws SQLException;

    /** A connection that only reads, and sees what was committed. The caller's to close. */
    Database connectReader() throws SQLException;

    /**
     * Begins a transaction during which nobody else writes to this store, in this process or another: it sees all that
     * was committed before it, and numbers that it counts on have no gaps. Waits for its turn.
     */
    void begin(Database writer) throws SQLException;

    /** Begins a transaction that only reads, and sees one state all the while. */
    void beginReading(Database reader) throws SQLException;

    /** Lets those who {@link #awaitAnnouncement wait} know, once the open transaction is committed. */
    void announce(Database writer) throws SQLException;

    /**
     * Waits until somebody announced something since the last call on this connection, or the time is over. The first
     * call begins to listen.
     *
     * @return true if somebody did
     */
    boolean awaitAnnouncement(Database listener, int waitMs) throws SQLException;

    /** What the tables say of themselves. */
    Stamp stamp(Database database) throws SQLException;

    /** Statements that run one step of the schema and note that it was done, all or nothing. */
    String step(String statements, int version);

    /** Name of the engine as its steps' files have it. */
    String name();

    /** Where the store is, for messages; no password. */
    String place();

    /** True if several servers may have the store at once. */
    boolean isShared();

    /**
     * True if each commit can have a savepoint of its own. PostgreSQL makes a transaction of each, with a number that
     * all others look up.
     */
    boolean hasCheapSavepoints();

    /** Lets the store go. A second call does nothing. */
    @Override
    void close() throws IOException;

    /**
     * @param isEmpty true if no table is there
     * @param isOurs true if it bears Huoyan's mark
     * @param version of the schema; 0 before the first step
     */
    record Stamp(boolean isEmpty, boolean isOurs, int version) {}
}
