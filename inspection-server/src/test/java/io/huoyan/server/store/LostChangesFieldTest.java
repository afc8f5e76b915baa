package io.huoyan.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.server.store.pictures.PictureFolder;
import io.huoyan.server.store.pictures.PictureFolder.PictureDisk;
import io.huoyan.server.store.sql.Database;
import io.huoyan.server.store.sql.Engine;
import io.huoyan.server.store.sql.UnexpectedChangeException;
import io.huoyan.server.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PGobject;

/** What was to be changed later, and does not arrive. */
@Tag("field")
class LostChangesFieldTest {
    private static final String INSERT = "INSERT INTO kept (x) VALUES (?)";
    private static final String COUNT = "SELECT count(*) FROM kept";

    private static PostgresServer server;

    @TempDir
    private Path folder;

    private Engine engine;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void makeTable() throws Exception {
        engine = Engine.open(server.newDatabase());
        try (Database database = engine.connectWriter()) {
            database.run("CREATE TABLE kept (x BIGINT)");
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("of the driver"), new OutOfMemoryError("of a test"));
    }

    /** A number that the driver fails to bind the first time. */
    private static final class Unbound extends PGobject {
        private static final long serialVersionUID = 1L;

        private final Throwable failure;
        private boolean hasFailed;

        Unbound(Throwable failure) {
            this.failure = failure;
            setType("int8");
        }

        @Override
        public String getValue() {
            if (hasFailed) {
                return "7";
            }
            hasFailed = true;
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void after_a_change_was_lost_nothing_runs_until_all_is_rolled_back(Throwable failure) throws Exception {
        try (Database database = engine.connectWriter()) {
            database.run("BEGIN");
            database.later("", INSERT, 1L);
            database.later("", INSERT, new Unbound(failure));
            assertThatThrownBy(() -> database.number(COUNT)).isSameAs(failure);

            assertThat(database.hasLostChanges()).isTrue();
            for (ThrowingCallable next : List.<ThrowingCallable>of(
                    () -> database.number(COUNT),
                    () -> database.update(INSERT, 2L),
                    () -> database.later("", INSERT, 2L),
                    () -> database.run("COMMIT"))) {
                assertThatThrownBy(next)
                        .isInstanceOf(SQLException.class)
                        .hasMessage("a change that was to be sent with another statement was lost with it; allowed is"
                                + " a roll-back only");
            }
            database.rollBack("ROLLBACK");
            assertThat(database.hasLostChanges()).isFalse();
            assertThat(database.isBroken()).isFalse();
            assertThat(database.number(COUNT)).isZero();
        }
    }

    @Test
    void what_must_be_of_a_change_is_found_out_before_the_transaction_is_committed() throws Exception {
        try (Database database = engine.connectWriter()) {
            database.run("BEGIN");
            database.later("", INSERT, 1L);
            database.later("there is no 99", "UPDATE kept SET x = 2 WHERE x = ?", 99L);
            database.later("", INSERT, 3L);
            assertThatThrownBy(() -> database.run("COMMIT"))
                    .isInstanceOf(UnexpectedChangeException.class)
                    .hasMessage("there is no 99");
            database.rollBack("ROLLBACK");
            assertThat(database.number(COUNT)).isZero();

            database.run("BEGIN");
            database.later("there is no 1", INSERT, 1L);
            database.run("COMMIT");
            assertThat(database.number(COUNT)).isEqualTo(1);
        }
    }

    /** The change of one goes with the statement of the next: who fails with it is not who lost something. */
    @ParameterizedTest
    @MethodSource("failures")
    void a_commit_whose_change_is_lost_with_the_statement_of_another_is_written_again(Throwable failure)
            throws Exception {
        var isWriting = new CountDownLatch(1);
        var allWait = new CountDownLatch(1);
        var unbound = new Unbound(failure);
        var first = new Written(tables -> {
            isWriting.countDown();
            assertThatCode(allWait::await).doesNotThrowAnyException();
        });
        var changing = new Written(tables -> tables.database().later("", INSERT, unbound));
        var reading = new Written(
                tables -> assertThat(tables.database().number(COUNT)).isNotNegative());
        try (var pictures = new PictureFolder(folder, PictureDisk.SYNCED, true, Instant.now());
                var writer = new GroupCommit(engine, new InspectionJson(), pictures, Long.MAX_VALUE)) {
            writer.submit(first);
            isWriting.await();
            writer.submit(changing);
            writer.submit(reading);
            assertThat(writer.waiting()).isEqualTo(2);
            allWait.countDown();
            changing.outcome.join();
            reading.outcome.join();
        }
        try (Database database = engine.connectReader()) {
            assertThat(database.all("SELECT x FROM kept", row -> row.getLong(1)))
                    .containsExactly(7L);
        }
    }

    private interface Writing {
        void to(WriterTables tables) throws SQLException;
    }

    private static final class Written implements GroupCommit.Job {
        private final Writing writing;
        private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

        Written(Writing writing) {
            this.writing = writing;
        }

        @Override
        public void write(WriterTables tables) throws SQLException {
            writing.to(tables);
        }

        @Override
        public List<Evidence> pictures() {
            return List.of();
        }

        @Override
        public void done() {
            outcome.complete(true);
        }

        @Override
        public void failed(Throwable reason) {
            outcome.completeExceptionally(reason);
        }

        @Override
        public boolean isFinished() {
            return outcome.isDone();
        }
    }
}
