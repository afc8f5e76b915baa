package io.huoyan.server.app;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.djl.TorchDetector;
import io.huoyan.core.infer.knowngood.Memories;
import io.huoyan.core.pipeline.KeptPromise;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The network of each recipe of a catalog; recipes that pin the same model in the same form share one. */
public final class RecipeDetectors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecipeDetectors.class);

    private final Map<String, DefectDetector> byModel = new LinkedHashMap<>();
    private final Map<RecipeId, DefectDetector> byRecipe = new HashMap<>();
    private final Map<RecipeId, Memories> memories = new HashMap<>();
    private final Map<RecipeId, KeptPromise> promises = new HashMap<>();

    private RecipeDetectors() {}

    /**
     * Loads what the recipes pin.
     *
     * @param modelsDir model folders
     * @param predictors how many patches are looked at side by side by each network
     * @param cacheDir where quick forms are kept
     * @throws IllegalArgumentException if a model is missing or altered, this machine cannot run the pinned form, the
     *     model was not trained for the recipe's scale, what it remembers or promises is of another model, or it
     *     remembers a weld that no plan has
     */
    public static RecipeDetectors open(Catalog catalog, Path modelsDir, int predictors, Path cacheDir) {
        RecipeDetectors detectors = new RecipeDetectors();
        try {
            for (Recipe recipe : catalog.recipes().values()) {
                detectors.add(recipe, catalog, modelsDir, predictors, cacheDir);
            }
        } catch (RuntimeException | Error e) {
            detectors.close();
            throw e;
        }
        return detectors;
    }

    private void add(Recipe recipe, Catalog catalog, Path modelsDir, int predictors, Path cacheDir) {
        String key = recipe.modelId() + "/" + recipe.modelVersion() + "/" + recipe.numericForm();
        DefectDetector detector = byModel.get(key);
        if (detector == null) {
            ModelFolder folder = ModelFolder.load(modelsDir, recipe.modelId(), recipe.modelVersion());
            detector = TorchDetector.open(folder, recipe.numericForm(), predictors, cacheDir);
            byModel.put(key, detector);
        }
        refuseWrongScale(recipe, detector.model());
        byRecipe.put(recipe.id(), detector);
        Path modelFolder = modelsDir.resolve(recipe.modelId()).resolve(recipe.modelVersion());
        KeptPromise.load(modelFolder, recipe, detector).ifPresent(promise -> promises.put(recipe.id(), promise));
        Memories remembered = Memories.load(
                recipe.knownGood().map(modelsDir::resolve),
                recipe.reviewsUnlikeSeen() ? Optional.of(modelFolder) : Optional.empty(),
                detector.model());
        memories.put(recipe.id(), remembered);
        recipe.knownGood()
                .ifPresent(folder -> warn(recipe.id(), folder, RememberedWelds.check(recipe, catalog, remembered)));
    }

    private static void warn(RecipeId recipe, String folder, List<String> without) {
        if (!without.isEmpty()) {
            LOG.warn(
                    "recipe {}: knownGood {} has no memory of {}: these are not compared with good parts",
                    recipe,
                    folder,
                    RememberedWelds.named(without));
        }
    }

    /** @throws IllegalArgumentException if a model does not know the scale of a recipe */
    public static void refuseWrongScale(Recipe recipe, ModelDescription model) {
        if (recipe.pixelsPerWeldWidth() < model.pixelsPerWeldWidthMin()
                || recipe.pixelsPerWeldWidth() > model.pixelsPerWeldWidthMax()) {
            throw new IllegalArgumentException("recipe " + recipe.id() + ": pixelsPerWeldWidth is "
                    + recipe.pixelsPerWeldWidth() + "; model " + model.id() + "/" + model.version()
                    + " was trained for "
                    + model.pixelsPerWeldWidthMin() + " to " + model.pixelsPerWeldWidthMax());
        }
    }

    /** The network of each recipe; open until this is closed. */
    public Map<RecipeId, DefectDetector> byRecipe() {
        return Map.copyOf(byRecipe);
    }

    /** What each recipe remembers. */
    public Map<RecipeId, Memories> memories() {
        return Map.copyOf(memories);
    }

    /** The promises of the recipes that keep one. */
    public Map<RecipeId, KeptPromise> promises() {
        return Map.copyOf(promises);
    }

    @Override
    public void close() {
        byModel.values().forEach(DefectDetector::close);
        byModel.clear();
    }
}
