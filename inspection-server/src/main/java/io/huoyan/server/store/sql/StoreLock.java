package io.huoyan.server.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.dossier.VehicleFiles.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a store to one owner: an operating system's lock on {@code huoyan.lock}, gone with its process, and beside it
 * {@code huoyan.owner}, which says who that is.
 *
 * <p>A process drops its lock when it closes <em>any</em> descriptor of the locked file (POSIX fcntl). Hence the second
 * file, and hence an owner of this very process is found by that file before the lock is tried.
 */
final class StoreLock implements AutoCloseable {
    private final FileChannel channel;
    private final Path ownerFile;

    private StoreLock(FileChannel channel, Path ownerFile) {
        this.channel = channel;
        this.ownerFile = ownerFile;
    }

    /** @throws StoreException if somebody else has it, named in the message */
    static synchronized StoreLock take(Path folder, Instant now) throws IOException {
        Path ownerFile = folder.resolve("huoyan.owner");
        String owner =
                Files.exists(ownerFile) ? Files.readString(ownerFile, UTF_8).strip() : "unknown";
        if (owner.startsWith(identity() + " ")) {
            throw taken(folder, owner, null);
        }
        FileChannel channel =
                FileChannel.open(folder.resolve("huoyan.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(folder, owner, null);
            }
            Files.writeString(ownerFile, identity() + " since " + now + "\n", UTF_8);
            return new StoreLock(channel, ownerFile);
        } catch (OverlappingFileLockException e) {
            throw taken(folder, owner, e);
        } catch (IOException | StoreException e) {
            channel.close();
            throw e;
        }
    }

    private static StoreException taken(Path folder, String owner, @Nullable Throwable cause) {
        return new StoreException(
                "store " + folder + " is in use by " + owner + "; allowed is one owner at a time", cause);
    }

    private static String identity() {
        var process = ProcessHandle.current();
        return "process " + process.pid() + " (started "
                + process.info().startInstant().map(Instant::toString).orElse("at an unknown time") + ")";
    }

    /** Lets the store go. A second call does nothing: it may be somebody else's by then. */
    @Override
    public synchronized void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        Files.deleteIfExists(ownerFile);
        channel.close();
    }
}
