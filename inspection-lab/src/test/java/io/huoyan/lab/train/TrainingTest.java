package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ModelFolderException;
import io.huoyan.lab.dataset.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
    private static final ProgressListener SILENT = (step, steps, loss, remaining) -> {};

    @TempDir
    Path temporary;

    @Test
    void aShortTrainingLowersTheLossAndLeavesAFolderThatLoads() {
        List<Double> losses = new ArrayList<>();

        ModelFolder folder = Training.run(plan("work", 40, null), (step, steps, loss, remaining) -> losses.add(loss));

        assertThat(losses).hasSize(4);
        assertThat(losses.get(3)).isLessThan(0.8 * losses.get(0));
        assertThat(folder.directory()).isEqualTo(temporary.resolve("models/trial/1"));
        assertThat(folder.model().labels())
                .containsExactly("seam", "spot", "crack", "pore", "excess", "spatter", "burn-through");
        assertThat(folder.directory().resolve("MODEL_CARD.md"))
                .content()
                .contains("## Intended use")
                .contains("- Rendered pictures: made by this project, no rights of others.")
                .contains("40 steps of 2 pieces of 64 px")
                .doesNotContain("### Photographs");
        assertThat(folder.directory().resolve("golden/patch-1.png")).isNotEmptyFile();
    }

    /** The line's network has no boxes and no judgement of the whole; it learns from rigs as well. */
    @Test
    void theLinesNetworkIsTrainedFromItsOwnTensors() throws Exception {
        Path shipped = Path.of("../models/huoyan-line/3", ModelFolder.TENSORS_FILE);
        var goingOn = new TrainingPlan.Start("line-unet", shipped, TrainedPart.ALL);
        ModelFolder second = Training.run(line("on", "2", goingOn), SILENT);

        var network = Outputs.of("line-unet", List.of()).network(TrainingPlan.BASE_WIDTH_STANDARD);
        float byLot = lossOnARig(StartingTensors.of(network, new Random(1)));
        float before = lossOnARig(MasterTensors.parse(Files.readAllBytes(shipped)));
        assertThat(before).isLessThan(0.8f * byLot);
        assertThat(lossOnARig(second.tensors())).isLessThan(1.1f * before);
        assertThat(second.architecture()).isEqualTo("line-unet");
        assertThat(second.model().things()).isEmpty();
        assertThat(second.directory().resolve("MODEL_CARD.md"))
                .content()
                .contains("(`line-unet`, width 16, 492543 trained numbers)")
                .contains("Patches of 1 rendered rigs (flat, coarse, hard, plain; a quarter with pores), 50 % of the")
                .contains("seeds from 2001000000")
                .contains("- Started from the tensors in `huoyan-line/3/model.safetensors`; trained was ALL.")
                .contains("### Rigs");
        assertThatThrownBy(() ->
                        Training.train(line("other", "3", new TrainingPlan.Start(shipped, TrainedPart.ALL)), SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(shipped
                        + ": has the tensors of line-unet; the network to be trained is of another architecture");
    }

    private static float lossOnARig(MasterTensors tensors) {
        Outputs outputs = Outputs.of("line-unet", List.of());
        Batch batch = Batch.allocate(2, 64, 7, outputs.things().size());
        List<TrainingPicture> patches = RigPatches.of(HeldOut.JUDGING_RIG_SEED, outputs);
        for (int i = 0; i < batch.size(); i++) {
            new Augmentation(64).cut(patches.get(i), new Random(i), batch, i);
        }
        var manner = new TrainableNetwork.Manner(
                new float[] {1, 1, 1, 1, 1, 1, 1}, false, TrainedPart.ALL, TrainingDevice.CPU);
        var network = outputs.network(TrainingPlan.BASE_WIDTH_STANDARD);
        try (TrainableNetwork trained = TrainableNetwork.open(network, outputs, tensors, manner)) {
            return trained.loss(batch);
        }
    }

    private TrainingPlan line(String work, String version, TrainingPlan.Start start) {
        return new TrainingPlan(
                temporary.resolve("models"),
                "trial",
                version,
                temporary.resolve(work),
                new TrainingPlan.Data(4, new TrainingPlan.Rigs(1, 0.5), List.of(), 0, 0, 1_000_000),
                new TrainingPlan.Schedule(2, 2, 64, 0.0003, 10, 12),
                new TrainingPlan.Machine(1, false),
                3,
                start);
    }

    @Test
    void anInterruptedTrainingGoesOnAsIfItHadNotBeen() {
        TrainingPlan whole = plan("whole", 20, null);
        TrainingPlan cut = plan("cut", 20, null);
        MasterTensors expected = Training.train(whole, SILENT);

        assertThatThrownBy(() -> Training.train(cut, (step, steps, loss, remaining) -> {
                    throw new IllegalStateException("power cut at step " + step);
                }))
                .hasMessage("power cut at step 10");
        List<Integer> heard = new ArrayList<>();
        MasterTensors actual = Training.train(cut, (step, steps, loss, remaining) -> heard.add(step));

        assertThat(heard).containsExactly(20);
        expected.byName().forEach((name, tensor) -> assertThat(
                        Arrays.equals(actual.byName().get(name).values(), tensor.values()))
                .as(name)
                .isTrue());
    }

    @Test
    void aTrainingThatIsAskedToStopKeepsItsCheckpointAndGoesOnFromIt() {
        TrainingPlan cut = plan("stopped", 20, null);
        MasterTensors expected = Training.train(plan("whole", 20, null), SILENT);
        int[] asked = {0};

        assertThatThrownBy(() -> Training.train(cut, new ProgressListener() {
                    @Override
                    public void progress(int step, int steps, double loss, Duration remaining) {}

                    @Override
                    public boolean isStopAsked() {
                        return ++asked[0] == 7;
                    }
                }))
                .isInstanceOf(TrainingStopped.class)
                .hasMessage("stopped after step 7 of 20; the same command goes on from the checkpoint in "
                        + temporary.resolve("stopped"));
        MasterTensors actual = Training.train(cut, SILENT);

        expected.byName().forEach((name, tensor) -> assertThat(
                        Arrays.equals(actual.byName().get(name).values(), tensor.values()))
                .as(name)
                .isTrue());
    }

    @Test
    void aCheckpointOfAnotherPlanIsRefused() {
        Training.train(plan("work", 2, null), SILENT);

        assertThatThrownBy(() -> Training.train(plan("work", 3, null), SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkpoint.safetensors: is a checkpoint of another plan");
    }

    @Test
    void aVersionThatExistsIsNeverChanged() throws Exception {
        Files.createDirectories(temporary.resolve("models/trial/1"));

        assertThatThrownBy(() -> Training.run(plan("work", 2, null), SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(temporary.resolve("models/trial/1")
                        + ": exists already; a version is never changed, choose another version");
    }

    /** Of numbers that are none no model is made: it would find nothing, and call every weld good. */
    @Test
    void aTrainingThatRunsAwayEndsAtThatStepAndLeavesNoModel() throws IOException {
        var network = Outputs.of(List.of()).network(TrainingPlan.BASE_WIDTH_STANDARD);
        Map<String, MasterTensors.Tensor> tensors =
                new LinkedHashMap<>(StartingTensors.of(network, new Random(1)).byName());
        tensors.computeIfPresent("head.bias", (name, bias) -> {
            float[] values = bias.values().clone();
            values[3] = Float.NaN;
            return new MasterTensors.Tensor(bias.shape(), values);
        });
        Path start = temporary.resolve("start.safetensors");
        Files.write(start, new MasterTensors(tensors).toBytes());
        TrainingPlan plan = new TrainingPlan(
                temporary.resolve("models"),
                "trial",
                "1",
                temporary.resolve("work"),
                new TrainingPlan.Data(4, List.of(), 0, 0, 1_000_000),
                new TrainingPlan.Schedule(2, 2, 64, 0.003, 10, 12),
                new TrainingPlan.Machine(1, false),
                3,
                new TrainingPlan.Start(start, TrainedPart.ALL));

        assertThatThrownBy(() -> Training.run(plan, SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the training ran away: loss 'maps' of step 1 is NaN; the highest rate is 0.003,")
                .hasMessageEndingWith(" in another work folder than " + temporary.resolve("work"));
        assertThat(temporary.resolve("models")).doesNotExist();
    }

    @Test
    void aCheckpointThatWasCutOffIsNamed() throws IOException {
        Training.train(plan("work", 2, null), SILENT);
        Path checkpoint = temporary.resolve("work/checkpoint.safetensors");
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> Training.train(plan("work", 2, null), SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(checkpoint + ": was cut off or altered: ");
    }

    @Test
    void photographsThatAreNotThereAreNamed() {
        assertThatThrownBy(() -> Training.run(plan("work", 2, temporary.resolve("none")), SILENT))
                .isInstanceOf(DatasetException.class)
                .hasMessage(temporary.resolve("none") + ": is no folder");
    }

    @Test
    void aPlanOutsideItsLimitsIsRefused() {
        assertThatThrownBy(() -> new TrainingPlan.Data(0, List.of(), 0.5, 0.1, 1_000_000))
                .hasMessage("there is nothing to learn from: neither rendered patches nor photographs");
        assertThatThrownBy(() -> new TrainingPlan.Data(-1, List.of(), 0.5, 0.1, 1_000_000))
                .hasMessage("rendered patches are -1; allowed are 0 to 1000000");
        assertThatThrownBy(() -> new TrainingPlan.Data(1, List.of(), 1.01, 0.1, 1_000_000))
                .hasMessage("photograph share is 1.01; allowed is 0 to 1");
        assertThatThrownBy(() -> new TrainingPlan.Data(1, List.of(), 0.5, 0.1, 999_999))
                .hasMessage(
                        "seeds of rendered patches are 999999 to 1000000; allowed are 1000000 to 50000000, the others are"
                                + " for sample sets and for judging");
        assertThatThrownBy(() -> new TrainingPlan.Data(1, List.of(), 0.5, 0.1, 50_000_000))
                .hasMessageContaining(
                        "seeds of rendered patches are 50000000 to 50000001; allowed are 1000000 to 50000000");
        assertThatThrownBy(() -> new TrainingPlan.Data(1, List.of(), 0.5, 1, 1_000_000))
                .hasMessage("watched share is 1.0; allowed is 0 to below 1");
        assertThatThrownBy(() -> new TrainingPlan.Schedule(1, 1, 48, 0.1, 1, 1))
                .hasMessage("crop side is 48 px; allowed are multiples of 32 up to 2048");
        assertThatThrownBy(() -> new TrainingPlan.Schedule(1, 1, 32, 0.1, 1, 0))
                .hasMessage(
                        "steps, batch, steps between checkpoints and patience are 1, 1, 1 and 0; allowed is 1 or more");
        assertThatThrownBy(() -> new TrainingPlan.Schedule(1, 1, 32, 1, 1, 1))
                .hasMessage("learning rate is 1.0; allowed is above 0 and below 1");
        assertThatThrownBy(() -> new TrainingPlan.Start("u-net", null, TrainedPart.ALL))
                .hasMessage("architecture is 'u-net'; allowed are lite0-levels and line-unet");
        assertThatThrownBy(() -> new TrainingPlan.Start("line-unet", null, TrainedPart.HEADS))
                .hasMessage(
                        "trained part is HEADS; allowed for line-unet is ALL: it has no encoder that stays as it is");
        assertThatThrownBy(() -> new TrainingPlan.Schedule(10_000_001, 1025, 32, 0.1, 1, 1))
                .hasMessage("steps are 10000001 and the batch 1025; allowed are at most 10000000 and 1024");
        assertThatThrownBy(() -> new TrainingPlan.Machine(0, false)).hasMessage("threads are 0; allowed are 1 to 256");
    }

    /** Told before the first step, not when a night of training is to be written. */
    @ParameterizedTest
    @ValueSource(strings = {"../evil", ".1", "a/b", "", "1 2"})
    void aNameThatIsNoFoldersIsRefusedBeforeAnythingIsTrained(String name) {
        String allowed = "'; allowed are up to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit";
        assertThatThrownBy(() -> named("trial", name))
                .isInstanceOf(ModelFolderException.class)
                .hasMessage("model version is '" + name + allowed);
        assertThatThrownBy(() -> named(name, "1"))
                .isInstanceOf(ModelFolderException.class)
                .hasMessage("model id is '" + name + allowed);
    }

    private TrainingPlan plan(String work, int steps, @Nullable Path photographs) {
        return plan("trial", "1", work, steps, photographs);
    }

    private TrainingPlan named(String id, String version) {
        return plan(id, version, "work", 2, null);
    }

    private TrainingPlan plan(String id, String version, String work, int steps, @Nullable Path photographs) {
        return new TrainingPlan(
                temporary.resolve("models"),
                id,
                version,
                temporary.resolve(work),
                new TrainingPlan.Data(4, photographs == null ? List.of() : List.of(photographs), 0.5, 0.1, 1_000_000),
                new TrainingPlan.Schedule(steps, 2, 64, 0.003, 10, 12),
                new TrainingPlan.Machine(1, false),
                3,
                new TrainingPlan.Start(null, TrainedPart.ALL));
    }
}
