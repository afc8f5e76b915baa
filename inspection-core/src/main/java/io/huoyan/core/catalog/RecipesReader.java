package io.huoyan.core.catalog;

import io.huoyan.core.domain.RecipeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code recipes.yaml}. */
final class RecipesReader {
    private static final Range SHARE = Range.of(0, 1);

    /** With a higher one a label would be switched off. */
    private static final Range THRESHOLD = Range.of(0, 0.99);

    private static final Range PIXELS_PER_WELD_WIDTH = Range.of(8, 512);
    private static final Range REPAIRED_SPOT_WITHIN_MM = Range.of(0, 50);
    private static final Range SHARPNESS = Range.of(0, 100);
    private static final Map<String, Recipe.Mode> MODES =
            Map.of("live", Recipe.Mode.LIVE, "shadow", Recipe.Mode.SHADOW);
    private static final Map<String, String> NUMERIC_FORMS = Map.of("fp32", "fp32", "bf16", "bf16", "int8", "int8");

    private static final Map<String, Boolean> UNLIKE_SEEN = Map.of("review", true, "ignore", false);
    private static final Map<String, Boolean> PROMISE = Map.of("keep", true, "ignore", false);

    private final Faults faults;
    private final Set<String> labels;
    private final Names<RecipeId> ids;
    private final Map<RecipeId, Recipe> recipes = new HashMap<>();

    /** @param labels of a network that the catalog gives a meaning to */
    RecipesReader(Faults faults, Set<String> labels) {
        this.faults = faults;
        this.labels = labels;
        this.ids = new Names<>("recipe", faults);
    }

    void read(YamlSection file) {
        file.sections("recipes").forEach(this::recipe);
        file.end();
    }

    Names<RecipeId> ids() {
        return ids;
    }

    Map<RecipeId, Recipe> recipes() {
        return recipes;
    }

    private void recipe(YamlSection section) {
        int before = faults.count();
        Optional<RecipeId> id = section.read("id", RecipeId::new);
        id.ifPresent(i -> ids.define(i, section.place("id")));
        Optional<Recipe.Mode> mode = section.choice("mode", MODES);
        Optional<Model> model = section.section("model").flatMap(this::model);
        Optional<Double> pixelsPerWeldWidth = section.number("pixelsPerWeldWidth", PIXELS_PER_WELD_WIDTH);
        Map<String, Double> thresholds =
                section.has("labelThresholds") ? section.numbersByName("labelThresholds", THRESHOLD) : Map.of();
        section.allow("labelThresholds");
        thresholds.keySet().stream()
                .filter(label -> !labels.contains(label))
                .forEach(label -> faults.add(
                        section.place("labelThresholds"),
                        "labelThresholds names " + label + "; allowed are "
                                + labels.stream().sorted().toList()));
        Optional<QualityLimits> quality = section.section("quality").flatMap(this::quality);
        Optional<String> knownGood =
                section.has("knownGood") ? section.read("knownGood", RecipesReader::folderName) : Optional.empty();
        section.allow("knownGood");
        boolean reviewsUnlikeSeen = !section.has("unlikeSeen")
                || section.choice("unlikeSeen", UNLIKE_SEEN).orElse(true);
        section.allow("unlikeSeen");
        Optional<Double> repairedSpotWithinMm = section.has("repairedSpotWithinMm")
                ? section.number("repairedSpotWithinMm", REPAIRED_SPOT_WITHIN_MM)
                : Optional.of(Recipe.REPAIRED_SPOT_WITHIN_MM);
        section.allow("repairedSpotWithinMm");
        boolean keepsPromise =
                !section.has("promise") || section.choice("promise", PROMISE).orElse(true);
        section.allow("promise");
        section.end();
        if (faults.count() == before) {
            Model m = model.orElseThrow();
            recipes.put(
                    id.orElseThrow(),
                    new Recipe(
                            id.orElseThrow(),
                            mode.orElseThrow(),
                            m.id(),
                            m.version(),
                            m.numericForm(),
                            pixelsPerWeldWidth.orElseThrow(),
                            thresholds,
                            quality.orElseThrow(),
                            knownGood,
                            reviewsUnlikeSeen,
                            repairedSpotWithinMm.orElseThrow(),
                            keepsPromise));
        }
    }

    private record Model(String id, String version, String numericForm) {}

    private Optional<Model> model(YamlSection section) {
        int before = faults.count();
        Optional<String> id = section.read("id", RecipesReader::folderName);
        Optional<String> version = section.read("version", RecipesReader::folderName);
        Optional<String> numericForm = section.choice("numericForm", NUMERIC_FORMS);
        section.end();
        return faults.count() == before
                ? Optional.of(new Model(id.orElseThrow(), version.orElseThrow(), numericForm.orElseThrow()))
                : Optional.empty();
    }

    private static String folderName(String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("model folder is '" + text
                    + "'; allowed are 1 to 64 characters of A-Z a-z 0-9 . _ -, the first a letter or digit");
        }
        return text;
    }

    private Optional<QualityLimits> quality(YamlSection section) {
        int before = faults.count();
        Optional<Double> meanGreyMin = section.number("meanGreyMin", SHARE);
        Optional<Double> meanGreyMax = section.number("meanGreyMax", SHARE);
        Optional<Double> saturatedShareMax = section.number("saturatedShareMax", SHARE);
        Optional<Double> blackShareMax = section.number("blackShareMax", SHARE);
        Optional<Double> contrastMin = section.number("contrastMin", SHARE);
        Optional<Double> sharpnessMin = section.number("sharpnessMin", SHARPNESS);
        Optional<Double> glareShareMax = section.number("glareShareMax", SHARE);
        Optional<Double> visibleShareMin = section.number("visibleShareMin", SHARE);
        section.end();
        if (meanGreyMin.isPresent() && meanGreyMax.isPresent() && meanGreyMin.get() >= meanGreyMax.get()) {
            faults.add(
                    section.place("meanGreyMax"),
                    "meanGreyMax is " + meanGreyMax.get() + "; allowed is more than " + meanGreyMin.get()
                            + " (meanGreyMin)");
        }
        if (faults.count() != before) {
            return Optional.empty();
        }
        return Optional.of(new QualityLimits(
                meanGreyMin.orElseThrow(),
                meanGreyMax.orElseThrow(),
                saturatedShareMax.orElseThrow(),
                blackShareMax.orElseThrow(),
                contrastMin.orElseThrow(),
                sharpnessMin.orElseThrow(),
                glareShareMax.orElseThrow(),
                visibleShareMin.orElseThrow()));
    }
}
