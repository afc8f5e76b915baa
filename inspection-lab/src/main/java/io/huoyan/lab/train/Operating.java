package io.huoyan.lab.train;

import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.lab.synth.Label;
import java.util.List;

/**
 * From which probability and size on a model's labels count.
 *
 * @param thresholds per label, in the labels' order
 * @param minimumAreasPx per label, patch pixels²
 */
record Operating(double[] thresholds, double[] minimumAreasPx) {
    private static final double[] TRIED = {0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
    private static final double START = 0.5;

    /** Before anything is chosen. */
    static Operating start() {
        Label[] labels = Label.values();
        double[] thresholds = new double[labels.length];
        double[] areas = new double[labels.length];
        for (Label label : labels) {
            thresholds[label.index()] = START;
            areas[label.index()] = minimumAreaPx(label);
        }
        return new Operating(thresholds, areas);
    }

    /**
     * Chooses the thresholds on held-out pictures: for a weld the one of the best overlap, for a defect the one of the
     * best balance of things found and things falsely seen; of equals the middle one.
     */
    static Operating chosen(Evaluation evaluation, List<TrainingPicture> pictures) {
        Operating start = start();
        List<ProbabilityMaps> maps = evaluation.maps(pictures);
        double[] thresholds = start.thresholds.clone();
        for (Label label : Label.values()) {
            int i = label.index();
            List<LabelScore> scores = evaluation.atThresholds(pictures, maps, label, TRIED, start.minimumAreasPx[i]);
            thresholds[i] = best(scores, isWeld(label));
        }
        return new Operating(thresholds, start.minimumAreasPx);
    }

    private static double best(List<LabelScore> scores, boolean isWeld) {
        double highest = 0;
        for (LabelScore score : scores) {
            highest = Math.max(highest, goodness(score, isWeld));
        }
        if (highest == 0) {
            return START;
        }
        double sum = 0;
        int count = 0;
        for (int i = 0; i < TRIED.length; i++) {
            if (goodness(scores.get(i), isWeld) >= highest) {
                sum += TRIED[i];
                count++;
            }
        }
        return Math.rint(sum / count * 100) / 100;
    }

    private static double goodness(LabelScore score, boolean isWeld) {
        double goodness = isWeld ? score.intersectionOverUnion() : score.thingBalance();
        return Double.isNaN(goodness) ? 0 : goodness;
    }

    private static boolean isWeld(Label label) {
        return label == Label.SEAM || label == Label.SPOT;
    }

    /**
     * Half of the smallest true thing worth reporting at 8 px/mm (48 px per weld of 6 mm): a pore of 0.4 mm has 8 px².
     */
    private static double minimumAreaPx(Label label) {
        return switch (label) {
            case SEAM, SPOT -> 150;
            case CRACK -> 8;
            case PORE -> 5;
            case EXCESS -> 60;
            case SPATTER -> 8;
            case BURN_THROUGH -> 20;
        };
    }
}
