package io.huoyan.core.measure;

/** The normal distribution's integral, by the Chebyshev fit of W. H. Press et al., Numerical Recipes, §6.2. */
final class ErrorFunction {
    private static final double[] FIT = {
        -1.26551223,
        1.00002368,
        0.37409196,
        0.09678418,
        -0.18628806,
        0.27886807,
        -1.13520398,
        1.48851587,
        -0.82215223,
        0.17087277
    };

    private ErrorFunction() {}

    /** Complementary error function; relative error below 1.2e-7. */
    static double complement(double x) {
        double z = Math.abs(x);
        double t = 1 / (1 + 0.5 * z);
        double sum = FIT[FIT.length - 1];
        for (int i = FIT.length - 2; i >= 0; i--) {
            sum = sum * t + FIT[i];
        }
        double value = t * Math.exp(-z * z + sum);
        return x >= 0 ? value : 2 - value;
    }

    /** Share of a standard normal distribution below x. */
    static double normal(double x) {
        return 0.5 * complement(-x / Math.sqrt(2));
    }

    /** Density of a standard normal distribution. */
    static double density(double x) {
        return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }
}
