package io.huoyan.server.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was committed to SQLite's write-ahead log into the database, on a thread of its own: whoever commits does
 * not wait for it. What is committed is on disk in the log; only the log's length depends on this.
 */
final class Checkpoints implements AutoCloseable {
    private static final long EVERY_MS = 1000;
    /**
     * A log of more pages (64 MiB) is begun anew, for which writers are kept out while its last pages are copied.
     * Without that a log under constant writing never ends.
     */
    private static final long LOG_PAGES_MAX = 16_384;
    /** How long a log that is to begin anew waits for its readers, and keeps writers out. */
    private static final int READERS_WAIT_MS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final Path file;
    private final Path log;
    private final long logPagesMax;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "huoyan-store-checkpoints");
        made.setDaemon(true);
        return made;
    });
    private @Nullable Database database;
    private @Nullable FileTime done;
    private boolean hasFailed;

    private Checkpoints(Path file, long logPagesMax) {
        this.file = file;
        this.logPagesMax = logPagesMax;
        this.log = file.resolveSibling(file.getFileName() + "-wal");
    }

    static Checkpoints start(Path file) {
        return start(file, LOG_PAGES_MAX, EVERY_MS);
    }

    static Checkpoints start(Path file, long logPagesMax, long everyMs) {
        var checkpoints = new Checkpoints(file, logPagesMax);
        var unused =
                checkpoints.thread.scheduleWithFixedDelay(checkpoints::bring, everyMs, everyMs, TimeUnit.MILLISECONDS);
        return checkpoints;
    }

    private void bring() {
        try {
            FileTime changed = Files.getLastModifiedTime(log);
            if (!changed.equals(done)) {
                if (database == null) {
                    database = SqliteEngine.connectToCheckpoint(file, READERS_WAIT_MS);
                }
                bring(database);
                done = changed;
                hasFailed = false;
            }
        } catch (IOException e) {
            LOG.debug("there is no log {} yet", log, e);
        } catch (SQLException | RuntimeException e) {
            if (!hasFailed) {
                LOG.warn(
                        "the log {} could not be brought into the database; it grows until this succeeds: {}",
                        log,
                        e.getMessage());
            }
            hasFailed = true;
        }
    }

    private void bring(Database database) throws SQLException {
        long pages = database.first("PRAGMA wal_checkpoint(PASSIVE)", row -> row.getLong(2))
                .orElse(0L);
        if (pages > logPagesMax) {
            database.number("PRAGMA wal_checkpoint(RESTART)");
        }
    }

    /** Ends after a checkpoint that is under way. A second call does nothing. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            boolean hasEnded = thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            if (hasEnded && database != null) {
                database.close();
                database = null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.debug("the connection did not close", e);
        }
    }
}
