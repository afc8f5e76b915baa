package io.huoyan.lab.teach;

import io.huoyan.lab.dataset.DatasetException;
import io.huoyan.lab.guarantee.NormalSample;
import java.util.Arrays;
import java.util.Locale;

/**
 * The score above which a picture is not known to be good. With enough good pictures it is the conformal quantile: a
 * further good picture lies above with a probability of at most the alarm share (Vovk et al. 2005). With fewer it is
 * the upper prediction bound of a log-normal score, which widens as pictures get fewer.
 */
final class AlarmThreshold {
    /** Of the largest score of a good picture: a threshold above lets everything through. */
    static final double MULTIPLE_MAX = 10;

    /** Of the mean, taken for no less: two nearly equal pictures say nothing of how far a further one may lie. */
    private static final double SCORE_MIN = 0.25;

    private AlarmThreshold() {}

    /**
     * @param scores of good pictures, each against all the others; 2 or more
     * @throws DatasetException if so few pictures, or ones that differ so unevenly, give no threshold of use
     */
    static double of(double[] scores, double alarmShare) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil((sorted.length + 1) * (1 - alarmShare) - 1e-9);
        if (rank <= sorted.length) {
            return Math.max(sorted[rank - 1], Double.MIN_NORMAL);
        }
        double least = Math.max(
                Double.MIN_NORMAL, SCORE_MIN * Arrays.stream(sorted).average().orElseThrow());
        double[] logarithms = Arrays.stream(sorted)
                .map(score -> Math.log(Math.max(score, least)))
                .toArray();
        double bound = Math.exp(NormalSample.upperPredictionBound(logarithms, alarmShare));
        double largest = Math.max(sorted[sorted.length - 1], least);
        if (!(bound <= MULTIPLE_MAX * largest)) {
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "for an alarm share of %s these %d good pictures give a threshold of %.3g; allowed is at most %.0f"
                            + " times the largest score of a good one (%.3g), above it nothing would be strange: teach"
                            + " more pictures or allow a larger share (--alarm)",
                    alarmShare,
                    sorted.length,
                    bound,
                    MULTIPLE_MAX,
                    largest));
        }
        return bound;
    }
}
