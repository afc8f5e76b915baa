package io.huoyan.lab.teach;

import io.huoyan.lab.guarantee.NormalSample;
import java.util.Arrays;

/**
 * The score above which a picture is not known to be good. With enough good pictures it is the split-conformal
 * quantile: a further good picture lies above with a probability of at most the alarm share (Vovk et al. 2005). With
 * fewer it is the upper prediction bound of a log-normal score, which widens as pictures get fewer, and never less than
 * the largest score seen.
 */
final class AlarmThreshold {
    private AlarmThreshold() {}

    /** @param scores of good pictures, each against all the others; 2 or more */
    static double of(double[] scores, double alarmShare) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil((sorted.length + 1) * (1 - alarmShare) - 1e-9);
        if (rank <= sorted.length) {
            return Math.max(sorted[rank - 1], Double.MIN_NORMAL);
        }
        double[] logarithms = Arrays.stream(sorted)
                .map(score -> Math.log(Math.max(score, 1e-6)))
                .toArray();
        double bound = Math.exp(NormalSample.upperPredictionBound(logarithms, alarmShare));
        return Math.max(bound, sorted[sorted.length - 1]);
    }
}
