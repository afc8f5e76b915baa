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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** The shipped network for photographs as training computes it, and in the form in which it is run. */
class ExportedEqualsTrainedTest {
    private static final Path MODELS = Path.of("../models");
    private static final int PICTURES = 100;
    private static final int SIDE_PX = 96;
    private static final long SEED = 64_000_000;

    /** A probability may differ by so much, since sums are made in another order. */
    private static final double PROBABILITY_TOLERANCE = 1e-3;

    /** So many of a million decisions, one a label and pixel, may fall on the other side of the threshold. */
    private static final double FLIPPED_PER_MILLION_MAX = 10;

    @TempDir
    Path cache;

    @Test
    void theMasksOfAHundredPicturesAreTheSame() throws ModelFolderException {
        ModelFolder folder = ModelFolder.load(MODELS, "huoyan-weld", "2");
        int things = folder.model().things().size();
        NetworkDescription network = NetworkDescription.of(
                folder.architecture(),
                folder.baseWidth(),
                folder.model().labels().size(),
                things);
        Outputs outputs = new Outputs(folder.architecture(), folder.model().things());
        var manner = new TrainableNetwork.Manner(new float[] {1, 1, 1, 1, 1, 1, 1}, false, TrainedPart.HEADS);
        Random random = new Random(SEED);
        Augmentation augmentation = new Augmentation(SIDE_PX);
        long flipped = 0;
        long decisions = 0;
        double farthest = 0;
        try (TrainableNetwork trained = TrainableNetwork.open(network, outputs, folder.tensors(), manner);
                DefectDetector exported = TorchDetector.open(folder, "fp32", 1, cache)) {
            for (int i = 0; i < PICTURES; i++) {
                Batch batch = Batch.allocate(1, SIDE_PX, Label.values().length, things);
                augmentation.cut(RenderedPictures.of(SEED + i, SIDE_PX, outputs), random, batch, 0);
                float[] logits = trained.logits(batch);
                float[] probability = probability(exported, batch);
                assertThat(probability).hasSameSizeAs(logits);
                for (int j = 0; j < logits.length; j++) {
                    double threshold = threshold(folder, j * Label.values().length / logits.length);
                    double expected = 1 / (1 + Math.exp(-logits[j]));
                    farthest = Math.max(farthest, Math.abs(expected - probability[j]));
                    flipped += (expected >= threshold) != (probability[j] >= threshold) ? 1 : 0;
                }
                decisions += logits.length;
            }
        }

        assertThat(farthest).isLessThan(PROBABILITY_TOLERANCE);
        assertThat(flipped * 1e6 / decisions).isLessThan(FLIPPED_PER_MILLION_MAX);
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
