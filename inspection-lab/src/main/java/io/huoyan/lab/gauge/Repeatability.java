package io.huoyan.lab.gauge;

import java.util.List;

/**
 * Gauge capability of type 1 (AIAG MSA, 4th edition; Cg and Cgk as the German car makers use them): repeats on a master
 * whose value is known.
 *
 * @param count repeats
 * @param biasMm mean less truth
 * @param sigmaMm standard deviation of the repeats
 * @param cg {@code 0.2·T / (6·s)}
 * @param cgk {@code (0.1·T − |bias|) / (3·s)}
 */
record Repeatability(int count, double biasMm, double sigmaMm, double cg, double cgk) {
    private static final double TOLERANCE_SHARE = 0.2;
    private static final double SPREAD_SIGMAS = 6;

    /** Repeats that agree to the last bit have no spread; a figure above this says nothing more. */
    private static final double CAPABILITY_MAX = 999;

    static Repeatability of(List<Double> values, double truthMm, double toleranceMm) {
        int n = values.size();
        double mean = values.stream().mapToDouble(Double::doubleValue).sum() / n;
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double sigma = Math.sqrt(squares / Math.max(1, n - 1));
        double bias = mean - truthMm;
        double cg = TOLERANCE_SHARE * toleranceMm / (SPREAD_SIGMAS * sigma);
        double cgk = (TOLERANCE_SHARE / 2 * toleranceMm - Math.abs(bias)) / (SPREAD_SIGMAS / 2 * sigma);
        return new Repeatability(
                n, bias, sigma, Math.min(CAPABILITY_MAX, cg), Math.max(-CAPABILITY_MAX, Math.min(CAPABILITY_MAX, cgk)));
    }
}
