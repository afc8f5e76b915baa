package io.huoyan.server.store;

import static io.huoyan.core.dossier.SampleEntries.inspection;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.dossier.VehicleFiles.Planner;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.server.store.pictures.PictureFolder.PictureDisk;
import io.huoyan.server.store.sql.StorePlace;
import io.huoyan.server.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SqliteVehicleStoreTest extends VehicleStoreContract {
    @Override
    protected VehicleStore open() {
        return VehicleStore.open(folder.resolve("store"));
    }

    private Path store() {
        return folder.resolve("own");
    }

    @Override
    protected VehicleStore own() {
        return VehicleStore.open(store());
    }

    @Override
    protected StoreSettings settings() {
        return settingsOf(new StorePlace.InFolder(store()), pictures());
    }

    @Override
    protected Path pictures() {
        return store().resolve("pictures");
    }

    @Override
    protected void unlock(String trigger) throws Exception {
        alter("DROP TRIGGER " + trigger);
    }

    @Override
    protected String altered() {
        return "CAST(replace(CAST(payload AS TEXT), '\"CREATED\"', '\"CLOSED\"') AS BLOB)";
    }

    @Override
    protected String toVersion(int version) {
        return "PRAGMA user_version = " + version;
    }

    @Override
    protected String literal(byte[] bytes) {
        return "X'" + HexFormat.of().formatHex(bytes) + "'";
    }

    @Override
    protected String ofZeros(int length) {
        return "zeroblob(" + length + ")";
    }

    @Override
    protected void alter(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store().resolve("huoyan.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void a_store_that_is_open_is_refused_to_a_second_opener_with_the_name_of_its_owner() {
        try (var files = own()) {
            assertThatThrownBy(() -> own())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid())
                    .hasMessageEndingWith("; allowed is one owner at a time");
            // The refusal must not have cost the owner its lock (POSIX drops it when any descriptor is closed).
            assertThatThrownBy(() -> own()).isInstanceOf(StoreException.class);
            record(files, 1);
        }
        own().close();
    }

    @Test
    void another_process_is_refused_while_the_store_is_open() throws Exception {
        try (var files = own()) {
            record(files, 1);
            Process other = ChildJvm.start(StoreOpener.class, store().toString());
            String said = new String(other.getInputStream().readAllBytes(), UTF_8);

            assertThat(other.waitFor()).isEqualTo(3);
            assertThat(said)
                    .contains("is in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_folder_that_cannot_be_written_is_named() throws Exception {
        Files.writeString(store(), "a file where the folder should be");

        assertThatThrownBy(() -> own())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("store " + store() + " cannot be opened");
    }

    @Test
    void a_store_of_a_newer_program_is_refused_with_both_versions() throws Exception {
        own().close();
        alter("PRAGMA user_version = 7");

        assertThatThrownBy(() -> own())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "has version 7; this program knows versions up to 6: it was written by a newer one");
    }

    @Test
    void a_database_of_somebody_else_is_refused() throws Exception {
        Files.createDirectories(store());
        alter("CREATE TABLE theirs (x INTEGER)");

        assertThatThrownBy(() -> own())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(" is not Huoyan's: it has tables and lacks Huoyan's mark");
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
        try (var files = VehicleStore.open(store(), Clock.systemUTC(), full)) {
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
            assertThat(files.verify(VEHICLE.id())).isEqualTo(new ChainReport(VEHICLE.id(), 1, 1, List.of(), 1));
        }
        own().close();
        try (var left = Files.list(store().resolve("pictures/unfinished"))) {
            assertThat(left).isEmpty();
        }
    }

    /** The transaction finds the file that was written ahead; that is not enough. */
    @Test
    void a_frame_is_not_recorded_while_the_name_of_its_picture_cannot_be_brought_to_disk() throws Exception {
        var isBroken = new AtomicBoolean(true);
        PictureDisk disk = new PictureDisk() {
            @Override
            public void write(Path file, byte[] content) throws IOException {
                SYNCED.write(file, content);
            }

            @Override
            public void syncFolder(Path synced) throws IOException {
                if (isBroken.get() && synced.getFileName().toString().length() == 2) {
                    throw new IOException("Input/output error");
                }
                SYNCED.syncFolder(synced);
            }
        };
        Inspection inspection = inspection(VEHICLE, "visit-1", "C1", 1, "small".getBytes(UTF_8));
        DossierEntry entry = new DossierEntry.Inspected(inspection);
        Planner<Integer> planner = file -> new Plan<>(List.of(entry), List.of(), 0);
        try (var files = VehicleStore.open(store(), Clock.systemUTC(), disk)) {
            assertThatThrownBy(() -> files.commit(VEHICLE, entry, planner))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("nothing was recorded for vehicle BODY-1: the store could not write: picture")
                    .hasMessageContaining("Input/output error");
            assertThat(files.inspection(inspection.id())).isEmpty();

            isBroken.set(false);
            files.commit(VEHICLE, entry, planner);
            assertThat(files.verify(VEHICLE.id())).isEqualTo(new ChainReport(VEHICLE.id(), 1, 1, List.of(), 1));
            assertThat(files.pictureBytes()).isEqualTo(5);
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
        try (var files = VehicleStore.open(store(), Clock.systemUTC(), failing)) {
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
            assertThat(files.verify(VEHICLE.id())).isEqualTo(new ChainReport(VEHICLE.id(), 9, 9, List.of(), 9));
        } finally {
            pool.shutdownNow();
        }
    }
}
