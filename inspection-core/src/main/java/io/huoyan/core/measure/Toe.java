package io.huoyan.core.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the metal ends beside the line that was located, for all points of one edge.
 *
 * @param offsetPx outwards of that line
 * @param standardUncertaintyPx of that
 * @param isOfProfile whether a profile across the line says so: then the edge does not move with the line, whose own
 *     noise the offset makes good
 */
record Toe(double offsetPx, double standardUncertaintyPx, boolean isOfProfile) {
    /** A mask's line wanders about the edge by so much of its pixels, which blurs the mean of all rays. */
    private static final double MASK_RAGGED_SHARE = 0.3;

    /**
     * What an edge or a place may still be off by, standard uncertainty: a coarse picture shows less of what is there.
     *
     * @param px at any scale
     * @param pxPerMm so much more per millimetre of a pixel's size
     */
    record Model(double px, double pxPerMm) {
        /** A pixel of unknown size is held for a large one. */
        private static final double UNSCALED_PIXEL_MM = 0.2;

        /** @param perPixel size of a pixel, in the scale's unit */
        double px(Scale scale, double perPixel) {
            return px + pxPerMm * (scale.unit() == Measurement.Unit.MM ? perPixel : UNSCALED_PIXEL_MM);
        }
    }

    /**
     * What lies inside the edge. Widths and tones are those of docs/metrology.md, Ranges.
     *
     * @param stripesMm how wide a stripe of another tone is
     * @param insideMm so much of the metal is looked at
     * @param priorPx how far from the located line the edge may be expected, standard deviation
     * @param priorOfWidth share of the stripe's width that adds to it
     * @param plainShare how probable it is that there is no stripe
     * @param plainFinestMm it is that where pixels are no larger than this, and grows with a pixel's area: the larger
     *     they are the more alike is what has a stripe to what has none, and the more metal is made up by taking the
     *     one for the other. Up to {@value #PLAIN_MOST}; infinite where it is the same at any scale
     * @param squareShare how probable it is that there is one with a sharp inner side
     * @param grainMm metal and sheet have a grain of about this size: where pixels are smaller, neighbouring places of
     *     a profile err together over more of them (found on the development seeds of docs/metrology.md)
     * @param levels what is known of the tones
     * @param model what a fitted edge may still be off by (docs/metrology.md, on seeds of its own)
     * @param unfittedHalfWidthPx where no profile could be fitted the edge lies within so much of the located line
     */
    record Metal(
            List<Double> stripesMm,
            double insideMm,
            double priorPx,
            double priorOfWidth,
            double plainShare,
            double plainFinestMm,
            double squareShare,
            double grainMm,
            ToeLevels.Known levels,
            Model model,
            double unfittedHalfWidthPx) {
        /** What levels leave of a bead's and a sheet's profiles: ripples and a grain of their own. */
        private static final List<Double> UNEVEN = List.of(0.012, 0.025, 0.05, 0.1);

        /** The mean of all rays about an imprint's rim is smoother than that. */
        private static final List<Double> EVEN = List.of(0.006, 0.012, 0.025, 0.05, 0.1);

        /**
         * The crease at a bead's toe: a fillet that gets darker over half its width. Hardly any toe has none, so that a
         * bright bead beside a dark sheet hides one rather than lacks it, where pixels are small enough to tell; and a
         * crease whose own tone may change fast would pass for the soft inner side of a wider one.
         */
        static final Metal BEAD = new Metal(
                List.of(0.04, 0.07, 0.1, 0.14, 0.18, 0.22, 0.26, 0.3, 0.34, 0.38),
                0.6,
                1.5,
                1,
                0.05,
                0.05,
                0,
                0.04,
                new ToeLevels.Known(0.45, 0.18, 0.2, 0.02, 0.02, 2, UNEVEN),
                new Model(0.03, 0),
                1);

        /** The same at a bead's end, where the metal falls steeply and its light changes fast. */
        static final Metal TIP = new Metal(
                BEAD.stripesMm(),
                0.4,
                1.5,
                1,
                0.1,
                Double.POSITIVE_INFINITY,
                0,
                0,
                new ToeLevels.Known(0.45, 0.18, 0.2, 0.02, 0.2, 1.6, UNEVEN),
                new Model(0.03, 0),
                1);

        /** The ring of an imprint, whose outer rim is steepest itself. */
        static final Metal IMPRINT = new Metal(
                List.of(0.25, 0.35, 0.5, 0.7, 0.9, 1.2),
                0.7,
                0.5,
                0,
                0.05,
                Double.POSITIVE_INFINITY,
                0.5,
                0.05,
                new ToeLevels.Known(0.5, 0.25, 0.5, 0.02, 0.05, 1, EVEN),
                new Model(0.04, 0.2),
                0.2);

        /** The rounding of a cut edge and the shadow beneath it, between two faces. */
        static final Metal SHEET_EDGE = new Metal(
                List.of(0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7),
                0.6,
                1.5,
                1,
                0.05,
                Double.POSITIVE_INFINITY,
                0.5,
                0.05,
                new ToeLevels.Known(0.7, 0.4, 0.2, 0.02, 0.1, 2, UNEVEN),
                new Model(0.12, 0),
                1);

        /**
         * No stripe is held for no more probable than this, however large pixels are or where their size is not known.
         */
        private static final double PLAIN_MOST = 0.2;

        private static final double INSIDE_LEAST_PX = 4;
        private static final double METAL_LEAST_PX = 1.5;
        private static final double OFFSET_MIN_PX = -2.5;
        private static final double OFF_SIGMAS = 2;
        private static final double FAR_SIGMAS = 3;
        private static final double OFFSET_LEAST_MAX_PX = 3.5;
        private static final double OFFSET_MOST_MAX_PX = 9;
        private static final List<Double> UNSCALED_STRIPES_PX = List.of(0.7, 1.4, 2.8, 6.0);
        private static final double UNSCALED_INSIDE_PX = 8;

        Metal {
            stripesMm = List.copyOf(stripesMm);
        }

        private ToeFit.Stripe stripe(Scale scale, double perPixel, double besidePx) {
            boolean isScaled = scale.unit() == Measurement.Unit.MM;
            List<Double> widthsPx =
                    isScaled ? stripesMm.stream().map(mm -> mm / perPixel).toList() : UNSCALED_STRIPES_PX;
            double inside = isScaled ? insideMm / perPixel : UNSCALED_INSIDE_PX;
            double widestPx = widthsPx.get(widthsPx.size() - 1);
            double mostPx = priorOfWidth == 0
                    ? OFFSET_LEAST_MAX_PX
                    : Math.max(OFFSET_LEAST_MAX_PX, Math.min(OFFSET_MOST_MAX_PX, widestPx));
            // A mask's line may be off by more than a located one: the places that are tried go on for that.
            double fartherPx = OFF_SIGMAS * besidePx;
            double insidePx = onGrid(Math.max(INSIDE_LEAST_PX, Math.min(ToeFit.INSIDE_PX, inside + fartherPx)));
            return new ToeFit.Stripe(
                    widthsPx,
                    insidePx,
                    onGrid(Math.max(OFFSET_MIN_PX - fartherPx, METAL_LEAST_PX - insidePx)),
                    onGrid(Math.min(ToeFit.OFFSET_LIMIT_PX, mostPx + fartherPx)),
                    Math.hypot(priorPx, besidePx),
                    priorOfWidth,
                    plainShare(isScaled ? perPixel : Double.POSITIVE_INFINITY),
                    squareShare,
                    new ToeLevels.Known(
                            levels.toneShare(),
                            levels.toneSigma(),
                            levels.metalSlope(),
                            levels.sheetSlope(),
                            levels.stripeSlopePerPx(),
                            levels.placesPerIndependent() * (isScaled ? grains(perPixel) : 1),
                            levels.rests()));
        }

        /**
         * Whether an edge whose steepest place is its own is fitted farther outwards of it than that may be expected.
         */
        private boolean isFar(ToeFit fit) {
            return priorOfWidth == 0 && fit.offsetPx() > FAR_SIGMAS * priorPx;
        }

        private double plainShare(double perPixelMm) {
            double larger = Double.isInfinite(plainFinestMm) ? 1 : Math.max(1, perPixelMm / plainFinestMm);
            return Math.min(Math.max(plainShare, PLAIN_MOST), plainShare * larger * larger);
        }

        /** How wide a stripe may be. */
        double widestPx(Scale scale, double perPixel) {
            return scale.unit() == Measurement.Unit.MM
                    ? stripesMm.get(stripesMm.size() - 1) / perPixel
                    : UNSCALED_STRIPES_PX.get(UNSCALED_STRIPES_PX.size() - 1);
        }

        private double grains(double perPixel) {
            return 1 + grainMm * grainMm / (perPixel * perPixel);
        }

        private static double onGrid(double px) {
            return Math.round(px / ToeFit.STEP_PX) * ToeFit.STEP_PX;
        }
    }

