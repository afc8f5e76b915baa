package io.huoyan.lab.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
     */
    record Line(int step, double[] parts) {
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
            List<String> kept = new ArrayList<>(List.of("step," + String.join(",", TrainableNetwork.PARTS)));
            if (Files.exists(history.file)) {
                history.lines().stream().filter(line -> line.step <= step).forEach(line -> kept.add(text(line)));
            }
            Files.write(history.file, kept);
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
            for (String text : Files.readAllLines(file).stream().skip(1).toList()) {
                String[] fields = text.split(",", -1);
                double[] parts = new double[fields.length - 1];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = Double.parseDouble(fields[i + 1]);
                }
                lines.add(new Line(Integer.parseInt(fields[0]), parts));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
    }

    private static String text(Line line) {
        StringBuilder text = new StringBuilder(Integer.toString(line.step));
        for (double part : line.parts) {
            text.append(String.format(Locale.ROOT, ",%.5f", part));
        }
        return text.toString();
    }
}
