package io.huoyan.lab.gauge;

/**
 * Repeatability and reproducibility of a gauge by analysis of variance (AIAG MSA, 4th edition, chapter III B, ANOVA
 * method with interaction): parts × operators × trials. What a plant calls operators are remounts here.
 *
 * @param repeatabilityMm equipment variation, standard deviation
 * @param reproducibilityMm operators and their interaction with parts, standard deviation
 * @param partMm part variation, standard deviation
 * @param grrPercent 100 · 6·GRR / T
 * @param ndc number of distinct categories, 1.41 · part / GRR, cut to a whole number
 */
record GrrAnova(double repeatabilityMm, double reproducibilityMm, double partMm, double grrPercent, int ndc) {
    private static final double SPREAD_SIGMAS = 6;
    private static final double NDC_FACTOR = 1.41;

    /** More categories than this say nothing more. */
    private static final int NDC_MAX = 999;

    /** @param values by part, operator, trial; a full table with at least two of each */
    static GrrAnova of(double[][][] values, double toleranceMm) {
        int parts = values.length;
        int operators = values[0].length;
        int trials = values[0][0].length;
        double grand = 0;
        double[] partMean = new double[parts];
        double[] operatorMean = new double[operators];
        double[][] cell = new double[parts][operators];
        for (int p = 0; p < parts; p++) {
            for (int o = 0; o < operators; o++) {
                for (double value : values[p][o]) {
                    cell[p][o] += value / trials;
                    partMean[p] += value / (operators * trials);
                    operatorMean[o] += value / (parts * trials);
                    grand += value / (parts * operators * trials);
                }
            }
        }
        double partSquares = 0;
        double operatorSquares = 0;
        double cellSquares = 0;
        double within = 0;
        for (int p = 0; p < parts; p++) {
            partSquares += operators * trials * square(partMean[p] - grand);
            for (int o = 0; o < operators; o++) {
                cellSquares += trials * square(cell[p][o] - partMean[p] - operatorMean[o] + grand);
                for (double value : values[p][o]) {
                    within += square(value - cell[p][o]);
                }
            }
        }
        for (double mean : operatorMean) {
            operatorSquares += parts * trials * square(mean - grand);
        }
        double msPart = partSquares / (parts - 1);
        double msOperator = operatorSquares / (operators - 1);
        double msCell = cellSquares / ((parts - 1) * (operators - 1));
        double msWithin = within / (parts * operators * (trials - 1));
        double interaction = Math.max(0, (msCell - msWithin) / trials);
        double operator = Math.max(0, (msOperator - msCell) / (parts * trials));
        double part = Math.max(0, (msPart - msCell) / (operators * trials));
        double grr = Math.sqrt(msWithin + interaction + operator);
        int ndc = grr > 0 ? (int) Math.min(NDC_MAX, NDC_FACTOR * Math.sqrt(part) / grr) : NDC_MAX;
        return new GrrAnova(
                Math.sqrt(msWithin),
                Math.sqrt(interaction + operator),
                Math.sqrt(part),
                100 * SPREAD_SIGMAS * grr / toleranceMm,
                ndc);
    }

    private static double square(double value) {
        return value * value;
    }
}
