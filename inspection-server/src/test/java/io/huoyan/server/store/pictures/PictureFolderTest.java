package io.huoyan.server.store.pictures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.server.store.chain.HashChain;
import io.huoyan.server.store.pictures.PictureFolder.PictureDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {
    private static final Evidence PICTURE = picture("some picture");

    @TempDir
    private Path folder;

    private static Evidence picture(String content) {
        byte[] png = content.getBytes(UTF_8);
        return new Evidence(new PixelBox(0, 0, 1, 1), HashChain.hexOf(png), png);
    }

    private Path partOf(Evidence picture) {
        return folder.resolve(picture.sha256().substring(0, 2));
    }

    private PictureFolder open(PictureDisk disk) throws IOException {
        return new PictureFolder(folder, disk, false, Instant.EPOCH);
    }

    /** Fails to sync a folder as often as it is told to. */
    private static final class FailingDisk implements PictureDisk {
        private final ConcurrentLinkedQueue<Path> synced = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<Path> toFail = new ConcurrentLinkedQueue<>();

        @Override
        public void write(Path file, byte[] content) throws IOException {
            SYNCED.write(file, content);
        }

        @Override
        public void syncFolder(Path folder) throws IOException {
            if (toFail.remove(folder)) {
                throw new IOException("Input/output error");
            }
            SYNCED.syncFolder(folder);
            synced.add(folder);
        }
    }

    @Test
    void a_picture_whose_folder_could_not_be_synced_is_synced_by_the_next_who_needs_it() throws Exception {
        var disk = new FailingDisk();
        try (PictureFolder pictures = open(disk)) {
            disk.toFail.addAll(List.of(partOf(PICTURE), partOf(PICTURE)));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> pictures.write(List.of(PICTURE)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("picture " + pictures.place(PICTURE.sha256()) + " of 12 bytes: ")
                        .hasMessageContaining("Input/output error");
            }
            assertThat(disk.synced).doesNotContain(partOf(PICTURE));

            pictures.write(List.of(PICTURE));
            assertThat(disk.synced).containsOnlyOnce(partOf(PICTURE));
            pictures.write(List.of(PICTURE));
            assertThat(disk.synced).containsOnlyOnce(partOf(PICTURE));
        }
    }

    @Test
    void the_name_of_a_new_folder_that_could_not_be_synced_is_synced_by_the_next_who_needs_it() throws Exception {
        var disk = new FailingDisk();
        try (PictureFolder pictures = open(disk)) {
            disk.synced.clear();
            disk.toFail.add(folder);
            assertThatThrownBy(() -> pictures.write(List.of(PICTURE))).hasMessageContaining("Input/output error");
            assertThat(disk.synced).isEmpty();

            pictures.write(List.of(PICTURE));
            assertThat(disk.synced).containsExactly(folder, partOf(PICTURE));
        }
    }

    @Test
    void what_an_earlier_process_left_is_synced_before_it_is_relied_on() throws Exception {
        try (PictureFolder pictures = open(PictureDisk.SYNCED)) {
            pictures.write(List.of(PICTURE));
        }
        var disk = new FailingDisk();
        try (PictureFolder pictures = open(disk)) {
            pictures.write(List.of(PICTURE));
            assertThat(disk.synced).contains(partOf(PICTURE));
        }
    }

    /** Another server may have renamed it a moment ago, and lose its name with the power. */
    @Test
    void what_another_server_wrote_to_a_shared_folder_is_synced_before_it_is_relied_on_and_then_no_more()
            throws Exception {
        Evidence own = pictureInPartOf(PICTURE);
        var disk = new FailingDisk();
        try (PictureFolder ours = new PictureFolder(folder, disk, true, Instant.EPOCH);
                PictureFolder theirs = new PictureFolder(folder, PictureDisk.SYNCED, true, Instant.EPOCH)) {
            ours.write(List.of(own));
            ours.write(List.of(own));
            assertThat(disk.synced).filteredOn(partOf(PICTURE)::equals).hasSize(1);

            theirs.write(List.of(PICTURE));
            ours.write(List.of(PICTURE));
            assertThat(disk.synced).filteredOn(partOf(PICTURE)::equals).hasSize(2);
            ours.write(List.of(PICTURE));
            assertThat(disk.synced).filteredOn(partOf(PICTURE)::equals).hasSize(2);
        }
    }

    private static Evidence pictureInPartOf(Evidence other) {
        return Stream.iterate(0, number -> number + 1)
                .map(number -> picture("picture " + number))
                .filter(one -> one.sha256().startsWith(other.sha256().substring(0, 2)))
                .findFirst()
                .orElseThrow();
    }

    /** A backup of a damaged picture is a damaged picture: what checks the copy tells. */
    @Test
    void a_copy_has_all_pictures_as_they_are_and_their_names_are_on_disk() throws Exception {
        Path to = folder.resolve("copy");
        Evidence other = picture("another picture");
        var disk = new FailingDisk();
        try (PictureFolder pictures = open(PictureDisk.SYNCED);
                PictureFolder copy = new PictureFolder(to, disk, true, Instant.EPOCH)) {
            pictures.write(List.of(PICTURE, other));
            Files.writeString(pictures.place(other.sha256()), "damaged");
            copy.copyFrom(pictures);

            assertThat(copy.read(PICTURE.sha256())).hasValue(PICTURE.png());
            assertThat(copy.read(other.sha256()).map(png -> new String(png, UTF_8)))
                    .hasValue("damaged");
            for (Evidence picture : List.of(PICTURE, other)) {
                assertThat(disk.synced)
                        .contains(to, copy.place(picture.sha256()).getParent());
            }
        }
    }

    /** A file is seen before its name is on disk: who is told that it is there must not be told so yet. */
    @Test
    void who_needs_a_picture_that_another_is_writing_waits_until_it_is_on_disk_and_fails_with_it() throws Exception {
        var isBeingSynced = new CountDownLatch(1);
        var maySync = new CountDownLatch(1);
        PictureDisk disk = new PictureDisk() {
            @Override
            public void write(Path file, byte[] content) throws IOException {
                SYNCED.write(file, content);
            }

            @Override
            public void syncFolder(Path synced) throws IOException {
                if (synced.equals(partOf(PICTURE))) {
                    isBeingSynced.countDown();
                    try {
                        maySync.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    throw new IOException("Input/output error");
                }
            }
        };
        try (PictureFolder pictures = open(disk)) {
            FutureTask<Boolean> first = writing(pictures);
            FutureTask<Boolean> second = writing(pictures);
            new Thread(first).start();
            isBeingSynced.await();
            Thread waiting = new Thread(second);
            waiting.start();
            Awaitility.await().until(() -> second.isDone() || waiting.getState() == Thread.State.BLOCKED);
            assertThat(second.isDone()).isFalse();
            maySync.countDown();
            for (FutureTask<Boolean> write : List.of(first, second)) {
                assertThatThrownBy(write::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasMessageContaining("Input/output error");
            }
        }
    }

    private static FutureTask<Boolean> writing(PictureFolder pictures) {
        return new FutureTask<>(() -> {
            pictures.write(List.of(PICTURE));
            return true;
        });
    }
}
