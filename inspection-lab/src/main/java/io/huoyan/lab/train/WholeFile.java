package io.huoyan.lab.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all, whatever the disk does. */
final class WholeFile {
    private static final String UNFINISHED = ".new";

    private WholeFile() {}

    /**
     * Writes beside, to the disk, and moves into place; what could not be finished is removed and what was there stays.
     *
     * @throws UncheckedIOException with the file's name and the cause
     */
    static void write(Path file, byte[] content) {
        Path beside = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            Files.write(beside, content);
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(beside);
            } catch (IOException stays) {
                e.addSuppressed(stays);
            }
            throw new UncheckedIOException(file + ": cannot be written", e);
        }
    }
}
