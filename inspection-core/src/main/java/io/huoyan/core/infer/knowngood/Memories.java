package io.huoyan.core.infer.knowngood;

import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ModelFolderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a recipe remembers.
 *
 * @param byWeld good parts, by the weld's id; {@code picture} for pictures without calibration
 * @param seen all that the model was shown, as wholes; empty if its folder does not tell or the recipe does not ask
 * @param sha256 of the names and bytes of all their files; empty if there are none
 */
public record Memories(Map<String, KnownGood> byWeld, Optional<KnownGood> seen, String sha256) {
    /** File in a model's folder: pictures like those that it was shown. */
    public static final String SEEN_FILE = "seen.memory";

    /** What the files of memories end in. */
    public static final String ENDING = ".memory";

    public Memories {
        byWeld = Map.copyOf(byWeld);
    }

    /** Nothing remembered. */
    public static Memories none() {
        return new Memories(Map.of(), Optional.empty(), "");
    }

    /**
     * Reads a folder of memories, {@code <weld>.memory} each, and that of what the model was shown.
     *
     * @param folder empty: no memories of good parts
     * @param modelFolder empty: what the model was shown does not matter
     * @throws ModelFolderException if a file is missing, altered, of another kind ({@code seen.memory} is of wholes,
     *     the others are of places), of another model, or was taught in another numeric form of it
     */
    public static Memories load(Optional<Path> folder, Optional<Path> modelFolder, ModelDescription model) {
        Map<String, KnownGood> byWeld = new HashMap<>();
        StringBuilder hashes = new StringBuilder();
        if (folder.isPresent()) {
            for (Path file : files(folder.get())) {
                String name = String.valueOf(file.getFileName());
                byWeld.put(
                        name.substring(0, name.length() - ENDING.length()),
                        ofItsForm(read(file, KnownGood.Kind.PLACES, model), file, model));
                hashes.append(hashed(file));
            }
        }
        Optional<KnownGood> seen = modelFolder
                .map(directory -> directory.resolve(SEEN_FILE))
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .map(file -> {
                    KnownGood memory = read(file, KnownGood.Kind.WHOLE, model);
                    hashes.append(hashed(file));
                    return memory;
                });
        return new Memories(
                byWeld,
                seen,
                hashes.isEmpty() ? "" : ModelFolder.sha256(hashes.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> String.valueOf(file.getFileName()).endsWith(ENDING))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new ModelFolderException(folder + ": has no memory (" + ENDING + "); 'huoyan teach' makes them");
            }
            return found;
        } catch (IOException e) {
            throw new ModelFolderException(folder + ": the memories cannot be listed: " + e.getMessage(), e);
        }
    }

    private static KnownGood read(Path file, KnownGood.Kind kind, ModelDescription model) {
        if (!Files.isRegularFile(file)) {
            throw new ModelFolderException(file + ": cannot be used: is "
                    + (Files.isDirectory(file) ? "a folder" : "a link that leads to no file")
                    + "; needed is a memory ('huoyan teach' makes one), or nothing of this name");
        }
        KnownGood memory;
        try {
            memory = KnownGoodFile.read(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelFolderException(file + ": cannot be used: " + e.getMessage(), e);
        }
        if (memory.kind() != kind) {
            throw new ModelFolderException(file + ": is a memory of kind " + memory.kind() + "; allowed here is " + kind
                    + (kind == KnownGood.Kind.WHOLE
                            ? ", what a model was shown: teach it with --whole"
                            : ", the places of good parts: teach it without --whole"));
        }
        if (!memory.modelSha256().equals(model.sha256())) {
            throw new ModelFolderException(file + ": was taught with model " + memory.modelId() + " of sha256 "
                    + memory.modelSha256() + "; the recipe's is " + model.id() + " of " + model.sha256()
                    + "; teach it again");
        }
        return memory;
    }

    /** That of a model's folder serves each of its forms; what a plant taught has its threshold in one. */
    private static KnownGood ofItsForm(KnownGood memory, Path file, ModelDescription model) {
        if (memory.isOfAnotherForm(model.numericForm())) {
            throw new ModelFolderException(file + ": was taught in the numeric form " + memory.numericForm()
                    + "; the recipe's is " + model.numericForm() + "; teach it again with --form "
                    + model.numericForm());
        }
        return memory;
    }

    private static String hashed(Path file) {
        try {
            return file.getFileName() + " " + ModelFolder.sha256(Files.readAllBytes(file)) + "\n";
        } catch (IOException e) {
            throw new ModelFolderException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether there is anything to compare a weld with. */
    public boolean knows(String weld) {
        return seen.isPresent() || byWeld.containsKey(weld);
    }
}
