package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.domain.RecipeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelChoiceTest {
    private static final Path SHIPPED = Path.of("..", "models");
    private static final List<String> BEAD_CLASSES = List.of("Pore", "deposit", "discontinuity", "stain");

    private static final Catalog LINE = CatalogLoader.load(Path.of("..", "sample-images", "body-line", "catalog"));

    @TempDir
    Path models;

    @ParameterizedTest
    @CsvSource({
        "huoyan-bead, pore;deposit;discontinuity;stain",
        "huoyan-weld, pore",
        "huoyan-weld, pore;deposit;discontinuity;stain;crack",
        "huoyan-weld, bad welding;crack;excess reinforcement;good welding;porosity;spatters",
        "huoyan-weld, ok;blowhole",
    })
    void ofTheShippedModelsTheOneThatJustTheseClassesTaughtLooksElseTheOneForAll(String model, String classes)
            throws IOException {
        assertThat(new ModelChoice(SHIPPED).forPhotographs(List.of(classes.split(";"))))
                .contains(model);
    }

    @Test
    void withoutClassesTheOneForAllLooks() throws IOException {
        assertThat(new ModelChoice(SHIPPED).forPhotographs(List.of())).contains("huoyan-weld");
        assertThat(new ModelChoice(models).forPhotographs(List.of())).isEmpty();
        assertThat(new ModelChoice(models.resolve("gone")).forPhotographs(BEAD_CLASSES))
                .isEmpty();
    }

    /** Nobody could tell which of the two was meant. */
    @Test
    void whereTwoWereTaughtJustTheseClassesTheOneForAllLooks() throws IOException {
        copy("huoyan-bead", "1", "ours", "1");
        Files.createDirectories(models.resolve("broken/1"));
        Files.writeString(models.resolve("broken/1/model.yaml"), "architecture: [");
        assertThat(new ModelChoice(models).forPhotographs(BEAD_CLASSES)).contains("ours");

        copy("huoyan-bead", "1", "theirs", "1");
        copy("huoyan-weld", "2", "huoyan-weld", "2");
        assertThat(new ModelChoice(models).forPhotographs(BEAD_CLASSES)).contains("huoyan-weld");
    }

    /** A line's network sees flawed photographs as OK: it never saw one. */
    @ParameterizedTest
    @CsvSource({"fp32, 48, 48", "int8, 24, 32", "bf16, 100, 72"})
    void photographsAreReplayedWithTheirModelWithinTheLimitsOfTheLinesRecipe(String form, double scale, double used)
            throws IOException {
        Recipe line = recipe("a-line", "huoyan-line", "3", form, scale, Optional.empty(), false);

        Recipe photographs = new ModelChoice(SHIPPED).photographs(LINE.with(line));

        assertThat(photographs)
                .isEqualTo(new Recipe(
                        new RecipeId("photographs"),
                        line.mode(),
                        "huoyan-weld",
                        "2",
                        "fp32",
                        used,
                        Map.of(),
                        line.quality(),
                        Optional.empty(),
                        true,
                        line.repairedSpotWithinMm(),
                        false));
    }

    /** What a plant chose for photographs, or to compare with, is not taken from it. */
    @Test
    void aRecipeThatBoxesThingsOrRemembersGoodPartsOrIsNamedForPhotographsStays() throws IOException {
        Recipe bead = recipe("a-bead", "huoyan-bead", "1", "fp32", 48, Optional.empty(), true);
        Recipe remembering = recipe("a-line", "huoyan-line", "3", "int8", 48, Optional.of("parts"), true);
        Recipe named = recipe("photographs", "huoyan-line", "3", "fp32", 48, Optional.empty(), true);

        for (Recipe own : List.of(bead, remembering, named)) {
            assertThat(new ModelChoice(SHIPPED).photographs(LINE.with(own))).isEqualTo(own);
        }
        copy("huoyan-line", "3", "huoyan-line", "3");
        assertThat(new ModelChoice(models).photographs(LINE))
                .isEqualTo(LINE.recipes().values().iterator().next());
    }

    private static Recipe recipe(
            String id,
            String model,
            String version,
            String form,
            double scale,
            Optional<String> knownGood,
            boolean keepsPromise) {
        Recipe sample = LINE.recipes().values().iterator().next();
        return new Recipe(
                new RecipeId(id),
                sample.mode(),
                model,
                version,
                form,
                scale,
                Map.of("crack", 0.5),
                sample.quality(),
                knownGood,
                true,
                7,
                keepsPromise);
    }

    @Test
    void theNewestVersionDecides() throws IOException {
        copy("huoyan-bead", "1", "ours", "9");
        copy("huoyan-weld", "2", "ours", "10");

        assertThat(new ModelChoice(models).newest("ours")).contains("10");
        assertThat(new ModelChoice(models).forPhotographs(BEAD_CLASSES)).isEmpty();
    }

    private void copy(String id, String version, String asId, String asVersion) throws IOException {
        Path folder = Files.createDirectories(models.resolve(asId).resolve(asVersion));
        Files.copy(SHIPPED.resolve(id).resolve(version).resolve("model.yaml"), folder.resolve("model.yaml"));
    }
}
