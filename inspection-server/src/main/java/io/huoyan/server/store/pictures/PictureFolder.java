package io.huoyan.server.store.pictures;

import io.huoyan.core.evidence.Evidence;
import io.huoyan.server.store.chain.HashChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures by the hash of their bytes: {@code ab/cdef….png}. A picture is either whole and synced, or not there: it is
 * written beside its place, synced, renamed, and its folder synced. The pictures of one call are written side by side,
 * so that they share the disk's syncs. What another process wrote or left, or a failed sync, counts as not there until
 * its folder is synced. Thread-safe; who removes a picture makes sure that nobody begins to name it.
 */
public final class PictureFolder implements AutoCloseable {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern FOLDER = Pattern.compile("[0-9a-f]{2}");
    private static final int FOLDER_CHARACTERS = 2;
    private static final int HEXADECIMAL = 16;
    private static final int FOLDERS = 256;
    private static final String SUFFIX = ".png";
    /** Pictures written side by side: the file system's journal syncs them together. */
    private static final int SIDE_BY_SIDE = 16;
    /** Names in one of a shared folder's parts that are known to be synced; another one costs a sync more. */
    private static final int SYNCED_KNOWN_MAX = 1000;
    /** What lies unfinished for longer was left by a process that died. */
    private static final Duration UNFINISHED_MAX = Duration.ofHours(1);

    private final Path folder;
    private final Path unfinished;
    private final PictureDisk disk;
    private final boolean isShared;
    private final List<Part> parts = Stream.generate(Part::new).limit(FOLDERS).toList();

