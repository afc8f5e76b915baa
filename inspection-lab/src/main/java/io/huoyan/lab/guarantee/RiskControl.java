package io.huoyan.lab.guarantee;

import java.util.Arrays;
import java.util.Optional;

/**
 * The highest threshold by which a promise holds. A weld is missed if its score is below the threshold; the misses of
 * calibration welds grow with the threshold, so that testing thresholds from the lowest upwards, each with the exact
 * binomial bound, needs no correction (Learn then Test, Angelopoulos et al. 2021, arXiv 2110.01052, fixed sequence; the
 * same as a tolerance bound by order statistics). It holds for welds drawn as those of the calibration were.
 */
public final class RiskControl {
    private RiskControl() {}

    /**
     * A threshold and what it rests on.
     *
     * @param threshold scores from here on are not OK
     * @param allowed misses among the calibration welds that the promise bears
     * @param units calibration welds
     */
    public record Choice(double threshold, int allowed, int units) {}

    /**
     * @param scores one per defective weld, larger is worse
     * @return empty if there are too few
     */
    public static Optional<Choice> choose(double[] scores, Promise promise) {
        int allowed = -1;
        while (allowed + 1 < scores.length
                && new Share(allowed + 1L, scores.length).upperBound(1 - promise.confidence())
                        <= promise.missShareMax()) {
            allowed++;
        }
        if (allowed < 0) {
            return Optional.empty();
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return Optional.of(new Choice(sorted[allowed], allowed, sorted.length));
    }
}
