package io.huoyan.lab.synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A set's folder that is there whole or not at all: it is written beside its place and moved there at the end. */
public final class NewFolder {
    private NewFolder() {}

    /** Writes what is to be in the folder. */
    @FunctionalInterface
    public interface Filling<R> {
        /** @param half where it is written */
        R fill(Path half) throws IOException;
    }

    /**
     * @param out must not exist yet
     * @return what the filling returned
     * @throws IllegalArgumentException if the folder exists, or half of it, which a killed run left or one under way
     *     writes
     * @throws IOException if a file cannot be written; nothing is left then
     */
    public static <R> R write(Path out, Filling<R> filling) throws IOException {
        if (Files.exists(out)) {
            throw new IllegalArgumentException(out + ": exists; a set is written to a new folder");
        }
        Path half = out.resolveSibling(out.getFileName() + ".writing");
        make(half);
        try {
            R result = filling.fill(half);
            Files.move(half, out);
            return result;
        } catch (IOException | RuntimeException | Error e) {
            remove(half, e);
            throw e;
        }
    }

    /** By one alone, of those who begin at the same time. */
    private static void make(Path half) throws IOException {
        try {
            Path parent = half.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(half);
        } catch (FileAlreadyExistsException e) {
            if (!e.getFile().equals(half.toString())) {
                throw unmakable(half, e);
            }
            throw new IllegalArgumentException(
                    half + " exists: a run was killed, or is under way; remove it if none is, or name another folder",
                    e);
        } catch (FileSystemException e) {
            throw unmakable(half, e);
        }
    }

    private static IOException unmakable(Path half, FileSystemException e) {
        String reason = e.getReason() == null ? "refused by the file system" : e.getReason();
        return new IOException(half + ": no folder can be made there: " + reason, e);
    }

    private static void remove(Path half, Throwable reason) {
        if (Files.notExists(half)) {
            return;
        }
        try (Stream<Path> files = Files.walk(half)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            reason.addSuppressed(e);
        }
    }
}
