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
 * to no noise, so that levels of the metal, of the stripe and of the sheet can be fitted to it, blurred as the picture
 * is. Every place of the edge, width and shape of the stripe is tried and weighted by how probable it makes the profile
 * ({@link ToeLevels}); mean and standard deviation over all of them are the place and its standard uncertainty. A
 * crease that is as bright as the sheet is not seen, but it is not sharp on its inner side either: the edge that is
 * seen is then softer than the picture's blur.
 *
 * @param offsetPx edge of the metal outwards of the profile's zero; below 0 inside it
 * @param sigmaPx standard uncertainty of that
 * @param plainShare how probable it is that there is no stripe
 * @param isAtEnd whether the edge may as well lie beyond the innermost or outermost place that was tried
 */
record ToeFit(double offsetPx, double sigmaPx, double plainShare, boolean isAtEnd) {
    /** Spacing of the profile's places, px. */
    static final double STEP_PX = 0.5;

    /** The profile begins so far inside its zero and ends so far outside it, px. */
    static final double INSIDE_PX = 14;

    static final double OUTSIDE_PX = 12;
    static final int PLACES = (int) ((INSIDE_PX + OUTSIDE_PX) / STEP_PX) + 1;

    private static final int OFFSETS_PER_STEP = 4;
    private static final double OFFSET_STEP_PX = STEP_PX / OFFSETS_PER_STEP;

    /** The sheet is looked at so far beyond the outermost place of the edge, px. */
    private static final double BEYOND_PX = 1.5;

    /** With this share of its weight at so many places next to either end, a fit is one that was cut off. */
    private static final double END_SHARE = 0.1;

    private static final int END_PLACES = 2;

    /** The outermost place may be no farther out, px. */
    static final double OFFSET_LIMIT_PX = OUTSIDE_PX - BEYOND_PX;

    /**
     * What may lie inside the edge, and how far from the profile's zero it may put the edge.
     *
     * @param widthsPx of a stripe of another tone, each as likely
     * @param insidePx so much of the metal is looked at; up to {@link #INSIDE_PX}
     * @param offsetMinPx innermost place of the edge, below 0
     * @param offsetMaxPx outermost place of the edge, up to {@link #OFFSET_LIMIT_PX}
     * @param priorPx standard deviation of the edge's distance from the profile's zero
     * @param priorOfWidth share of the stripe's width that adds to it
     * @param plainShare how probable it is, before the profile is seen, that there is no stripe
     * @param squareShare how probable it is that there is one that begins at once; else it does over half its width
     * @param levels what is known of the tones
     */
    record Stripe(
            List<Double> widthsPx,
            double insidePx,
            double offsetMinPx,
            double offsetMaxPx,
            double priorPx,
            double priorOfWidth,
            double plainShare,
            double squareShare,
            ToeLevels.Known levels) {
        Stripe {
            widthsPx = List.copyOf(widthsPx);
        }

        private int firstPlace() {
            return (int) Math.round((INSIDE_PX - insidePx) / STEP_PX);
        }

        private int places() {
            double outPx = Math.min(OUTSIDE_PX, offsetMaxPx + BEYOND_PX);
            return (int) Math.round((insidePx + outPx) / STEP_PX) + 1;
        }

        private int offsets() {
            return (int) Math.round((offsetMaxPx - offsetMinPx) / OFFSET_STEP_PX) + 1;
        }
    }

    /**
     * @param profile mean grey at {@link #PLACES} places from inside to outside, its zero at {@link #INSIDE_PX}
     * @param blurPx standard deviation of the picture's blur
     * @param stripe what may lie inside the edge
     * @return empty of a profile of one tone
     */
    static Optional<ToeFit> of(double[] profile, double blurPx, Stripe stripe) {
        double[] seen = Arrays.copyOfRange(profile, stripe.firstPlace(), stripe.firstPlace() + stripe.places());
        double least = Arrays.stream(seen).min().orElse(0);
        double contrast = Arrays.stream(seen).max().orElse(0) - least;
        if (!(contrast > 0)) {
            return Optional.empty();
        }
        ToeLevels levels = new ToeLevels(seen, contrast, stripe.insidePx(), STEP_PX, stripe.levels());
        Weights weights = new Weights();
        double plain = weights.add(levels, stripe, Shape.PLAIN, 0, blurPx, stripe.plainShare());
        int n = stripe.widthsPx().size();
        for (double width : stripe.widthsPx()) {
            double faded = 1 - stripe.plainShare() - stripe.squareShare();
            weights.add(levels, stripe, Shape.FADED, width, blurPx, faded / n);
            weights.add(levels, stripe, Shape.SQUARE, width, blurPx, stripe.squareShare() / n);
        }
        return Optional.of(weights.fit(plain));
    }

