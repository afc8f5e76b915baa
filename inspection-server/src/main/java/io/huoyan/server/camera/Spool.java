package io.huoyan.server.camera;

import com.google.protobuf.InvalidProtocolBufferException;
import io.huoyan.proto.v1.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Frames on disk, a file each, in a folder per camera; written, synced and only then named, so that a frame that is
 * there is whole. One agent at a time owns a spool. Thread-safe.
 */
final class Spool implements AutoCloseable {
    private static final String SUFFIX = ".frame";
    private static final String PART = ".part";

    private final Path folder;
    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();
    private final FileChannel lockFile;

    private Spool(Path folder, long bytesMax, FileChannel lockFile) {
        this.folder = folder;
        this.bytesMax = bytesMax;
        this.lockFile = lockFile;
    }

    /** @throws IOException if the folder cannot be used, or another agent owns it */
    static Spool open(Path folder, long bytesMax) throws IOException {
        Files.createDirectories(folder);
        FileChannel lockFile =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!owns(lockFile)) {
            lockFile.close();
            throw new IOException("spool " + folder + " is in use by another camera agent; allowed is one per spool");
        }
        Spool spool = new Spool(folder, bytesMax, lockFile);
        for (Path file : spool.files()) {
            spool.bytes.addAndGet(Files.size(file));
        }
        return spool;
    }

    private static boolean owns(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Whole frames that are there, cameras by name, those of one camera in their order. */
    List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(folder, 2)) {
            return tree.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Writes a frame.
     *
     * @param sequence place in the camera's order
     * @return its file; empty if it does not fit
     * @throws IOException if the disk fails
     */
    Optional<Path> write(Frame frame, long sequence) throws IOException {
        long size = frame.getSerializedSize();
        if (bytes.addAndGet(size) > bytesMax) {
            bytes.addAndGet(-size);
            return Optional.empty();
        }
        Path camera = folder.resolve(frame.getCameraId());
        String name = String.format(Locale.ROOT, "%019d", sequence);
        try {
            Files.createDirectories(camera);
            Path part = camera.resolve(name + PART);
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                OutputStream out = Channels.newOutputStream(channel);
                frame.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Path file = camera.resolve(name + SUFFIX);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(camera, StandardOpenOption.READ)) {
                directory.force(true);
            }
            return Optional.of(file);
        } catch (IOException e) {
            bytes.addAndGet(-size);
            throw e;
        }
    }

    /** @throws IOException if it is gone, or not whole */
    static Frame read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        try {
            return Frame.parseFrom(content);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("spooled frame " + file + " (" + content.length + " bytes) is not whole", e);
        }
    }

    /** Place in its camera's order, from its name. */
    static long sequence(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    void delete(Path file) throws IOException {
        try {
            long size = Files.size(file);
            Files.delete(file);
            bytes.addAndGet(-size);
        } catch (NoSuchFileException e) {
            throw new IOException("spooled frame " + file + " was taken away by somebody else", e);
        }
    }

    long bytes() {
        return bytes.get();
    }

    long bytesMax() {
        return bytesMax;
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
