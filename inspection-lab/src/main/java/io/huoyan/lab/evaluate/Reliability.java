package io.huoyan.lab.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a score of 0.8 is right eight times of ten: candidates in ten bins of score, right being a true box of the
 * class that they overlap by half or more.
 */
record Reliability(List<Bin> bins) {
    private static final int BINS = 10;

    /** Candidates of similar score; {@code rightShare} 0 to 1. */
    record Bin(double meanScore, double rightShare, int count) {}

    Reliability {
        bins = List.copyOf(bins);
    }

    static Reliability of(Evaluation evaluation) {
        double[] scores = new double[BINS];
        int[] right = new int[BINS];
        int[] count = new int[BINS];
        for (String name : evaluation.set().classes()) {
            for (AveragePrecision.Matches matches : Evaluation.matches(evaluation.results(), name)) {
                for (int c = 0; c < matches.scores().length; c++) {
                    if (matches.matched()[0][c] >= 0) {
                        int bin = (int) Math.min(BINS - 1, matches.scores()[c] * BINS);
                        scores[bin] += matches.scores()[c];
                        right[bin] += matches.matched()[0][c];
                        count[bin]++;
                    }
                }
            }
        }
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            if (count[i] > 0) {
                bins.add(new Bin(scores[i] / count[i], (double) right[i] / count[i], count[i]));
            }
        }
        return new Reliability(bins);
    }

    /** Mean distance of score and share of right ones, each bin weighing what it holds; NaN of none. */
    double expectedError() {
        double sum = 0;
        long all = 0;
        for (Bin bin : bins) {
            sum += bin.count() * Math.abs(bin.meanScore() - bin.rightShare());
            all += bin.count();
        }
        return all == 0 ? Double.NaN : sum / all;
    }
}
