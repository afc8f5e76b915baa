package io.huoyan.lab.guarantee;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * So many of so many, with the interval in which the true share lies.
 *
 * @param count how many, 0 to {@code of}
 * @param of out of how many
 */
public record Share(long count, long of) {
    /** Confidence of the two-sided interval. */
    public static final double CONFIDENCE = 0.95;

    public Share {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("count is " + count + "; allowed is 0 to " + of);
        }
    }

    /** The share, 0 to 1; NaN of none. */
    public double value() {
        return of == 0 ? Double.NaN : (double) count / of;
    }

    /** Lower end of the 95 % interval of Clopper and Pearson (Biometrika 26, 1934). */
    public double low() {
        return lowerBound((1 - CONFIDENCE) / 2);
    }

    /** Upper end of the 95 % interval of Clopper and Pearson. */
    public double high() {
        return upperBound((1 - CONFIDENCE) / 2);
    }

    /** The one-sided exact lower bound that fails with a probability of at most {@code risk}. */
    public double lowerBound(double risk) {
        checkRisk(risk);
        return count == 0
                ? 0
                : BetaDistribution.of((double) count, of - count + 1.0).inverseCumulativeProbability(risk);
    }

    /** The one-sided exact upper bound that fails with a probability of at most {@code risk}. */
    public double upperBound(double risk) {
        checkRisk(risk);
        return count == of
                ? 1
                : BetaDistribution.of(count + 1.0, (double) (of - count)).inverseCumulativeProbability(1 - risk);
    }

    private static void checkRisk(double risk) {
        if (!(risk > 0 && risk < 1)) {
            throw new IllegalArgumentException("risk is " + risk + "; allowed is between 0 and 1");
        }
    }
}
