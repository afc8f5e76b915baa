package io.huoyan.core.infer.knowngood;

import io.huoyan.core.infer.knowngood.KnownGood.GoodPicture;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How surely the network names what it sees in good pictures, beside how far these lie from each other: what a network
 * does not know it is unsure of (Hendrycks and Gimpel 2017, arXiv 1610.02136), even where, as plain sheet, it is like
 * the mean of all that was seen.
 *
 * @param mean of good pictures
 * @param weight spread of their distances over that of their certainties, so that both say equally much
 */
record Certainty(double mean, double weight) {
    /** Certainties are taken to spread by no less, so that a little less of it never counts for much. */
    private static final double SPREAD_MIN = 0.05;

    static Certainty of(List<GoodPicture> pictures) {
        double mean =
                pictures.stream().mapToDouble(GoodPicture::surest).average().orElseThrow();
        double spread = spread(pictures, GoodPicture::surest, mean);
        double typical = KnownGood.typical(pictures, GoodPicture::wholeDistance);
        double apart = spread(pictures, picture -> picture.wholeDistance() / typical, 1);
        return new Certainty(mean, apart / Math.max(SPREAD_MIN, spread));
    }

    /** What less certainty than usual adds to a distance, 0 or more: a sure network makes nothing strange usual. */
    double lacking(double surest) {
        return weight * Math.max(0, mean - surest);
    }

    private static double spread(List<GoodPicture> pictures, ToDoubleFunction<GoodPicture> number, double mean) {
        return Math.sqrt(pictures.stream()
                .mapToDouble(picture -> Math.pow(number.applyAsDouble(picture) - mean, 2))
                .average()
                .orElseThrow());
    }
}