    private final ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE, task -> {
        Thread thread = new Thread(task, "huoyan-pictures");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param isShared true if other processes may be writing to the folder
     * @param now for telling what was left unfinished long ago
     */
    public PictureFolder(Path folder, PictureDisk disk, boolean isShared, Instant now) throws IOException {
        this.folder = folder;
        this.unfinished = folder.resolve("unfinished");
        this.disk = disk;
        this.isShared = isShared;
        Files.createDirectories(unfinished);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(unfinished)) {
            for (Path file : left) {
                if (!isShared || Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(UNFINISHED_MAX))) {
                    Files.deleteIfExists(file);
                }
            }
        }
        disk.syncFolder(folder);
    }

    private PictureFolder(Path folder) {
        this.folder = folder;
        this.unfinished = folder.resolve("unfinished");
        this.isShared = true;
        this.disk = (file, content) -> {
            throw new IOException("the folder was opened to be read");
        };
    }

    /** A folder that is only read; it need not be there. */
    public static PictureFolder toRead(Path folder) {
        return new PictureFolder(folder);
    }

    /** Where the pictures are. */
    public Path folder() {
        return folder;
    }

    /**
     * Writes those that are not there yet; on return all are on disk, their names too.
     *
     * @throws IOException naming the picture that could not be written; others may have been
     */
    public void write(Collection<Evidence> pictures) throws IOException {
        sideBySide(missing(pictures).stream().map(this::writing).toList());
    }

    /** Those that a power cut might take, each once; waits for those that are being written. */
    private List<Evidence> missing(Collection<Evidence> pictures) {
        Map<String, Evidence> missing = new LinkedHashMap<>();
        for (Evidence picture : pictures) {
            Part part = partOf(picture.sha256());
            synchronized (part) {
                if (!part.isSynced || isByOthers(picture.sha256(), part) || Files.notExists(place(picture.sha256()))) {
                    missing.putIfAbsent(picture.sha256(), picture);
                }
            }
        }
        return List.copyOf(missing.values());
    }

    /** Another process may have renamed it and not synced its folder yet. */
    private boolean isByOthers(String sha256, Part part) {
        return isShared && !part.synced.contains(sha256);
    }

    private Part partOf(String sha256) {
        return parts.get(Integer.parseInt(sha256, 0, FOLDER_CHARACTERS, HEXADECIMAL));
    }

    private Callable<Void> writing(Evidence picture) {
        return () -> {
            Path place = place(picture.sha256());
            try {
                check(picture);
                Part part = partOf(picture.sha256());
                synchronized (part) {
                    if (Files.notExists(place)) {
                        write(picture.sha256(), picture.png(), place, part);
                    }
                    part.isSynced &= !isByOthers(picture.sha256(), part);
                    sync(folderOf(picture.sha256()), part);
                    part.note(picture.sha256(), isShared);
                }
                return null;
            } catch (IOException e) {
                throw new IOException("picture " + place + " of " + picture.png().length + " bytes: " + e, e);
            }
        };
    }

    private void write(String sha256, byte[] png, Path place, Part part) throws IOException {
        Path beside = unfinished.resolve(sha256 + "." + UUID.randomUUID());
        disk.write(beside, png);
        Path parent = folderOf(sha256);
        if (Files.notExists(parent)) {
            part.isNameSynced = false;
            Files.createDirectories(parent);
        }
        part.isSynced = false;
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private void sync(Path folderOfPart, Part part) throws IOException {
        if (!part.isNameSynced) {
            disk.syncFolder(folder);
            part.isNameSynced = true;
        }
        if (!part.isSynced) {
            disk.syncFolder(folderOfPart);
            part.isSynced = true;
        }
    }

    /** All have ended when this returns; the first failure is thrown. */
    private void sideBySide(List<Callable<Void>> tasks) throws IOException {
        if (tasks.size() == 1) {
            call(tasks.get(0));
            return;
        }
        IOException failure = null;
        try {
            for (Future<Void> task : threads.invokeAll(tasks)) {
                try {
                    task.get();
                } catch (ExecutionException e) {
                    failure = failure == null ? asIoException(e.getCause()) : failure;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while pictures were written", e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void call(Callable<Void> task) throws IOException {
        try {
            task.call();
        } catch (Exception e) {
            throw asIoException(e);
        }
    }

    private static IOException asIoException(@Nullable Throwable e) {
        return e instanceof IOException failure ? failure : new IOException("a picture could not be written: " + e, e);
    }

    /**
     * Copies what another folder has and this one lacks, as it is: whether a picture is what its name says is for a
     * check to tell. On return all are on disk, their names too.
     */
    public void copyFrom(PictureFolder other) throws IOException {
        other.each(sha256 -> {
            Path place = place(sha256);
            Part part = partOf(sha256);
            Optional<byte[]> png = Files.exists(place) ? Optional.empty() : other.read(sha256);
            synchronized (part) {
                if (png.isPresent()) {
                    write(sha256, png.get(), place, part);
                }
            }
        });
        for (Path part : partFolders()) {
            Part known = partOf(part.getFileName().toString());
            synchronized (known) {
                sync(part, known);
            }
        }
    }

    /** The bytes of a picture, if it is kept. */
    public Optional<byte[]> read(String sha256) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(place(sha256)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Removes a picture; returns its bytes' number, 0 if it was not there. */
    public long remove(String sha256) throws IOException {
        Path place = place(sha256);
        try {
            long bytes = Files.size(place);
            Files.delete(place);
            return bytes;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Hands over the hash of every picture whose file is older than {@code than}, folder by folder. */
    public void eachOlder(Instant than, HashConsumer consumer) throws IOException {
        for (Path part : partFolders()) {
            List<String> hashes = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(part, "*" + SUFFIX)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    String sha256 = part.getFileName() + name.substring(0, name.length() - SUFFIX.length());
                    if (SHA256.matcher(sha256).matches()
                            && Files.getLastModifiedTime(file).toInstant().isBefore(than)) {
                        hashes.add(sha256);
                    }
                }
            }
            for (String sha256 : hashes) {
                consumer.accept(sha256);
            }
        }
    }

    /** Hands over the hash of every picture. */
    public void each(HashConsumer consumer) throws IOException {
        if (Files.exists(folder)) {
            eachOlder(Instant.MAX, consumer);
        }
    }

    private List<Path> partFolders() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(part ->
                            FOLDER.matcher(part.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** The file of a picture, whether it is there or not. */
    public Path place(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "picture's sha256 is '" + sha256 + "'; allowed are 64 hexadecimal digits in lower case");
        }
        return folderOf(sha256).resolve(sha256.substring(FOLDER_CHARACTERS) + SUFFIX);
    }

    private Path folderOf(String sha256) {
        return folder.resolve(sha256.substring(0, FOLDER_CHARACTERS));
    }

    private static void check(Evidence picture) throws IOException {
        String actual = HashChain.hexOf(picture.png());
        if (!actual.equals(picture.sha256())) {
            throw new IOException("its bytes have sha256 " + actual + "; it is named " + picture.sha256());
        }
    }

    /** Ends its threads; no picture is being written then. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /**
     * A folder of pictures, and the lock under which one thread at a time writes there. Nothing is known to be synced
     * at first: an earlier process may have died before it did.
     */
    private static final class Part {
        /** The folder's own name is on disk. */
        private boolean isNameSynced;
        /** The names in it are on disk, as far as this process wrote them. */
        private boolean isSynced;
        /** In a shared folder, the latest pictures whose names this process saw synced. */
        private final Set<String> synced = new LinkedHashSet<>();

        private void note(String sha256, boolean isShared) {
            if (isShared && synced.add(sha256) && synced.size() > SYNCED_KNOWN_MAX) {
                synced.remove(synced.iterator().next());
            }
        }
    }

    /** Takes one picture's hash. */
    @FunctionalInterface
    public interface HashConsumer {
        void accept(String sha256) throws IOException;
    }

    /** Writes so that it outlives a power cut. */
    @FunctionalInterface
    public interface PictureDisk {
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

        /** Writes a file; its name need not be on disk yet. */
        void write(Path file, byte[] content) throws IOException;

        /** Brings the names in a folder to disk. */
        default void syncFolder(Path folder) throws IOException {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
