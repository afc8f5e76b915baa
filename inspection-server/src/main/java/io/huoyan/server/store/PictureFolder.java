package io.huoyan.server.store;

import io.huoyan.core.evidence.Evidence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Pictures by the hash of their bytes: {@code ab/cdef….png}. A picture is either whole and synced, or not there: it is
 * written beside its place, synced, renamed, and its folder synced. Thread-safe for reading; one thread writes.
 */
final class PictureFolder {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int FOLDER_CHARACTERS = 2;

    private final Path folder;
    private final Path unfinished;
    private final PictureDisk disk;

    PictureFolder(Path folder, PictureDisk disk) throws IOException {
        this.folder = folder;
        this.unfinished = folder.resolve("unfinished");
        this.disk = disk;
        Files.createDirectories(unfinished);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(unfinished)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        syncFolder(folder);
    }

    /**
     * Writes those that are not there yet; on return all are on disk.
     *
     * @throws IOException naming the picture that could not be written; others may have been
     */
    void write(Collection<Evidence> pictures) throws IOException {
        Map<String, Evidence> missing = new LinkedHashMap<>();
        for (Evidence picture : pictures) {
            if (!Files.exists(place(picture.sha256()))) {
                missing.putIfAbsent(picture.sha256(), picture);
            }
        }
        Set<Path> folders = new LinkedHashSet<>();
        for (Evidence picture : missing.values()) {
            Path place = place(picture.sha256());
            try {
                check(picture);
                if (Files.notExists(place.getParent())) {
                    Files.createDirectory(place.getParent());
                    folders.add(folder);
                }
                Path beside = unfinished.resolve(picture.sha256());
                disk.write(beside, picture.png());
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new IOException("picture " + place + " of " + picture.png().length + " bytes: " + e, e);
            }
            folders.add(place.getParent());
        }
        for (Path changed : folders) {
            syncFolder(changed);
        }
    }

    /** The bytes of a picture, if it is kept. */
    Optional<byte[]> read(String sha256) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(place(sha256)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path place(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "picture's sha256 is '" + sha256 + "'; allowed are 64 hexadecimal digits in lower case");
        }
        return folder.resolve(sha256.substring(0, FOLDER_CHARACTERS))
                .resolve(sha256.substring(FOLDER_CHARACTERS) + ".png");
    }

    private static void check(Evidence picture) throws IOException {
        String actual = HashChain.hexOf(picture.png());
        if (!actual.equals(picture.sha256())) {
            throw new IOException("its bytes have sha256 " + actual + "; it is named " + picture.sha256());
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Writes a file so that it outlives a power cut; its name need not yet. */
    @FunctionalInterface
    interface PictureDisk {
        PictureDisk SYNCED = (file, content) -> {
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
        };

        void write(Path file, byte[] content) throws IOException;
    }
}
