package io.huoyan.core.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the metal of a bead or an imprint ends beside the steepest change of grey.
 *
 * <p>Just inside its edge metal is darker or brighter than farther in: a crease that sees less of the light, the side
 * of a ring. Blurred, such a stripe moves the steepest place, and the narrower it is the farther (C. Steger, An
 * unbiased detector of curvilinear structures, PAMI 20, 1998). Along an edge of some length the mean profile has next
 * to no noise, so that three levels can be fitted to it, of the metal, of the stripe and of the sheet, blurred as the
 * picture is. The levels are solved for, the edge's place and the stripe's width searched. Textures and levels that are
 * not level leave a rest that is no noise; against it stands what is known before: that the edge is near the steepest
 * place.
 *
 * @param offsetPx edge of the metal outwards of the steepest place; below 0 inside it
 * @param sigmaPx standard uncertainty of that
 * @param stripePx width of the stripe
 */
record ToeFit(double offsetPx, double sigmaPx, double stripePx) {
    /** Spacing of the profile's places, px. */
    static final double STEP_PX = 0.5;

    /** The profile begins so far inside the steepest place and ends so far outside it, px. */
    static final double INSIDE_PX = 6;

    static final double OUTSIDE_PX = 11;
    static final int PLACES = (int) ((INSIDE_PX + OUTSIDE_PX) / STEP_PX) + 1;

    private static final double OFFSET_MIN_PX = -2.5;
    private static final double OFFSET_STEP_PX = 0.125;

    /** Standard deviation of a place's grey from the model, share of the profile's contrast. */
    static final double REST_SHARE = 0.035;

    /** The sheet is looked at so far beyond the outermost place of the edge, px. */
    private static final double BEYOND_PX = 1;

    /**
     * What may lie inside the edge, and how far from the steepest place it may put the edge.
     *
     * @param widthsPx of a stripe of another tone, each as likely
     * @param offsetMaxPx outermost place of the edge
     * @param priorPx standard deviation of the edge's distance from the steepest place
     * @param priorOfWidth share of the stripe's width that adds to it
     * @param toneMin by how much its tone differs from the sheet's, share of the metal's difference from the sheet: a
     *     stripe nearer to the sheet than that is the sheet, and the edge a plain one farther in; of metal that is
     *     darker than the sheet
     * @param darkerMin of metal that is brighter than the sheet, by how much the stripe is darker than the metal, share
     *     of the same: there is one, and where it is not seen it is as bright as the sheet; below 0 if there need be
     *     none
     */
    record Stripe(
            List<Double> widthsPx,
            double offsetMaxPx,
            double priorPx,
            double priorOfWidth,
            double toneMin,
            double darkerMin) {
        Stripe {
            widthsPx = List.copyOf(widthsPx);
        }

        private boolean allows(double metal, double tone, double sheet) {
            double difference = metal - sheet;
            return (darkerMin >= 0 && difference > 0)
                    ? metal - tone >= darkerMin * difference
                    : Math.abs(tone - sheet) >= toneMin * Math.abs(difference);
        }
    }

    /** So much is added to the normal equations' diagonal that they can always be solved. */
    private static final double RIDGE = 1e-4;

    /**
     * @param profile mean grey at {@link #PLACES} places from inside to outside, the steepest one at {@link #INSIDE_PX}
     * @param blursPx blurs that may be; one where the picture's is known
     * @param stripe what may lie inside the edge
     */
    static Optional<ToeFit> of(double[] profile, List<Double> blursPx, Stripe stripe) {
        double least = Arrays.stream(profile).min().orElse(0);
        double contrast = Arrays.stream(profile).max().orElse(0) - least;
        if (!(contrast > 0)) {
            return Optional.empty();
        }
        double[] shape = Arrays.stream(profile)
                .map(grey -> (grey - least) / contrast / REST_SHARE)
                .toArray();
        double weights = 0;
        double mean = 0;
        double square = 0;
        double width = 0;
        double best = Double.POSITIVE_INFINITY;
        double[][] costs = costs(shape, blursPx, stripe);
        for (double[] cost : costs) {
            best = Math.min(best, cost[0]);
        }
        if (best == Double.POSITIVE_INFINITY) {
            return Optional.empty();
        }
        for (double[] cost : costs) {
            double weight = Math.exp(-(cost[0] - best) / 2);
            weights += weight;
            mean += weight * cost[1];
            square += weight * cost[1] * cost[1];
            width += weight * cost[2];
        }
        mean /= weights;
        return Optional.of(new ToeFit(mean, Math.sqrt(Math.max(0, square / weights - mean * mean)), width / weights));
    }

    /** Cost, offset and stripe of every model that is tried. */
    private static double[][] costs(double[] shape, List<Double> blursPx, Stripe stripe) {
        int places = (int) Math.min(PLACES, Math.round((INSIDE_PX + stripe.offsetMaxPx() + BEYOND_PX) / STEP_PX) + 1);
        int offsets = (int) Math.round((stripe.offsetMaxPx() - OFFSET_MIN_PX) / OFFSET_STEP_PX) + 1;
        double[][] costs = new double[offsets * stripe.widthsPx().size() * blursPx.size()][];
        int n = 0;
        for (double blur : blursPx) {
            for (int i = 0; i < offsets; i++) {
                double offset = OFFSET_MIN_PX + i * OFFSET_STEP_PX;
                for (double width : stripe.widthsPx()) {
                    double far = offset / Math.hypot(stripe.priorPx(), stripe.priorOfWidth() * width);
                    double cost = squares(shape, places, offset, width, blur, stripe) + far * far;
                    costs[n++] = new double[] {cost, offset, width};
                }
            }
        }
        return costs;
    }

    /** Sum of squares that the best levels leave; infinite if by them the stripe is none. */
    private static double squares(double[] shape, int places, double offset, double width, double blur, Stripe stripe) {
        double aa = RIDGE;
        double bb = RIDGE;
        double cc = RIDGE;
        double ab = 0;
        double ac = 0;
        double bc = 0;
        double ay = 0;
        double by = 0;
        double cy = 0;
        double yy = 0;
        for (int k = 0; k < places; k++) {
            double place = k * STEP_PX - INSIDE_PX - offset;
            double a = ErrorFunction.normal(-(place + width) / blur);
            double c = ErrorFunction.normal(place / blur);
            double b = 1 - a - c;
            double y = shape[k];
            aa += a * a;
            bb += b * b;
            cc += c * c;
            ab += a * b;
            ac += a * c;
            bc += b * c;
            ay += a * y;
            by += b * y;
            cy += c * y;
            yy += y * y;
        }
        double determinant = aa * (bb * cc - bc * bc) - ab * (ab * cc - bc * ac) + ac * (ab * bc - bb * ac);
        double p = (ay * (bb * cc - bc * bc) - ab * (by * cc - bc * cy) + ac * (by * bc - bb * cy)) / determinant;
        double q = (aa * (by * cc - bc * cy) - ay * (ab * cc - bc * ac) + ac * (ab * cy - by * ac)) / determinant;
        double r = (aa * (bb * cy - by * bc) - ab * (ab * cy - by * ac) + ay * (ab * bc - bb * ac)) / determinant;
        if (!stripe.allows(p, q, r)) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.max(0, yy - p * ay - q * by - r * cy);
    }
}
