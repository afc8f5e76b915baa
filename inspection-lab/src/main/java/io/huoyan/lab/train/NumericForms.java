package io.huoyan.lab.train;

import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.djl.Calibration;
import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.core.infer.djl.TorchDetector;
import io.huoyan.lab.synth.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The numeric forms of a finished model: the ranges that int8 needs, measured without touching what was learnt, and
 * what each form costs in what is seen. On rendered patches that neither a training nor the choice of a threshold has
 * seen.
 */
public final class NumericForms {
    /** Rendered patches on which ranges are measured start at this seed; no training and no judging draws them. */
    static final long RANGES_SEED = 55_000_000;

    private static final int SIDE_PX = 192;
    private static final String MASTER_FORM = "fp32";

    /**
     * What a form sees beside {@code fp32} on the same patches.
     *
     * @param form as recipes write it
     * @param meanDifference of a pixel's probability, 0 to 1
     * @param greatestDifference of a pixel's probability, 0 to 1
     * @param flipped share of decisions, one a label and pixel, that fall on the other side of the label's threshold
     * @param labels how well each label was found
     */
    public record Cost(
            String form, double meanDifference, double greatestDifference, double flipped, List<LabelCount> labels) {
        public Cost {
            labels = List.copyOf(labels);
        }
    }

    /**
     * Things are connected regions; a true one is found if a seen one overlaps it.
     *
     * @param intersectionOverUnion of pixels, NaN if there are none
     * @param falseThings seen and not there
     */
    public record LabelCount(
            String label, double intersectionOverUnion, int trueThings, int foundThings, int falseThings) {}

    private NumericForms() {}

    /** Whether the model holds the ranges that int8 needs. */
    public static boolean hasRanges(ModelFolder model) {
        return model.tensors().byName().containsKey(Calibration.RANGES);
    }

    /**
     * The model's tensors with the ranges of its values on {@code patches} rendered patches among them; ranges that
     * were there are replaced.
     *
     * @throws IllegalArgumentException if there is no patch to measure on
     */
    public static MasterTensors withRanges(ModelFolder model, int patches) {
        List<byte[]> pieces = rendered(RANGES_SEED, patches).stream()
                .map(TrainingPicture::bgr)
                .toList();
        return Calibration.measured(network(model), model.tensors(), pieces, SIDE_PX);
    }

    /**
     * What each form costs.
     *
     * @param forms as recipes write them; {@code fp32} is what all are held against and need not be named
     * @param patches rendered patches to look at, at least 1
     * @param cacheDir where the forms are kept
     * @param progress hears how many forms are done
     */
    public static List<Cost> costs(
            ModelFolder model, List<String> forms, int patches, Path cacheDir, IntConsumer progress) {
        if (patches < 1) {
            throw new IllegalArgumentException("patches are " + patches + "; allowed is 1 or more");
        }
        List<TrainingPicture> pictures = rendered(HeldOut.JUDGING_SEED, patches);
        List<ProbabilityMaps> master = seen(model, MASTER_FORM, pictures, cacheDir).maps;
        List<Cost> costs = new ArrayList<>();
        for (String form : forms) {
            Seen seen = seen(model, form, pictures, cacheDir);
            costs.add(cost(model, form, master, seen));
            progress.accept(costs.size());
        }
        return costs;
    }

    private record Seen(List<ProbabilityMaps> maps, List<LabelScore> scores) {}

    private static Seen seen(ModelFolder model, String form, List<TrainingPicture> pictures, Path cacheDir) {
        try (DefectDetector detector = TorchDetector.open(model, form, 1, cacheDir)) {
            Evaluation evaluation = new Evaluation(detector);
            double[] thresholds = new double[Label.values().length];
            double[] areas = new double[Label.values().length];
            for (Label label : Label.values()) {
                thresholds[label.index()] = model.model().thresholds().getOrDefault(label.modelLabel(), 1.0);
                areas[label.index()] = model.model().minimumAreas().getOrDefault(label.modelLabel(), 0.0);
            }
            return new Seen(evaluation.maps(pictures), evaluation.scores(pictures, thresholds, areas));
        }
    }

    private static Cost cost(ModelFolder model, String form, List<ProbabilityMaps> master, Seen seen) {
        double sum = 0;
        double greatest = 0;
        long flipped = 0;
        long count = 0;
        List<String> names = model.model().labels();
        for (int i = 0; i < master.size(); i++) {
            float[] expected = master.get(i).probability();
            float[] actual = seen.maps.get(i).probability();
            int pixels = expected.length / names.size();
            for (int j = 0; j < expected.length; j++) {
                double threshold = model.model().thresholds().getOrDefault(names.get(j / pixels), 1.0);
                double difference = Math.abs(expected[j] - actual[j]);
                sum += difference;
                greatest = Math.max(greatest, difference);
                flipped += (expected[j] >= threshold) != (actual[j] >= threshold) ? 1 : 0;
            }
            count += expected.length;
        }
        List<LabelCount> labels = seen.scores.stream()
                .map(score -> new LabelCount(
                        score.label(),
                        score.intersectionOverUnion(),
                        score.trueThings(),
                        score.foundThings(),
                        score.falseThings()))
                .toList();
        return new Cost(form, sum / count, greatest, (double) flipped / count, labels);
    }

    private static List<TrainingPicture> rendered(long seed, int patches) {
        return HeldOut.rendered(seed, patches, SIDE_PX, Outputs.of(List.of()));
    }

    private static NetworkDescription network(ModelFolder model) {
        return NetworkDescription.of(
                model.architecture(),
                model.baseWidth(),
                model.model().labels().size(),
                model.model().things().size());
    }
}
