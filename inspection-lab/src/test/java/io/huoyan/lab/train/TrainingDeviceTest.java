package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.core.infer.djl.TorchEngine;
import io.huoyan.core.testkit.PretendedGpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingDeviceTest {
    private static final ProgressListener SILENT = (step, steps, loss, remaining) -> {};

    @TempDir
    Path temporary;

    private final Outputs outputs = Outputs.of(List.of("good welding", "crack"));
    private final NetworkDescription network = outputs.network(4);

    @ParameterizedTest
    @CsvSource({"cpu,cpu", "gpu,gpu:0", "gpu:0,gpu:0", "gpu:12,gpu:12"})
    void aDeviceIsReadAsItIsWritten(String words, String shown) {
        assertThat(TrainingDevice.of(words)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuda", "GPU", "gpu0", "gpu:", "gpu:-1", "gpu:1000", "cpu:0", ""})
    void whatIsNoDeviceIsRefused(String words) {
        assertThatThrownBy(() -> TrainingDevice.of(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device is '" + words + "'; allowed are cpu, gpu and gpu:N, the GPU's number from 0");
    }

    /** Each copy would hold the GPU's memory anew, and wait for the others at it. */
    @Test
    void aGpuHoldsOneCopyOfTheNetworkWhateverTheThreads() {
        assertThat(new TrainingPlan.Machine(8, false).copies()).isEqualTo(8);
        assertThat(new TrainingPlan.Machine(8, false, TrainingDevice.of("gpu")).copies())
                .isEqualTo(1);
    }

    @Test
    void aGpuThatIsNotThereIsRefusedBeforeAnythingIsMade() {
        assertThatThrownBy(() -> Training.run(plan("gpu"), SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device is gpu:0; PyTorch 2.7.1 in " + TorchEngine.library()
                        + " was built for processors alone, so that allowed is cpu. PYTORCH_LIBRARY_PATH names the"
                        + " folder of one built for CUDA (docs/training.md)");
        assertThat(temporary).isEmptyDirectory();
    }

    /** What PyTorch itself says shows that it was asked for one. */
    @Test
    void theNetworkIsPutWhereItIsAskedFor() {
        assertThatThrownBy(() -> open("gpu:1")).hasMessageContaining("with arguments from the 'CUDA' backend");
    }

    @Test
    void theProcessorIsTheProcessorWhereThereIsAGpu() {
        TorchEngine.start();
        Batch batch = Batch.allocate(1, 64, 7, outputs.things().size());
        new Augmentation(64).cut(RenderedPictures.of(1_000_000, 64, outputs), new Random(5), batch, 0);
        PretendedGpu.during(() -> {
            try (TrainableNetwork trained = open("cpu")) {
                assertThat(trained.lossAndGradients(batch).loss()).isPositive();
                assertThat(trained.takeGradients()).isNotEmpty();
                assertThat(trained.loss(batch)).isPositive();
            }
        });
    }

    /** Sums come in another order there: what goes on would be another training than the one that was begun. */
    @Test
    void aTrainingGoesOnOnlyOnWhatItWasBegunOn() throws IOException {
        checkpoint().write(plan("gpu:0"));

        assertThat(temporary.resolve("work/plan.txt")).content().matches("[0-9a-f]{64} gpu");
        assertThat(Checkpoint.read(plan("gpu:3"), network)).isPresent();
        assertThatThrownBy(() -> Checkpoint.read(plan("cpu"), network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(refused("a GPU", "cpu"));

        checkpoint().write(plan("cpu"));

        assertThat(Files.readString(temporary.resolve("work/plan.txt"))).hasSize(64);
        assertThatThrownBy(() -> Checkpoint.read(plan("gpu:1"), network)).hasMessage(refused("the processor", "gpu:1"));
    }

    private String refused(String begunOn, String device) {
        return temporary.resolve("work/checkpoint.safetensors") + ": the training was begun on " + begunOn
                + ", device is " + device
                + "; allowed is what it was begun on, since sums come out otherwise on another."
                + " Remove it or choose another folder";
    }

    @Test
    void theCardTellsTheDevice() {
        assertThat(card("gpu:1")).contains("32-bit convolutions, on a GPU (gpu:1). Seed 1000000.");
        assertThat(card("cpu")).contains("32-bit convolutions, 2 thread(s). Seed 1000000.");
    }

    private String card(String device) {
        return ModelCard.of(plan(device), network, List.of(), List.of(), new ModelCard.Watched(0, List.of(), 0));
    }

    private Checkpoint checkpoint() {
        return new Checkpoint(1, StartingTensors.of(network, new Random(3)), new AdamW(), new Averages());
    }

    private TrainableNetwork open(String device) {
        var manner = new TrainableNetwork.Manner(
                new float[] {1, 1, 1, 1, 1, 1, 1}, false, TrainedPart.ALL, TrainingDevice.of(device));
        return TrainableNetwork.open(network, outputs, StartingTensors.of(network, new Random(3)), manner);
    }

    private TrainingPlan plan(String device) {
        return new TrainingPlan(
                temporary.resolve("models"),
                "trial",
                "1",
                temporary.resolve("work"),
                new TrainingPlan.Data(4, List.of(), 0, 0, 1_000_000),
                new TrainingPlan.Schedule(2, 2, 64, 0.003, 10, 12),
                new TrainingPlan.Machine(2, false, TrainingDevice.of(device)),
                3,
                new TrainingPlan.Start(null, TrainedPart.ALL));
    }
}
