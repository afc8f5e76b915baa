package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiteEncoderTensorsTest {
    private static final Path MODELS =
            Path.of(System.getProperty("huoyan.root", "..")).resolve("models");
    private static final Path SHIPPED = MODELS.resolve("imagenet-lite0/encoder.safetensors");

    @TempDir
    Path folder;

    @Test
    void namesAreThoseOfEfficientnetPytorch() {
        assertThat(LiteEncoderTensors.theirName("lite.stem.weight")).isEqualTo("_conv_stem.weight");
        assertThat(LiteEncoderTensors.theirName("lite.stem.norm.mean")).isEqualTo("_bn0.running_mean");
        assertThat(LiteEncoderTensors.theirName("lite.block0.depth.norm.scale")).isEqualTo("_blocks.0._bn1.weight");
        assertThat(LiteEncoderTensors.theirName("lite.block15.expand.norm.variance"))
                .isEqualTo("_blocks.15._bn0.running_var");
        assertThat(LiteEncoderTensors.theirName("lite.block3.project.weight"))
                .isEqualTo("_blocks.3._project_conv.weight");
        assertThat(LiteEncoderTensors.shapes().keySet().stream().map(LiteEncoderTensors::theirName))
                .hasSize(240)
                .doesNotHaveDuplicates();
    }

    /** Colours the other way round, half the size; the norms' added constant. All else is as it was. */
    @Test
    void theFirstKernelIsTurnedAndScaledAndVariancesTakeTheDifferenceOfTheNorms() throws IOException {
        Map<String, PickleFixture.Saved> saved = checkpoint();
        Path file = Files.write(folder.resolve("e.pth"), PickleFixture.older(saved));

        MasterTensors read = LiteEncoderTensors.read(file);

        assertThat(read.byName().keySet())
                .containsExactlyElementsOf(LiteEncoderTensors.shapes().keySet());
        float[] theirs = saved.get("_conv_stem.weight").stored();
        float[] ours = read.values("lite.stem.weight", 32, 3, 3, 3);
        assertThat(ours[0]).isEqualTo(theirs[18] * (63.75f / 128));
        assertThat(ours[9 + 4]).isEqualTo(theirs[9 + 4] * (63.75f / 128));
        assertThat(ours[27 + 18 + 8]).isEqualTo(theirs[27 + 8] * (63.75f / 128));
        float[] variances = read.values("lite.block2.depth.norm.variance", 144);
        assertThat(variances[7] - saved.get("_blocks.2._bn1.running_var").stored()[7])
                .isCloseTo(0.00099f, within(1e-6f));
        assertThat(read.values("lite.block2.depth.norm.mean", 144))
                .isEqualTo(saved.get("_blocks.2._bn1.running_mean").stored());
    }

    @Test
    void aTrainingStartsFromACheckpointOfTheEncoderAndTheRestByLot() throws IOException {
        Path file = Files.write(folder.resolve("e.pth"), PickleFixture.older(checkpoint()));
        NetworkDescription network = Outputs.of(List.of()).network(TrainingPlan.BASE_WIDTH_STANDARD);

        MasterTensors start = StartingTensors.read(file, network, new Random(1));

        assertThat(start.byName().keySet()).isEqualTo(network.tensorShapes().keySet());
        MasterTensors encoder = LiteEncoderTensors.read(file);
        encoder.byName()
                .forEach((name, tensor) ->
                        assertThat(start.byName().get(name).values()).as(name).isEqualTo(tensor.values()));
    }

    /** The shipped file is whole, is the one that its card speaks of, and holds the encoder and nothing else. */
    @Test
    void theShippedEncoderIsTheOneOfItsCard() throws IOException {
        byte[] bytes = Files.readAllBytes(SHIPPED);

        assertThat(Files.readString(SHIPPED.resolveSibling("MODEL_CARD.md"))).contains(ModelFolder.sha256(bytes));
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        MasterTensors.parse(bytes).byName().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        assertThat(shapes).isEqualTo(LiteEncoderTensors.shapes());
    }

    /** What {@code huoyan-weld} never trained: it was converted by another program, and must be the same to the bit. */
    @Test
    void theFirstLayersOfTheShippedModelAreStillThoseOfTheShippedEncoder() throws IOException {
        MasterTensors encoder = MasterTensors.parse(Files.readAllBytes(SHIPPED));
        MasterTensors trained = MasterTensors.parse(Files.readAllBytes(newest().resolve(ModelFolder.TENSORS_FILE)));
        List<String> frozen = encoder.byName().keySet().stream()
                .filter(name -> name.matches("lite\\.(stem|block[012])\\..*")
                        || name.endsWith(".norm.mean")
                        || name.endsWith(".norm.variance"))
                .toList();

        assertThat(frozen).hasSize(45 + 13 * 6);
        assertThat(frozen)
                .allSatisfy(name -> assertThat(trained.byName().get(name).values())
                        .as(name)
                        .isEqualTo(encoder.byName().get(name).values()));
    }

    private static Path newest() throws IOException {
        try (Stream<Path> versions = Files.list(MODELS.resolve("huoyan-weld"))) {
            return versions.sorted().reduce((first, second) -> second).orElseThrow();
        }
    }

    private static Map<String, PickleFixture.Saved> checkpoint() {
        Random random = new Random(5);
        Map<String, PickleFixture.Saved> saved = new LinkedHashMap<>();
        LiteEncoderTensors.shapes().forEach((name, shape) -> {
            float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
            for (int i = 0; i < values.length; i++) {
                values[i] = 0.1f + random.nextFloat();
            }
            saved.put(LiteEncoderTensors.theirName(name), PickleFixture.Saved.of(shape, values));
        });
        return saved;
    }
}
