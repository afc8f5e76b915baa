package io.huoyan.core.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the metal ends beside the steepest change of grey, for all points of one edge.
 *
 * @param offsetPx outwards of the steepest place
 * @param standardUncertaintyPx of that
 */
record Toe(double offsetPx, double standardUncertaintyPx) {
    /**
     * What a fitted edge may still be off by: standard uncertainties by the figures of docs/metrology.md, taken on
     * seeds of their own. The stripe inside the edge is not of the shape that is fitted, and the more of it the blur
     * hides the more that matters.
     */
    private static final double MODEL_PX = 0.12;

    /**
     * What a fit states is so much too small: neighbouring places of a profile err together (found on the development
     * seeds of docs/metrology.md).
     */
    private static final double FIT_FACTOR = 1.4;

    /** Of a fit that leaves out stripes as bright as the sheet. */
    private static final double NOT_HIDDEN = -1;

    /**
     * What lies inside the edge.
     *
     * @param priorPx how far from the steepest place the edge may be expected, standard deviation
     * @param priorOfWidth share of the stripe's width that adds to it
     * @param unfittedHalfWidthPx where no profile could be fitted the edge lies within so much of the steepest place
     * @param toneMin least difference of the stripe's tone from the sheet's, see {@link ToeFit.Stripe}
     * @param darkerMin least difference of a brighter metal's tone from the stripe's, see {@link ToeFit.Stripe}
     * @param stripesMm how wide a stripe of another tone is (docs/metrology.md, Ranges)
     */
    record Metal(
            double priorPx,
            double priorOfWidth,
            double unfittedHalfWidthPx,
            double toneMin,
            double darkerMin,
            List<Double> stripesMm) {
        /**
         * The crease at a bead's toe. Beside a sheet that is darker than the bead it may be as bright as the sheet: it
         * is not seen then, and what is seen is its inner side.
         */
        static final Metal BEAD = new Metal(1.0, 0.6, 1.0, 0.15, 0.3, List.of(0.03, 0.06, 0.1, 0.15, 0.2, 0.26, 0.33));

        /** The ring of an imprint, whose outer rim is steepest itself. */
        static final Metal IMPRINT = new Metal(1.5, 0, 0.2, 0, -1, List.of(0.25, 0.35, 0.5, 0.7, 0.9, 1.2));

        /** The rounding of a cut edge and the shadow beneath it, between two faces. */
        static final Metal SHEET_EDGE = new Metal(1.0, 0.6, 1.0, 0, -1, List.of(0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7));

        private static final double OFFSET_LEAST_MAX_PX = 3.5;
        private static final double OFFSET_MOST_MAX_PX = 9;

        Metal {
            stripesMm = List.copyOf(stripesMm);
        }

        private ToeFit.Stripe stripe(Scale scale, double perPixel, double darker) {
            List<Double> widthsPx = scale.unit() == Measurement.Unit.PX
                    ? UNSCALED_STRIPES_PX
                    : stripesMm.stream().map(mm -> mm / perPixel).toList();
            double widestPx = widthsPx.get(widthsPx.size() - 1);
            double maxPx = priorOfWidth == 0
                    ? OFFSET_LEAST_MAX_PX
                    : Math.max(OFFSET_LEAST_MAX_PX, Math.min(OFFSET_MOST_MAX_PX, widestPx));
            return new ToeFit.Stripe(widthsPx, maxPx, priorPx, priorOfWidth, toneMin, darker);
        }
    }

    private static final List<Double> UNSCALED_STRIPES_PX = List.of(0.7, 1.4, 2.8, 6.0);

    static Toe of(Optional<double[]> meanProfile, Metal metal, Scale scale, double perPixel) {
        // Without the picture's blur a stripe cannot be told from an edge that is out of focus.
        return scale.blurPx()
                .flatMap(blurPx -> meanProfile.flatMap(profile -> fitted(profile, blurPx, metal, scale, perPixel)))
                .orElse(new Toe(0, UncertaintyBudget.rectangular(metal.unfittedHalfWidthPx())));
    }

    private static Optional<Toe> fitted(double[] profile, double blurPx, Metal metal, Scale scale, double perPixel) {
        List<Double> blurs = List.of(blurPx);
        return ToeFit.of(profile, blurs, metal.stripe(scale, perPixel, NOT_HIDDEN))
                .map(seen -> {
                    double hiddenPx = metal.darkerMin() < 0
                            ? 0
                            : ToeFit.of(profile, blurs, metal.stripe(scale, perPixel, metal.darkerMin()))
                                    .map(hidden -> beyondPx(seen, hidden))
                                    .orElse(0.0);
                    return new Toe(
                            seen.offsetPx(), Math.hypot(Math.hypot(MODEL_PX, FIT_FACTOR * seen.sigmaPx()), hiddenPx));
                });
    }

    /**
     * What a crease that may be as bright as the sheet adds to the doubt: how far the edge may lie from the one that is
     * seen. Its place stays what is seen, because there may be no crease.
     */
    private static double beyondPx(ToeFit seen, ToeFit hidden) {
        double shift = hidden.offsetPx() - seen.offsetPx();
        double wider = hidden.sigmaPx() * hidden.sigmaPx() - seen.sigmaPx() * seen.sigmaPx();
        return Math.sqrt(shift * shift + Math.max(0, wider));
    }

    List<EdgeTrace.EdgePoint> moved(List<EdgeTrace.Ray> rays, List<EdgeTrace.EdgePoint> points, int outwards) {
        List<EdgeTrace.EdgePoint> moved = new ArrayList<>(points.size());
        for (int i = 0; i < points.size(); i++) {
            moved.add(points.get(i).moved(rays.get(i), outwards * offsetPx));
        }
        return moved;
    }
}
