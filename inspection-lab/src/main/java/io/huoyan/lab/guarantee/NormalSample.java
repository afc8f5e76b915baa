package io.huoyan.lab.guarantee;

import org.apache.commons.statistics.distribution.TDistribution;

/** What a few values of a normal distribution say of the next one. */
public final class NormalSample {
    private NormalSample() {}

    /**
     * The bound that the next value exceeds with a probability of {@code risk}: mean + t · s · √(1 + 1/n), with
     * Student's t of n − 1 degrees of freedom.
     *
     * @param values 2 or more
     */
    public static double upperPredictionBound(double[] values, double risk) {
        int count = values.length;
        if (count < 2) {
            throw new IllegalArgumentException("values are " + count + "; needed are 2 or more");
        }
        double mean = 0;
        for (double value : values) {
            mean += value / count;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double t = TDistribution.of(count - 1.0).inverseSurvivalProbability(risk);
        return mean + t * Math.sqrt(squares / (count - 1) * (1 + 1.0 / count));
    }
}
