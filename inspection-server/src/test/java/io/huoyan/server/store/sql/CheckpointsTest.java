package io.huoyan.server.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

class CheckpointsTest {
    private static final int PAGE_BYTES = 4096;
    private static final int LOG_PAGES_MAX = 100;
    private static final int EVERY_MS = 5;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    /** Of one who commits and never checkpoints. */
    private static Database writer(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setBusyTimeout(10_000);
        Database writer = Database.near(config.createConnection("jdbc:sqlite:" + file));
        writer.run("PRAGMA wal_autocheckpoint = 0");
        writer.run("CREATE TABLE kept (content BLOB)");
        return writer;
    }

    private static void write(Database writer, int transactions) throws SQLException {
        for (int i = 0; i < transactions; i++) {
            writer.update("INSERT INTO kept (content) VALUES (?)", new byte[3 * PAGE_BYTES]);
        }
    }

    @Test
    void what_was_committed_comes_into_the_database_though_the_writer_does_nothing_for_it() throws Exception {
        Path file = folder.resolve("some.db");
        try (Database writer = writer(file);
                var checkpoints = Checkpoints.start(file, LOG_PAGES_MAX, EVERY_MS)) {
            write(writer, 20);

            Awaitility.await().untilAsserted(() -> assertThat(Files.size(file)).isGreaterThan(20L * 3 * PAGE_BYTES));
            assertThat(checkpoints).isNotNull();
        }
    }

    /** The pages in use are never all copied, so that only a restart that waits for readers begins it anew. */
    @Test
    void a_log_that_is_written_to_and_read_all_the_time_is_begun_anew() throws Exception {
        Path file = folder.resolve("some.db");
        Path log = folder.resolve("some.db-wal");
        try (Database writer = writer(file);
                var readers = new OverlappingReaders(file);
                var checkpoints = Checkpoints.start(file, LOG_PAGES_MAX, EVERY_MS)) {
            long started = System.nanoTime();
            long written = 0;
            do {
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LONGEST);
                write(writer, 50);
                written += 50L * 3 * PAGE_BYTES;
            } while (written <= 3 * Files.size(log));
            readers.end();
            assertThat(writer.number("SELECT count(*) * 3 * " + PAGE_BYTES + " FROM kept"))
                    .isEqualTo(written);
            assertThat(checkpoints).isNotNull();
        }
    }

    /** Two that read in turn, each beginning before the other ends, so that the log is in use at every moment. */
    private static final class OverlappingReaders implements AutoCloseable {
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Future<Long> reading;

        OverlappingReaders(Path file) throws SQLException {
            Database first = SqliteEngine.reader(file);
            begin(first);
            reading = thread.submit(() -> read(isOver, first, file));
        }

        private static long read(AtomicBoolean isOver, Database first, Path file) throws SQLException {
            try (first;
                    Database second = SqliteEngine.reader(file)) {
                long turn = 0;
                for (; !isOver.get(); turn++) {
                    begin(turn % 2 == 0 ? second : first);
                    (turn % 2 == 0 ? first : second).run("COMMIT");
                }
                return turn;
            }
        }

        /** SQLite takes its snapshot with the first read. */
        private static void begin(Database reader) throws SQLException {
            reader.run("BEGIN");
            assertThat(reader.number("SELECT count(*) FROM kept")).isNotNegative();
        }

        /** Fails with what reading failed with. */
        void end() {
            isOver.set(true);
            Awaitility.await().until(reading::isDone);
            assertThat(reading).succeedsWithin(Duration.ZERO).isNotNull();
        }

        @Override
        public void close() {
            isOver.set(true);
            thread.shutdown();
        }
    }
}