    /** How a stripe begins on its inner side. */
    private enum Shape {
        PLAIN,
        SQUARE,
        FADED;

        /** Share of the metal's level at so much outwards of the edge, the rest inside it being the stripe's. */
        double metal(double outPx, double widthPx, double blurPx) {
            return switch (this) {
                case PLAIN -> ErrorFunction.normal(-outPx / blurPx);
                case SQUARE -> ErrorFunction.normal(-(outPx + widthPx) / blurPx);
                case FADED -> {
                    double half = widthPx / 2;
                    double risen = integral((outPx + widthPx) / blurPx) - integral((outPx + half) / blurPx);
                    yield Math.max(0, 1 - risen * blurPx / half);
                }
            };
        }

        /** Integral of the normal distribution's. */
        private static double integral(double z) {
            return z * ErrorFunction.normal(z) + ErrorFunction.density(z);
        }
    }

    /** Sum over all models, each with its weight; logarithms, the largest one taken off. */
    private static final class Weights {
        private double largest = Double.NEGATIVE_INFINITY;
        private double sum;
        private double first;
        private double second;
        private double atEnds;

        /** Adds the edge at all its places; returns the logarithm of their weight together. */
        double add(ToeLevels levels, Stripe stripe, Shape shape, double widthPx, double blurPx, double prior) {
            if (!(prior > 0)) {
                return Double.NEGATIVE_INFINITY;
            }
            Weights own = new Weights();
            int places = stripe.places();
            int offsets = stripe.offsets();
            // All places of all edges lie on one grid: the blurred steps are worked out once for each of its points.
            int grid = OFFSETS_PER_STEP * (places - 1) + offsets;
            double[] metal = new double[grid];
            double[] sheet = new double[grid];
            double[] outPx = new double[grid];
            for (int i = 0; i < grid; i++) {
                double out = (i - offsets + 1) * OFFSET_STEP_PX - stripe.insidePx() - stripe.offsetMinPx();
                outPx[i] = out;
                metal[i] = shape.metal(out, widthPx, blurPx);
                sheet[i] = ErrorFunction.normal(out / blurPx);
            }
            double spread = Math.hypot(stripe.priorPx(), stripe.priorOfWidth() * widthPx);
            for (int k = 0; k < offsets; k++) {
                double offset = stripe.offsetMinPx() + k * OFFSET_STEP_PX;
                double far = offset / spread;
                double log = levels.logEvidence(
                                metal, sheet, outPx, offsets - 1 - k, OFFSETS_PER_STEP, widthPx, shape != Shape.PLAIN)
                        - far * far / 2
                        - Math.log(spread)
                        + Math.log(prior);
                boolean isEnd = k < END_PLACES || k >= offsets - END_PLACES;
                own.add(log, 1, offset, offset * offset, isEnd ? 1 : 0);
            }
            add(own.largest, own.sum, own.first, own.second, own.atEnds);
            return own.largest + Math.log(own.sum);
        }

        private void add(double log, double weight, double moment, double square, double end) {
            double rise = Math.max(largest, log);
            double before = largest == Double.NEGATIVE_INFINITY ? 0 : Math.exp(largest - rise);
            double now = Math.exp(log - rise);
            largest = rise;
            sum = sum * before + weight * now;
            first = first * before + moment * now;
            second = second * before + square * now;
            atEnds = atEnds * before + end * now;
        }

        ToeFit fit(double logPlain) {
            double mean = first / sum;
            double variance = Math.max(0, second / sum - mean * mean);
            double plain = logPlain == Double.NEGATIVE_INFINITY ? 0 : Math.exp(logPlain - largest) / sum;
            return new ToeFit(mean, Math.sqrt(variance), plain, atEnds > END_SHARE * sum);
        }
    }
}
