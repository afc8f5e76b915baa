package io.huoyan.core.infer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From which score on a picture is no longer OK, and from which it is NOK; between them it is REVIEW. It travels with
 * the model folder as {@code promise.txt}, lines of {@code name: value}, and changing it needs no training.
 *
 * @param reviewFrom 0 to 1, as scores are
 * @param nokFrom {@code reviewFrom} or more; at most the next number above 1, by which none is NOK
 * @param promise what was promised by it, such as {@code 0.01@0.95 per class on 1200 welds of …}
 * @param modelSha256 of the master tensors whose scores it is about
 * @param numericForm in which they were computed
 * @param reading how the score was read, in words
 */
public record ScoreBand(
        double reviewFrom, double nokFrom, String promise, String modelSha256, String numericForm, String reading) {
    /** Name of the file in a model folder. */
    public static final String FILE = "promise.txt";

    private static final double NOK_FROM_MAX = Math.nextUp(1.0);

    private static final List<String> NAMES =
            List.of("reviewFrom", "nokFrom", "promise", "modelSha256", "numericForm", "reading");

    private static final String REMEDY =
            "'huoyan evaluate … --guarantee … --keep' makes one of this model; the recipe's"
                    + " 'promise: ignore' does without";

    public ScoreBand {
        if (!(reviewFrom >= 0 && reviewFrom <= 1 && nokFrom >= reviewFrom && nokFrom <= NOK_FROM_MAX)) {
            throw new IllegalArgumentException("reviewFrom is " + reviewFrom + " and nokFrom " + nokFrom
                    + "; allowed are 0 to 1, as scores are, and reviewFrom to " + NOK_FROM_MAX);
        }
        if ((promise + modelSha256 + numericForm + reading).indexOf('\n') >= 0) {
            throw new IllegalArgumentException("promise has more than one line");
        }
    }

    /**
     * Of a model folder; empty if it has none.
     *
     * @throws ModelFolderException if it cannot be read, or a line is wrong or missing
     */
    public static Optional<ScoreBand> read(Path modelFolder) {
        Path file = modelFolder.resolve(FILE);
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            if (Files.isSymbolicLink(file)) {
                throw new ModelFolderException(file + ": is a link to what is not there; " + REMEDY, none);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new ModelFolderException(file + ": cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            int colon = lines.get(i).indexOf(": ");
            String name = colon < 0 ? lines.get(i) : lines.get(i).substring(0, colon);
            if (colon < 0
                    || !NAMES.contains(name)
                    || values.put(name, lines.get(i).substring(colon + 2)) != null) {
                throw new ModelFolderException(
                        file + ":" + (i + 1) + ": is '" + lines.get(i) + "'; allowed are, once each, " + NAMES);
            }
        }
        List<String> missing =
                NAMES.stream().filter(name -> !values.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new ModelFolderException(file + ": has no " + missing + "; " + REMEDY);
        }
        return Optional.of(of(file, values));
    }

    private static ScoreBand of(Path file, Map<String, String> values) {
        try {
            return new ScoreBand(
                    Double.parseDouble(values.getOrDefault("reviewFrom", "")),
                    Double.parseDouble(values.getOrDefault("nokFrom", "")),
                    values.getOrDefault("promise", ""),
                    values.getOrDefault("modelSha256", ""),
                    values.getOrDefault("numericForm", ""),
                    values.getOrDefault("reading", ""));
        } catch (IllegalArgumentException e) {
            throw new ModelFolderException(
                    file + ": needs reviewFrom and nokFrom, numbers, the second not below the first: " + e.getMessage(),
                    e);
        }
    }

    /** @throws ModelFolderException if it was made of other tensors, another numeric form or another reading */
    public void refuseOther(Path modelFolder, ModelDescription model, String read) {
        List<String> differences = new ArrayList<>();
        difference(differences, "modelSha256", modelSha256, model.sha256());
        difference(differences, "numericForm", numericForm, model.numericForm());
        difference(differences, "reading", reading, read);
        if (!differences.isEmpty()) {
            throw new ModelFolderException(modelFolder.resolve(FILE) + ": promises nothing of " + model.id() + "/"
                    + model.version() + " as it is used: " + String.join("; ", differences) + ". " + REMEDY);
        }
    }

    private static void difference(List<String> differences, String name, String promised, String used) {
        if (!promised.equals(used)) {
            differences.add(name + " is '" + promised + "', used is '" + used + "'");
        }
    }

    /** Of the lines of the file. */
    public String sha256() {
        return ModelFolder.sha256(String.join("\n", lines()).getBytes(StandardCharsets.UTF_8));
    }

    private List<String> lines() {
        return List.of(
                "reviewFrom: " + reviewFrom,
                "nokFrom: " + nokFrom,
                "promise: " + promise,
                "modelSha256: " + modelSha256,
                "numericForm: " + numericForm,
                "reading: " + reading);
    }

    /** Puts it into a model folder, whole or not at all. */
    public void write(Path modelFolder) throws IOException {
        Path half = modelFolder.resolve(FILE + ".new");
        try {
            Files.write(half, lines());
            Files.move(half, modelFolder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(half);
            throw new IOException(modelFolder.resolve(FILE) + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
