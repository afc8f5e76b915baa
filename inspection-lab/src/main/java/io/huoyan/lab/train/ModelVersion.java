package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ScoreBand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes a further version of a model that differs in its tensors' company alone: all else is copied, but memories. */
public final class ModelVersion {
    private static final String CARD_FILE = "MODEL_CARD.md";

    /** A memory is bound to the tensors that it was taught with. */
    private static final String MEMORY_ENDING = ".memory";

    private ModelVersion() {}

    /**
     * Writes {@code modelsDir/id/version}; it appears when all of it is there.
     *
     * @param source the version it comes of
     * @param tensors its master tensors
     * @param cardNote Markdown that is put at the end of its card
     * @throws IllegalArgumentException if the version exists already
     * @throws io.huoyan.core.infer.ModelFolderException if it is no name for a version
     */
    public static ModelFolder write(
            Path modelsDir, ModelFolder source, String version, MasterTensors tensors, String cardNote) {
        ModelFolder.checkName("version", version);
        String id = source.model().id();
        Path target = modelsDir.resolve(id).resolve(version);
        if (Files.exists(target)) {
            throw new IllegalArgumentException(
                    target + ": exists already; a version is never changed, choose another version");
        }
        Path made = modelsDir.resolve(id).resolve("." + version + ".making");
        try {
            remove(made);
            copy(source.directory(), made);
            byte[] master = tensors.toBytes();
            Files.write(made.resolve(ModelFolder.TENSORS_FILE), master);
            Path description = made.resolve(ModelFolder.DESCRIPTION_FILE);
            String yaml = Files.readString(description);
            Files.writeString(description, yaml.replace(source.model().sha256(), ModelFolder.sha256(master)));
            Path card = made.resolve(CARD_FILE);
            String old = Files.exists(card) ? Files.readString(card) : "";
            Files.writeString(
                    card, old.replaceFirst("^# .*", "# " + id + " " + version).stripTrailing() + "\n\n" + cardNote);
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(target + ": the version cannot be written: " + e.getMessage(), e);
        }
        return ModelFolder.load(modelsDir, id, version);
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(MEMORY_ENDING) && !file.endsWith(ScoreBand.FILE))
                    .toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copied.getParent()));
                Files.copy(file, copied);
            }
        }
    }

    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestLast;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestLast = files.toList();
        }
        for (int i = deepestLast.size() - 1; i >= 0; i--) {
            Files.delete(deepestLast.get(i));
        }
    }
}
