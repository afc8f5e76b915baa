package io.huoyan.server.cli;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ModelFolderException;
import io.huoyan.lab.train.ClassMeaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which of the models of a folder looks at photographs when nobody names one. */
final class ModelChoice {
    /** Sees photographs; what a recipe names is made for its line's patches. */
    static final String PHOTOGRAPHS_MODEL = "huoyan-weld";

    /** Runs everywhere, and is what the shipped promise is of. */
    private static final String FORM = "fp32";

    private static final RecipeId PHOTOGRAPHS_RECIPE = new RecipeId("photographs");

    private final Path modelsDir;

    ModelChoice(Path modelsDir) {
        this.modelsDir = modelsDir;
    }

    /**
     * The model whose newest version photographs of just these classes taught, if that is one alone; else the one for
     * all kinds of photographs; empty if it is not there.
     *
     * @param classes names that a labelled set has
     */
    Optional<String> forPhotographs(List<String> classes) throws IOException {
        Set<String> things = classes.stream()
                .map(name -> ClassMeaning.of(name).thing().name())
                .collect(Collectors.toSet());
        List<String> fitting = things.isEmpty() ? List.of() : taught(things);
        if (fitting.size() == 1) {
            return Optional.of(fitting.get(0));
        }
        return Files.isDirectory(modelsDir.resolve(PHOTOGRAPHS_MODEL))
                ? Optional.of(PHOTOGRAPHS_MODEL)
                : Optional.empty();
    }

    /**
     * The recipe by which photographs are looked at when nobody names one: the catalog's own of the name
     * {@code photographs}, or its first, if that has a model which boxes things, as those taught by photographs do, or
     * memories of good parts; else the first one's limits with the model for photographs, its form fp32, its thresholds
     * and its scale. The first itself, if that model is not there.
     */
    Recipe photographs(Catalog catalog) throws IOException {
        Recipe first = catalog.recipes().values().iterator().next();
        Recipe own = catalog.recipes().getOrDefault(PHOTOGRAPHS_RECIPE, first);
        Optional<String> id = forPhotographs(List.of());
        Optional<String> version = id.isPresent() ? newest(id.get()) : Optional.empty();
        if (!own.equals(first) || own.knownGood().isPresent() || boxesThings(own) || version.isEmpty()) {
            return own;
        }
        ModelDescription model = ModelFolder.described(modelsDir, id.orElseThrow(), version.get())
                .model();
        return lookingWith(own, model);
    }

    /**
     * A recipe's limits with a model that is not its own: in fp32, by that model's thresholds, at a scale that it
     * knows.
     */
    static Recipe lookingWith(Recipe own, ModelDescription model) {
        return new Recipe(
                PHOTOGRAPHS_RECIPE,
                own.mode(),
                model.id(),
                model.version(),
                FORM,
                Math.min(
                        model.pixelsPerWeldWidthMax(),
                        Math.max(model.pixelsPerWeldWidthMin(), own.pixelsPerWeldWidth())),
                Map.of(),
                own.quality(),
                Optional.empty(),
                own.reviewsUnlikeSeen(),
                own.repairedSpotWithinMm(),
                own.keepsPromise());
    }

    private boolean boxesThings(Recipe recipe) {
        return !ModelFolder.described(modelsDir, recipe.modelId(), recipe.modelVersion())
                .model()
                .things()
                .isEmpty();
    }

    /** The newest version of a model, by number; empty if it has none. */
    Optional<String> newest(String id) throws IOException {
        try (Stream<Path> versions = Files.list(modelsDir.resolve(id))) {
            return versions.filter(Files::isDirectory)
                    .map(version -> String.valueOf(version.getFileName()))
                    .filter(version -> !version.startsWith("."))
                    .max((a, b) -> a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length()));
        }
    }

    private List<String> taught(Set<String> things) throws IOException {
        if (!Files.isDirectory(modelsDir)) {
            return List.of();
        }
        List<String> ids;
        try (Stream<Path> folders = Files.list(modelsDir)) {
            ids = folders.filter(Files::isDirectory)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        }
        return ids.stream().filter(id -> isTaught(id, things)).toList();
    }

    /** A folder that is no model, or a broken one, was not asked for and is passed over. */
    private boolean isTaught(String id, Set<String> things) {
        try {
            Optional<String> version = newest(id);
            return version.isPresent()
                    && ModelFolder.described(modelsDir, id, version.get())
                            .photographs()
                            .equals(things);
        } catch (ModelFolderException | IOException e) {
            return false;
        }
    }
}
