package io.huoyan.lab.train;

import io.huoyan.core.infer.ModelFolder;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which photographs, with which labels, a training was begun on. One that goes on with others would be neither the one
 * nor the other, and its card would tell of what is there in the end.
 */
final class TaughtPhotographs {
    private static final String FILE = "photographs.sha256";

    private TaughtPhotographs() {}

    /**
     * Notes them in the work folder of a training that begins; holds those of one that goes on against the note.
     *
     * @throws IllegalArgumentException if a picture or a label is another than when the training was begun
     */
    static void verify(Path workDir, List<LabelledSet> sets, boolean isGoingOn) {
        Path file = workDir.resolve(FILE);
        String here = hash(sets);
        try {
            if (isGoingOn && Files.exists(file) && !Files.readString(file).equals(here)) {
                throw new IllegalArgumentException(file + ": pictures or labels of the photographs changed since the"
                        + " training was begun; begin again in another work folder, or remove this file to go on"
                        + " with them all the same");
            }
            Files.createDirectories(workDir);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read or made", e);
        }
        WholeFile.write(file, here.getBytes(StandardCharsets.UTF_8));
    }

    /** Of names, sizes in bytes, sources and labels; what each pixel is would take as long as learning from it. */
    private static String hash(List<LabelledSet> sets) {
        StringBuilder lines = new StringBuilder();
        for (LabelledSet set : sets) {
            lines.append(set.classes()).append('\n');
            for (Sample sample : set.samples()) {
                lines.append(sample.name()).append(' ').append(size(sample.image()));
                lines.append(' ').append(sample.group()).append(' ').append(sample.shapes());
                lines.append(sample.isLabelled() ? "" : " no labels");
                lines.append('\n');
            }
        }
        return ModelFolder.sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            return -1;
        }
    }
}
