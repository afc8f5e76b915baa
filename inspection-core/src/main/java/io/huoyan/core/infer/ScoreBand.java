package io.huoyan.core.infer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From which score on a picture is no longer OK, and from which it is NOK; between them it is REVIEW. It travels with
 * the model folder as {@code promise.txt}, lines of {@code name: value}, and changing it needs no training.
 *
 * @param reviewFrom 0 or more
 * @param nokFrom {@code reviewFrom} or more
 * @param promise what was promised by it, such as {@code 0.01@0.95 per class on 1200 welds of …}
 */
public record ScoreBand(double reviewFrom, double nokFrom, String promise) {
    /** Name of the file in a model folder. */
    public static final String FILE = "promise.txt";

    private static final List<String> NAMES = List.of("reviewFrom", "nokFrom", "promise");

    public ScoreBand {
        if (!(reviewFrom >= 0 && nokFrom >= reviewFrom && Double.isFinite(nokFrom))) {
            throw new IllegalArgumentException("reviewFrom is " + reviewFrom + " and nokFrom " + nokFrom
                    + "; allowed are 0 or more, and reviewFrom or more");
        }
        if (promise.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("promise has more than one line");
        }
    }

    /** Of a model folder; empty if it has none. */
    public static Optional<ScoreBand> read(Path modelFolder) {
        Path file = modelFolder.resolve(FILE);
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ModelFolderException(file + ": cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            int colon = lines.get(i).indexOf(": ");
            String name = colon < 0 ? lines.get(i) : lines.get(i).substring(0, colon);
            if (!NAMES.contains(name) || values.put(name, lines.get(i).substring(colon + 2)) != null) {
                throw new ModelFolderException(
                        file + ":" + (i + 1) + ": is '" + lines.get(i) + "'; allowed are, once each, " + NAMES);
            }
        }
        try {
            return Optional.of(new ScoreBand(
                    Double.parseDouble(values.getOrDefault("reviewFrom", "")),
                    Double.parseDouble(values.getOrDefault("nokFrom", "")),
                    values.getOrDefault("promise", "")));
        } catch (IllegalArgumentException e) {
            throw new ModelFolderException(
                    file + ": needs reviewFrom and nokFrom, numbers, the second not below the first: " + e.getMessage(),
                    e);
        }
    }

    /** Puts it into a model folder, whole or not at all. */
    public void write(Path modelFolder) throws IOException {
        Path half = modelFolder.resolve(FILE + ".new");
        Files.write(half, List.of("reviewFrom: " + reviewFrom, "nokFrom: " + nokFrom, "promise: " + promise));
        Files.move(half, modelFolder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
