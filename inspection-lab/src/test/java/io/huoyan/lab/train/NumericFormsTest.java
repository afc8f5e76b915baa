package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.djl.TorchDetector;
import io.huoyan.lab.synth.Label;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumericFormsTest {
    private static final int PATCHES = 3;

    @TempDir
    Path temporary;

    private ModelFolder trained;

    /** A model of two steps, whose tensors are written back without the ranges that training measured. */
    @BeforeEach
    void train() throws Exception {
        TrainingPlan plan = new TrainingPlan(
                temporary.resolve("models"),
                "trial",
                "1",
                temporary.resolve("work"),
                new TrainingPlan.Data(4, List.of(), 0.5, 0.1, 1_000_000),
                new TrainingPlan.Schedule(2, 2, 64, 0.003, 10, 12),
                new TrainingPlan.Machine(1, false),
                1,
                new TrainingPlan.Start(null, TrainedPart.ALL));
        ModelFolder full = Training.run(plan, (step, steps, loss, remaining) -> {});
        var bare = new LinkedHashMap<>(full.tensors().byName());
        assertThat(bare.remove("calibration.ranges")).isNotNull();
        trained = ModelVersion.write(temporary.resolve("models"), full, "2", new MasterTensors(bare), "Bare.\n");
    }

    @Test
    void aVersionWithRangesHasTheSameTensorsAndTellsWhatWasAdded() throws Exception {
        ModelFolder made = withRanges("3");

        assertThat(NumericForms.hasRanges(trained)).isFalse();
        assertThat(NumericForms.hasRanges(made)).isTrue();
        trained.tensors().byName().forEach((name, tensor) -> assertThat(
                        made.tensors().byName().get(name).values())
                .as(name)
                .containsExactly(tensor.values()));
        assertThat(made.directory().resolve("MODEL_CARD.md"))
                .content()
                .startsWith("# trial 3\n")
                .endsWith("\n\nRanges.\n");
        assertThat(made.directory().resolve("golden/patch-1.png")).isNotEmptyFile();
    }

    @Test
    void everyFormOfThisMachineIsHeldAgainstTheMaster() {
        ModelFolder made = withRanges("3");
        List<String> forms = TorchDetector.formsOfThisMachine();
        List<Integer> heard = new ArrayList<>();

        List<NumericForms.Cost> costs =
                NumericForms.costs(made, forms, PATCHES, temporary.resolve("cache"), heard::add);

        assertThat(forms).startsWith("fp32");
        assertThat(costs).extracting(NumericForms.Cost::form).isEqualTo(forms);
        assertThat(heard).hasSameSizeAs(forms);
        assertThat(costs.get(0).greatestDifference()).isLessThan(1e-4);
        assertThat(costs).allSatisfy(cost -> {
            assertThat(cost.meanDifference()).isBetween(0.0, 0.05);
            assertThat(cost.labels()).hasSize(Label.values().length);
        });
    }

    @Test
    void aVersionThatExistsIsNeverChanged() {
        assertThatThrownBy(() -> withRanges("1"))
                .hasMessage(temporary.resolve("models/trial/1")
                        + ": exists already; a version is never changed, choose another version");
    }

    @Test
    void whatACutOffWriteLeftIsNoVersionAndIsWrittenAnew() throws Exception {
        Path left = Files.createDirectories(temporary.resolve("models/trial/.3.making"));
        Files.writeString(left.resolve("model.yaml"), "half");

        assertThat(withRanges("3").model().version()).isEqualTo("3");
        assertThat(left).doesNotExist();
    }

    @Test
    void aMemoryIsNotTakenAlongAndANameThatIsNoneIsRefused() throws Exception {
        Files.writeString(trained.directory().resolve("seen.memory"), "of the tensors before");

        assertThat(withRanges("3").directory().resolve("seen.memory")).doesNotExist();
        assertThatThrownBy(() -> withRanges("../4"))
                .hasMessageStartingWith("model version is '../4'; allowed are up to 64 letters");
    }

    @Test
    void noPatchesAreRefused() {
        assertThatThrownBy(() -> NumericForms.costs(trained, List.of("fp32"), 0, temporary, done -> {}))
                .hasMessage("patches are 0; allowed is 1 or more");
    }

    private ModelFolder withRanges(String version) {
        return ModelVersion.write(
                temporary.resolve("models"), trained, version, NumericForms.withRanges(trained, PATCHES), "Ranges.\n");
    }
}
