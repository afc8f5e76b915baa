package io.huoyan.core.measure;

import java.util.Arrays;

/** Medians over neighbours. */
final class RunningMedian {
    private static final double SIGMA_PER_MAD = 1.4826;

    private RunningMedian() {}

    /**
     * Each value replaced by the median of itself and {@code reach} neighbours on each side; fewer, but as many on each
     * side, at the ends, so that a slope stays a slope.
     */
    static double[] of(double[] values, int reach) {
        double[] filtered = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int side = Math.min(reach, Math.min(i, values.length - 1 - i));
            filtered[i] = median(Arrays.copyOfRange(values, i - side, i + side + 1));
        }
        return filtered;
    }

    /** The same on a ring. */
    static double[] ofRing(double[] values, int reach) {
        double[] filtered = new double[values.length];
        double[] window = new double[2 * reach + 1];
        for (int i = 0; i < values.length; i++) {
            for (int k = -reach; k <= reach; k++) {
                window[k + reach] = values[Math.floorMod(i + k, values.length)];
            }
            filtered[i] = median(window);
        }
        return filtered;
    }

    /** 0 of none. */
    static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Standard deviation of normally distributed residuals with outliers: 1.4826 · median of their magnitudes. */
    static double robustSigma(double[] residuals) {
        return SIGMA_PER_MAD * median(Arrays.stream(residuals).map(Math::abs).toArray());
    }
}
