package io.huoyan.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a demo keeps its things. A folder whose run was cut off is gone on with; one whose run is finished is emptied
 * first. A folder that is no demo's is never touched.
 */
final class DemoFolder {
    private static final String BOOT_ID_FILE = "boot-id";
    private static final String FINISHED_FILE = "finished";

    private final Path path;
    private final String bootId;
    private final boolean resumed;

    private DemoFolder(Path path, String bootId, boolean resumed) {
        this.path = path;
        this.bootId = bootId;
        this.resumed = resumed;
    }

    static DemoFolder open(Path path) throws IOException {
        Path bootIdFile = path.resolve(BOOT_ID_FILE);
        if (Files.exists(path.resolve(FINISHED_FILE))) {
            empty(path);
        } else if (Files.exists(bootIdFile)) {
            return new DemoFolder(path, Files.readString(bootIdFile).strip(), true);
        } else if (Files.isDirectory(path) && !isEmpty(path)) {
            throw new WrongInputException(
                    path + " is not empty and no demo's; allowed is a new, an empty, or an earlier demo's folder");
        }
        Files.createDirectories(path);
        String bootId = "demo-" + System.currentTimeMillis();
        Path written = Files.writeString(path.resolve(BOOT_ID_FILE + ".new"), bootId);
        Files.move(written, bootIdFile);
        return new DemoFolder(path, bootId, false);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** The mark of being finished goes last: cut off here, the folder is emptied the next time. */
    private static void empty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            List<Path> doomed = entries.sorted(Comparator.reverseOrder())
                    .filter(entry -> !entry.equals(folder) && !entry.equals(folder.resolve(FINISHED_FILE)))
                    .toList();
            for (Path entry : doomed) {
                Files.delete(entry);
            }
            Files.delete(folder.resolve(FINISHED_FILE));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    Path path() {
        return path;
    }

    String bootId() {
        return bootId;
    }

    boolean isResumed() {
        return resumed;
    }

    void finished() throws IOException {
        Files.writeString(path.resolve(FINISHED_FILE), bootId);
    }
}
