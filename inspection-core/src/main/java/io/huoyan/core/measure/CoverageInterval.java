package io.huoyan.core.measure;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The interval that holds a value with a probability of 95 %, by propagation of distributions: Monte Carlo after JCGM
 * 101:2008, 7, with a model that is the sum of the contributions. Seeded, so that the same budget has the same
 * interval.
 */
public final class CoverageInterval {
    /** Probability that the interval holds the value. */
    public static final double PROBABILITY = 0.95;

    /**
     * Draws; JCGM 101, 7.2, asks for about 10⁴/(1 − p) where no digits are asked for: an interval to 1 % needs fewer.
     */
    private static final int DRAWS = 20_000;

    private static final double NORMAL_FACTOR = 1.959964;
    private static final long SEED = 101;
    private static final double RECTANGLE_HALF_WIDTH = Math.sqrt(3);

    private CoverageInterval() {}

    /** Half the width of the interval about the value, in the contributions' unit; 0 of none. */
    public static double halfWidth(List<Contribution> contributions) {
        double normal = Math.sqrt(contributions.stream()
                .filter(c -> c.shape() == Contribution.Shape.NORMAL)
                .mapToDouble(c -> c.standardUncertainty() * c.standardUncertainty())
                .sum());
        double[] rectangular = contributions.stream()
                .filter(c -> c.shape() == Contribution.Shape.RECTANGULAR && c.standardUncertainty() > 0)
                .mapToDouble(c -> RECTANGLE_HALF_WIDTH * c.standardUncertainty())
                .toArray();
        // A sum of normal values is normal: only rectangular ones need to be drawn one by one.
        return rectangular.length == 0 ? NORMAL_FACTOR * normal : drawn(normal, rectangular);
    }

    private static double drawn(double normal, double[] halfWidths) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] magnitudes = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            double sum = normal * random.nextGaussian();
            for (double halfWidth : halfWidths) {
                sum += halfWidth * (2 * random.nextDouble() - 1);
            }
            magnitudes[i] = Math.abs(sum);
        }
        Arrays.sort(magnitudes);
        return magnitudes[(int) Math.ceil(PROBABILITY * DRAWS) - 1];
    }
}
