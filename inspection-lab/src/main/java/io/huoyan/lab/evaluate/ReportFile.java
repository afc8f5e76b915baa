package io.huoyan.lab.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a report: one that cannot be finished is removed, and told by its name. */
final class ReportFile {
    /** Writes a file. */
    @FunctionalInterface
    interface Writing {
        void write(Path file) throws IOException;
    }

    private ReportFile() {}

    /** @throws IOException with the file's name and the cause */
    static void write(Path file, Writing writing) throws IOException {
        try {
            writing.write(file);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
