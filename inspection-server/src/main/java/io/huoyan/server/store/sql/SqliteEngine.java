package io.huoyan.server.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** SQLite in a folder, owned by this process. */
final class SqliteEngine implements Engine {
    /** Name of the database's file in the folder of a store. */
    static final String FILE = "huoyan.db";

    private static final int BUSY_WAIT_MS = 10_000;
    /** Whoever commits checkpoints by itself only if {@link Checkpoints} have been failing for long (256 MiB). */
    private static final int WAL_PAGES_BEFORE_CHECKPOINT = 65_536;

    private static final int WAL_BYTES_KEPT_MAX = 64 << 20;
    private static final int CACHE_KB = 65_536;
    /** Marks a database as ours ({@code HUOY}). */
    private static final int APPLICATION_ID = 0x48554f59;

    private final Path file;
    private final @Nullable StoreLock lock;
    private final @Nullable Checkpoints checkpoints;

    private SqliteEngine(Path file, @Nullable StoreLock lock, @Nullable Checkpoints checkpoints) {
        this.file = file;
        this.lock = lock;
        this.checkpoints = checkpoints;
    }

    static SqliteEngine open(Path folder) throws IOException {
        Path place = Files.createDirectories(folder).toRealPath();
        StoreLock lock = StoreLock.take(place, Instant.now());
        return new SqliteEngine(place.resolve(FILE), lock, Checkpoints.start(place.resolve(FILE)));
    }

    /** Of a store that somebody else may own; without a lock, and never to write. */
    static SqliteEngine openToRead(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            throw new IOException("there is no store in " + folder + ": it has no " + FILE);
        }
        return new SqliteEngine(file.toRealPath(), null, null);
    }

    @Override
    public Database connectWriter() throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        Database database = Database.near(config.createConnection("jdbc:sqlite:" + file));
        database.run("PRAGMA wal_autocheckpoint = " + WAL_PAGES_BEFORE_CHECKPOINT);
        database.run("PRAGMA journal_size_limit = " + WAL_BYTES_KEPT_MAX);
        return database;
    }

    @Override
    public Database connectReader() throws SQLException {
        return reader(file);
    }

    /** A reader of a database that another process may own. */
    static Database reader(Path file) throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return Database.near(config.createConnection("jdbc:sqlite:" + file));
    }

    /** For {@code PRAGMA wal_checkpoint} alone. */
    static Database connectToCheckpoint(Path file, int busyWaitMs) throws SQLException {
        SQLiteConfig config = config();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(busyWaitMs);
        return Database.near(config.createConnection("jdbc:sqlite:" + file));
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_WAIT_MS);
        config.setCacheSize(-CACHE_KB);
        return config;
    }

    @Override
    public void begin(Database writer) throws SQLException {
        writer.run("BEGIN IMMEDIATE");
    }

    @Override
    public void beginReading(Database reader) throws SQLException {
        reader.run("BEGIN");
    }

    /** Nobody else has the store. */
    @Override
    public void announce(Database writer) {}

    @Override
    public boolean awaitAnnouncement(Database listener, int waitMs) {
        throw new UnsupportedOperationException("SQLite has one owner; nobody else announces anything");
    }

    @Override
    public Stamp stamp(Database database) throws SQLException {
        return stampOf(database);
    }

    static Stamp stampOf(Database database) throws SQLException {
        return new Stamp(
                database.number("SELECT count(*) FROM sqlite_schema") == 0,
                database.number("PRAGMA application_id") == APPLICATION_ID,
                (int) database.number("PRAGMA user_version"));
    }

    @Override
    public String step(String statements, int version) {
        return "BEGIN IMMEDIATE;\n" + statements + "\nPRAGMA application_id = " + APPLICATION_ID
                + ";\nPRAGMA user_version = " + version + ";\nCOMMIT;";
    }

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean hasCheapSavepoints() {
        return true;
    }

    @Override
    public void close() throws IOException {
        if (checkpoints != null) {
            checkpoints.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
