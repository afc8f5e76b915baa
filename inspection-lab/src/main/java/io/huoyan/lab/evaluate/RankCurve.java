package io.huoyan.lab.evaluate;

import java.util.Arrays;

/** The area under the receiver operating characteristic: how often a bad one scores higher than a good one. */
final class RankCurve {
    private RankCurve() {}

    /** 0 to 1, ties as one half (Mann and Whitney); NaN if there are none of either. */
    static double auroc(double[] good, double[] bad) {
        if (good.length == 0 || bad.length == 0) {
            return Double.NaN;
        }
        double[] sorted = good.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (double score : bad) {
            sum += (below(sorted, score, false) + below(sorted, score, true)) / 2.0;
        }
        return sum / good.length / bad.length;
    }

    /** How many of the sorted are smaller than a value, or not larger. */
    private static int below(double[] sorted, double value, boolean orEqual) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
