package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ModelFolderException;
import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.core.infer.djl.TorchDetector;
import io.huoyan.lab.synth.Label;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** The shipped network for photographs as training computes it, and in each form that this machine runs. */
class ExportedEqualsTrainedTest {
    private static final Path MODELS = Path.of("../models");
    private static final int PICTURES = 100;
    private static final int SIDE_PX = 96;
    private static final long SEED = 64_000_000;

    /**
     * How far a form may be from what was trained.
     *
     * @param farthest any probability, since sums are made in another order; 1 where numbers are coarser than that
     * @param mean of a probability
     * @param flippedPerMillion of a million decisions, one a label and pixel, on the other side of the threshold
     */
    private record Tolerance(double farthest, double mean, double flippedPerMillion) {}

    private static final Map<String, Tolerance> TOLERANCES = Map.of(
            "fp32", new Tolerance(1e-3, 1e-5, 10),
            "bf16", new Tolerance(1, 0.003, 2000),
            "int8", new Tolerance(1, 0.008, 4500));

    @TempDir
    Path cache;

    /** A form that this machine cannot run is not among them. */
    static List<String> formsOfThisMachine() {
        return TorchDetector.formsOfThisMachine();
    }

    @ParameterizedTest
    @MethodSource("formsOfThisMachine")
    void theMasksOfAHundredPicturesAreTheSame(String form) throws ModelFolderException {
        ModelFolder folder = ModelFolder.load(MODELS, "huoyan-weld", "2");
        int things = folder.model().things().size();
        NetworkDescription network = NetworkDescription.of(
                folder.architecture(),
                folder.baseWidth(),
                folder.model().labels().size(),
                things);
        Outputs outputs = new Outputs(folder.architecture(), folder.model().things(), List.of());
        var manner = new TrainableNetwork.Manner(
                new float[] {1, 1, 1, 1, 1, 1, 1}, false, TrainedPart.HEADS, TrainingDevice.CPU);
        Random random = new Random(SEED);
        Augmentation augmentation = new Augmentation(SIDE_PX);
        long flipped = 0;
        long decisions = 0;
        double farthest = 0;
        double sum = 0;
        try (TrainableNetwork trained = TrainableNetwork.open(network, outputs, folder.tensors(), manner);
                DefectDetector exported = TorchDetector.open(folder, form, 1, cache)) {
            for (int i = 0; i < PICTURES; i++) {
                Batch batch = Batch.allocate(1, SIDE_PX, Label.values().length, things);
                augmentation.cut(RenderedPictures.of(SEED + i, SIDE_PX, outputs), random, batch, 0);
                float[] logits = trained.logits(batch);
                float[] probability = probability(exported, batch);
                assertThat(probability).hasSameSizeAs(logits);
                for (int j = 0; j < logits.length; j++) {
                    double threshold = threshold(folder, j * Label.values().length / logits.length);
                    double expected = 1 / (1 + Math.exp(-logits[j]));
                    double difference = Math.abs(expected - probability[j]);
                    sum += difference;
                    farthest = Math.max(farthest, difference);
                    flipped += (expected >= threshold) != (probability[j] >= threshold) ? 1 : 0;
                }
                decisions += logits.length;
            }
        }

        Tolerance allowed = Objects.requireNonNull(TOLERANCES.get(form));
        assertThat(farthest).as("farthest").isLessThan(allowed.farthest);
        assertThat(sum / decisions).as("mean").isLessThan(allowed.mean);
        assertThat(flipped * 1e6 / decisions).as("flipped").isLessThan(allowed.flippedPerMillion);
    }

    private static float[] probability(DefectDetector exported, Batch batch) {
        byte[] bgr = new byte[3 * SIDE_PX * SIDE_PX];
        batch.pictures().get(0, bgr);
        try (MatScope scope = MatScope.open()) {
            Mat patch = scope.mat(SIDE_PX, SIDE_PX, CvType.CV_8UC3);
            patch.put(0, 0, bgr);
            return exported.detect(List.of(patch)).get(0).probability();
        }
    }

    private static double threshold(ModelFolder folder, int label) {
        return folder.model().thresholds().getOrDefault(folder.model().labels().get(label), 0.5);
    }
}
