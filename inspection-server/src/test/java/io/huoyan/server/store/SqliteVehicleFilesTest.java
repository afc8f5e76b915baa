package io.huoyan.server.store;

import static io.huoyan.core.dossier.SampleEntries.inspection;
import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.dossier.VehicleFilesContract;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.server.outbox.Outbox;
import io.huoyan.server.store.PictureFolder.PictureDisk;
import io.huoyan.server.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SqliteVehicleFilesTest extends VehicleFilesContract {
    private static final Vehicle VEHICLE = vehicle("BODY-1");

    @Override
    protected SqliteVehicleFiles open() {
        return SqliteVehicleFiles.open(folder.resolve("store"));
    }

    private Path own() {
        return folder.resolve("own");
    }

    private static void record(SqliteVehicleFiles files, Inspection inspection) {
        files.commit(
                inspection.header().vehicle(),
                file -> new Plan<>(List.of(new DossierEntry.Inspected(inspection)), List.of(), 0));
    }

    private static void record(SqliteVehicleFiles files, int frames) {
        for (int i = 1; i <= frames; i++) {
            record(files, inspection(VEHICLE, "visit-1", "C1", i, ("picture " + i).getBytes(UTF_8)));
        }
    }

    private static OutboxMessage message(String vehicle, String key) {
        return new OutboxMessage(
                vehicle(vehicle).id(),
                SampleEntries.STATION,
                OutboxMessage.Channel.ORDERS,
                key,
                "huoyan.order/1",
                ("{\"key\":\"" + key + "\"}").getBytes(UTF_8));
    }

    private void alter(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + own().resolve("huoyan.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private ChainReport verified() {
        try (var files = SqliteVehicleFiles.open(own())) {
            return files.verify(VEHICLE.id());
        }
    }

    @Test
    void a_store_that_is_open_is_refused_to_a_second_opener_with_the_name_of_its_owner() {
        try (var files = SqliteVehicleFiles.open(own())) {
            assertThatThrownBy(() -> SqliteVehicleFiles.open(own()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid())
                    .hasMessageEndingWith("; allowed is one owner at a time");
            // The refusal must not have cost the owner its lock (POSIX drops it when any descriptor is closed).
            assertThatThrownBy(() -> SqliteVehicleFiles.open(own())).isInstanceOf(StoreException.class);
            record(files, 1);
        }
        SqliteVehicleFiles.open(own()).close();
    }

    @Test
    void another_process_is_refused_while_the_store_is_open() throws Exception {
        try (var files = SqliteVehicleFiles.open(own())) {
            record(files, 1);
            Process other = ChildJvm.start(StoreOpener.class, own().toString());
            String said = new String(other.getInputStream().readAllBytes(), UTF_8);

            assertThat(other.waitFor()).isEqualTo(3);
            assertThat(said)
                    .contains("is in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_whole_chain_is_called_whole() {
        try (var files = SqliteVehicleFiles.open(own())) {
            record(files, 3);
            assertThat(files.verify(VEHICLE.id())).isEqualTo(new ChainReport(VEHICLE.id(), 3, Optional.empty()));
            assertThat(files.verify(vehicle("BODY-none").id()).isWhole()).isTrue();
        }
    }

    @Test
    void an_altered_entry_is_named() throws Exception {
        SqliteVehicleFiles.open(own()).close();
        try (var files = SqliteVehicleFiles.open(own())) {
            record(files, 3);
        }
        alter("DROP TRIGGER entry_is_not_changed; UPDATE entry SET document ="
                + " CAST(replace(CAST(document AS TEXT), '\"NOK\"', '\"OK\"') AS BLOB) WHERE number = 2");

        assertThat(verified().fault().orElseThrow()).startsWith("entry 2 was altered: its hash is ");
        assertThat(verified().entries()).isEqualTo(1);
    }

    private static DossierEntry ordered(String id) {
        return new DossierEntry.OrderMoved(
                SampleEntries.order(VEHICLE, id, "weld-of-" + id, OrderState.CREATED, SampleEntries.pore(1)));
    }

    @Test
    void a_removed_entry_is_named() throws Exception {
        try (var files = SqliteVehicleFiles.open(own())) {
            for (int i = 1; i <= 3; i++) {
                DossierEntry entry = ordered("O-" + i);
                files.commit(VEHICLE, file -> new Plan<>(List.of(entry), List.of(), 0));
            }
        }
        alter("DROP TRIGGER entry_is_not_removed; DELETE FROM entry WHERE number = 2");

        assertThat(verified().fault()).contains("entry 2 is missing; the next one there is 3");
    }

    @Test
    void a_removed_last_entry_is_named() throws Exception {
        try (var files = SqliteVehicleFiles.open(own())) {
            files.commit(VEHICLE, file -> new Plan<>(List.of(ordered("O-1"), ordered("O-2")), List.of(), 0));
        }
        alter("DROP TRIGGER entry_is_not_removed; DELETE FROM entry WHERE number = 2");

        assertThat(verified().fault()).contains("the file ends after entry 1; it should have 2");
    }

    @Test
    void an_entry_cannot_be_changed_or_removed_through_the_database_as_it_is() throws Exception {
        try (var files = SqliteVehicleFiles.open(own())) {
            record(files, 1);
        }
        assertThatThrownBy(() -> alter("UPDATE entry SET number = 9"))
                .hasMessageContaining("an entry of a vehicle's file is never changed");
        assertThatThrownBy(() -> alter("DELETE FROM entry"))
                .hasMessageContaining("an entry of a vehicle's file is never removed");
    }

    @Test
    void an_altered_or_missing_picture_is_named() throws Exception {
        byte[] png = "picture 1".getBytes(UTF_8);
        String sha256 = SampleEntries.sha256(png);
        try (var files = SqliteVehicleFiles.open(own())) {
            record(files, 2);
            assertThat(files.picture(sha256)).contains(png);
        }
        Path picture = own().resolve("pictures/" + sha256.substring(0, 2) + "/" + sha256.substring(2) + ".png");
        Files.writeString(picture, "another picture");
        assertThat(verified().fault().orElseThrow())
                .startsWith("entry 1 names picture " + sha256 + ", which was altered: its hash is ");
        Files.delete(picture);
        assertThat(verified().fault()).contains("entry 1 names picture " + sha256 + ", which is missing");
    }

    @Test
    void the_same_picture_is_kept_once() throws Exception {
        byte[] png = "one picture".getBytes(UTF_8);
        try (var files = SqliteVehicleFiles.open(own())) {
            record(files, inspection(VEHICLE, "visit-1", "C1", 1, png));
            record(files, inspection(VEHICLE, "visit-1", "C1", 2, png));
        }
        try (var pictures = Files.walk(own().resolve("pictures"))) {
            assertThat(pictures.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    /** A disk that is full in the middle of a picture. */
    @Test
    void a_picture_that_cannot_be_written_fails_its_own_commit_and_leaves_nothing_half_written() throws Exception {
        byte[] unlucky = "the picture too much".getBytes(UTF_8);
        PictureDisk full = (file, content) -> {
            if (new String(content, UTF_8).equals("the picture too much")) {
                Files.write(file, new byte[] {1, 2, 3});
                throw new IOException("No space left on device");
            }
            PictureDisk.SYNCED.write(file, content);
        };
        try (var files = SqliteVehicleFiles.open(own(), Clock.systemUTC(), full)) {
            Inspection lost = inspection(VEHICLE, "visit-1", "C1", 1, unlucky);
            assertThatThrownBy(() -> record(files, lost))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(
                            "nothing was recorded for vehicle BODY-1: the store could not write: picture ")
                    .hasMessageContaining("No space left on device");
            assertThat(files.inspection(lost.id())).isEmpty();
            assertThat(files.picture(SampleEntries.sha256(unlucky))).isEmpty();
            assertThat(files.counts().vehicles()).isZero();

            record(files, inspection(VEHICLE, "visit-1", "C1", 2, "small".getBytes(UTF_8)));
            assertThat(files.verify(VEHICLE.id())).isEqualTo(new ChainReport(VEHICLE.id(), 1, Optional.empty()));
        }
        SqliteVehicleFiles.open(own()).close();
        try (var left = Files.list(own().resolve("pictures/unfinished"))) {
            assertThat(left).isEmpty();
        }
    }

    /** The ones who share its transaction do not notice: their planners are asked again. */
    @Test
    void of_commits_that_share_a_transaction_only_the_one_whose_picture_fails_is_lost() throws Exception {
        var firstPictureIsBeingWritten = new CountDownLatch(1);
        var othersWait = new CountDownLatch(1);
        PictureDisk failing = (file, content) -> {
            firstPictureIsBeingWritten.countDown();
            try {
                othersWait.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (new String(content, UTF_8).equals("bad 5")) {
                throw new IOException("Input/output error");
            }
            PictureDisk.SYNCED.write(file, content);
        };
        var pool = Executors.newFixedThreadPool(10);
        try (var files = SqliteVehicleFiles.open(own(), Clock.systemUTC(), failing)) {
            var commits = new ArrayList<Future<?>>();
            for (int i = 0; i < 10; i++) {
                var inspection =
                        inspection(VEHICLE, "visit-1", "C1", i, ((i == 5 ? "bad " : "good ") + i).getBytes(UTF_8));
                commits.add(pool.submit(() -> record(files, inspection)));
                if (i == 0) {
                    firstPictureIsBeingWritten.await();
                }
            }
            othersWait.countDown();
            for (int i = 0; i < 10; i++) {
                Future<?> commit = commits.get(i);
                if (i == 5) {
                    assertThatThrownBy(commit::get).hasRootCauseMessage("Input/output error");
                } else {
                    commit.get();
                }
            }
            assertThat(files.verify(VEHICLE.id())).isEqualTo(new ChainReport(VEHICLE.id(), 9, Optional.empty()));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void a_picture_that_is_not_what_its_name_says_is_refused() {
        Inspection honest = inspection(VEHICLE, "visit-1", "C1", 1, "a".getBytes(UTF_8));
        honest.welds().get(0).evidence().orElseThrow().png()[0] = 'b';
        try (var files = SqliteVehicleFiles.open(own())) {
            assertThatThrownBy(() -> record(files, honest))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("; it is named " + SampleEntries.sha256("a".getBytes(UTF_8)));
        }
    }

    @Test
    void a_folder_that_cannot_be_written_is_named() throws Exception {
        Files.writeString(own(), "a file where the folder should be");

        assertThatThrownBy(() -> SqliteVehicleFiles.open(own()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("store " + own() + " cannot be opened");
    }

    @Test
    void a_store_of_a_newer_program_is_refused_with_both_versions() throws Exception {
        SqliteVehicleFiles.open(own()).close();
        alter("PRAGMA user_version = 3");

        assertThatThrownBy(() -> SqliteVehicleFiles.open(own()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the database has version 3; this program knows versions up to 2");
    }

    @Test
    void a_database_of_somebody_else_is_refused() throws Exception {
        Files.createDirectories(own());
        alter("CREATE TABLE theirs (x INTEGER)");

        assertThatThrownBy(() -> SqliteVehicleFiles.open(own()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the database is not Huoyan's: its application_id is 0");
    }

    @Test
    void messages_wait_in_order_until_they_are_delivered_and_the_listener_hears_of_new_ones() {
        try (var files = SqliteVehicleFiles.open(own())) {
            var heard = new ArrayList<Long>();
            Outbox outbox = files.outbox();
            outbox.onWrite(() -> heard.add(outbox.depth()));
            files.commit(
                    VEHICLE,
                    file -> new Plan<>(List.of(), List.of(message("BODY-1", "a/1"), message("BODY-1", "b/1")), 0));
            files.commit(VEHICLE, file -> new Plan<>(List.of(), List.of(), 0));

            assertThat(heard).containsExactly(2L);
            assertThat(outbox.waiting(0, 10))
                    .extracting(row -> row.message().key())
                    .containsExactly("a/1", "b/1");
            assertThat(outbox.waiting(1, 10)).extracting(Outbox.Row::sequence).containsExactly(2L);
            assertThat(outbox.waiting(0, 1)).hasSize(1);

            outbox.delivered(1);
            outbox.delivered(1);
            Awaitility.await().untilAsserted(() -> assertThat(outbox.depth()).isEqualTo(1));
            assertThat(outbox.waiting(0, 10)).extracting(Outbox.Row::sequence).containsExactly(2L);
        }
        try (var files = SqliteVehicleFiles.open(own())) {
            assertThat(files.outbox().depth()).isEqualTo(1);
            assertThat(files.outbox().waiting(0, 10).get(0).message().payload())
                    .isEqualTo("{\"key\":\"b/1\"}".getBytes(UTF_8));
        }
    }

    @Test
    void what_the_store_holds_can_be_counted_and_listed() {
        try (var files = SqliteVehicleFiles.open(own())) {
            record(files, 2);
            var order = order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1.2));
            files.commit(
                    VEHICLE,
                    file -> new Plan<>(
                            List.of(
                                    new DossierEntry.OrderMoved(order),
                                    new DossierEntry.VisitClosed(SampleEntries.visit(
                                            VEHICLE, "visit-1", 1, true, SampleEntries.nok("S-1", pore(1.2))))),
                            List.of(message("BODY-1", "O-1/1")),
                            0));

            assertThat(files.counts()).isEqualTo(new StoreCounts(1, 2, 1, 1, 1, 1, 1, 0));
            assertThat(files.orders(true, 10)).containsExactly(order);
            assertThat(files.orders(false, 10)).containsExactly(order);
            assertThat(files.results(10)).hasSize(1);
            assertThat(files.vehicles(10)).containsExactly(VEHICLE.id());
            assertThat(files.entries(VEHICLE.id(), 2, 10))
                    .extracting(entry ->
                            entry.number() + " " + entry.entry().getClass().getSimpleName())
                    .containsExactly("3 OrderMoved", "4 VisitClosed");
        }
    }
}
