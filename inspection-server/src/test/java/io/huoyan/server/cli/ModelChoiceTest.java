package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.domain.RecipeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelChoiceTest {
    private static final Path SHIPPED = Path.of("..", "models");
    private static final List<String> BEAD_CLASSES = List.of("Pore", "deposit", "discontinuity", "stain");

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
    @Test
    void photographsAreReplayedWithTheirModelAtTheScaleAndLimitsOfTheRecipe() throws IOException {
        Recipe line = CatalogLoader.load(Path.of("..", "sample-images", "body-line", "catalog"))
                .recipes()
                .get(new RecipeId("body-line-live"));

        Recipe photographs = new ModelChoice(SHIPPED).photographs(line);

        assertThat(photographs.modelId()).isEqualTo("huoyan-weld");
        assertThat(photographs.modelVersion()).isEqualTo("2");
        assertThat(photographs.numericForm()).isEqualTo(line.numericForm());
        assertThat(photographs.quality()).isEqualTo(line.quality());
        assertThat(photographs.reviewsUnlikeSeen() && photographs.keepsPromise())
                .isTrue();
        assertThat(new ModelChoice(models).photographs(line)).isEqualTo(line);
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
