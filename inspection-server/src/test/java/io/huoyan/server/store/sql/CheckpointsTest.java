package io.huoyan.server.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

class CheckpointsTest {
    private static final int PAGE_BYTES = 4096;
    private static final int LOG_PAGES_MAX = 100;
    private static final int EVERY_MS = 5;

    @TempDir
    private Path folder;

    /** Of one who commits and never checkpoints. */
    private static Database writer(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setBusyTimeout(10_000);
        Database writer = new Database(config.createConnection("jdbc:sqlite:" + file), Statement::executeUpdate);
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

    @Test
    void a_log_that_is_written_to_all_the_time_is_begun_anew() throws Exception {
        Path file = folder.resolve("some.db");
        try (Database writer = writer(file);
                var checkpoints = Checkpoints.start(file, LOG_PAGES_MAX, EVERY_MS)) {
            long[] written = {0};
            Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
                write(writer, 50);
                written[0] += 50L * 3 * PAGE_BYTES;
                return written[0] > 3 * Files.size(folder.resolve("some.db-wal"));
            });
            assertThat(writer.number("SELECT count(*) * 3 * " + PAGE_BYTES + " FROM kept"))
                    .isEqualTo(written[0]);
            assertThat(checkpoints).isNotNull();
        }
    }
}
