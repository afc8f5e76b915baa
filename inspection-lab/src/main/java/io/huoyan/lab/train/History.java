package io.huoyan.lab.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What was seen of a training so far, a line of text per report: the step and the means of the loss's parts since the
 * line before. A training gone on with goes on writing; lines beyond the checkpoint it starts from are dropped.
 */
final class History {
    private static final String FILE = "history.csv";

    private final Path file;

    /**
     * @param step steps done
     * @param parts in the order of {@link TrainableNetwork#PARTS}
     * @param watched loss of the watched photographs, if it was looked at
     */
    record Line(int step, double[] parts, OptionalDouble watched) {
        double loss() {
            double sum = 0;
            for (double part : parts) {
                sum += part;
            }
            return sum;
        }
    }

    private History(Path file) {
        this.file = file;
    }

    /** @param step where the training starts */
    static History open(Path workDir, int step) {
        History history = new History(workDir.resolve(FILE));
        try {
            Files.createDirectories(workDir);
            List<String> kept =
                    new ArrayList<>(List.of("step," + String.join(",", TrainableNetwork.PARTS) + ",watched"));
            if (Files.exists(history.file)) {
                history.lines().stream().filter(line -> line.step <= step).forEach(line -> kept.add(text(line)));
            }
            WholeFile.write(history.file, (String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(history.file + ": cannot be written", e);
        }
        return history;
    }

    void add(Line line) {
        try {
            Files.writeString(file, text(line) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written", e);
        }
    }

    List<Line> lines() {
        try {
            List<Line> lines = new ArrayList<>();
            for (String text : wholeLines()) {
                String[] fields = text.split(",", -1);
                double[] parts = new double[TrainableNetwork.PARTS.size()];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = Double.parseDouble(fields[i + 1]);
                }
                String watched = fields.length > parts.length + 1 ? fields[parts.length + 1] : "";
                lines.add(new Line(
                        Integer.parseInt(fields[0]),
                        parts,
                        watched.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(watched))));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
    }

    /** A full disk may have cut off the last line: it ends in nothing, and does not count. */
    private List<String> wholeLines() throws IOException {
        String text = Files.readString(file);
        int end = text.lastIndexOf('\n');
        return text.substring(0, Math.max(0, end)).lines().skip(1).toList();
    }

    private static String text(Line line) {
        StringBuilder text = new StringBuilder(Integer.toString(line.step));
        for (double part : line.parts) {
            text.append(String.format(Locale.ROOT, ",%.5f", part));
        }
        text.append(',');
        line.watched.ifPresent(loss -> text.append(String.format(Locale.ROOT, "%.5f", loss)));
        return text.toString();
    }
}