    static Toe of(Optional<double[]> meanProfile, Metal metal, Scale scale, double perPixel) {
        double modelPx = metal.model().px(scale, perPixel);
        return fitted(meanProfile, metal, scale, perPixel, 0)
                .map(fit -> metal.isFar(fit)
                        // What was fitted is another edge's profile, and the located one is as likely.
                        ? new Toe(0, Math.hypot(modelPx, UncertaintyBudget.rectangular(fit.offsetPx())), false)
                        : new Toe(fit.offsetPx(), Math.hypot(modelPx, doubtPx(fit)), !fit.isAtEnd()))
                .orElse(unfitted(metal));
    }

    /** A fit at the end of what was tried says where the edge is not: it may be as far beyond as it is within. */
    private static double doubtPx(ToeFit fit) {
        return fit.isAtEnd()
                ? Math.hypot(fit.sigmaPx(), UncertaintyBudget.rectangular(Math.abs(fit.offsetPx())))
                : fit.sigmaPx();
    }

    /** Of an edge that no profile could be fitted to. */
    static Toe unfitted(Metal metal) {
        return new Toe(0, UncertaintyBudget.rectangular(metal.unfittedHalfWidthPx()), false);
    }

    /**
     * Of an edge that no ray shows for itself, from the mean of all rays about the mask's line.
     *
     * @param patchPixelPx size of the mask's pixels
     * @return empty where the picture's blur is not known, or where the edge may lie beyond all places that were tried:
     *     the mask is all there is then
     */
    static Optional<Toe> besideMask(
            Optional<double[]> meanProfile, Metal metal, Scale scale, double perPixel, double patchPixelPx) {
        double modelPx = metal.model().px(scale, perPixel);
        return fitted(meanProfile, metal, scale, perPixel, patchPixelPx)
                .filter(fit -> !fit.isAtEnd())
                .map(fit -> new Toe(
                        fit.offsetPx(),
                        Math.hypot(Math.hypot(modelPx, fit.sigmaPx()), MASK_RAGGED_SHARE * patchPixelPx),
                        true));
    }

    private static Optional<ToeFit> fitted(
            Optional<double[]> meanProfile, Metal metal, Scale scale, double perPixel, double besidePx) {
        // Without the picture's blur a stripe cannot be told from an edge that is out of focus.
        return scale.blurPx()
                .flatMap(blurPx -> meanProfile.flatMap(
                        profile -> ToeFit.of(profile, blurPx, metal.stripe(scale, perPixel, besidePx))));
    }

    List<EdgeTrace.EdgePoint> moved(List<EdgeTrace.Ray> rays, List<EdgeTrace.EdgePoint> points, int outwards) {
        List<EdgeTrace.EdgePoint> moved = new ArrayList<>(points.size());
        for (int i = 0; i < points.size(); i++) {
            moved.add(points.get(i).moved(rays.get(i), outwards * offsetPx));
        }
        return moved;
    }
}
