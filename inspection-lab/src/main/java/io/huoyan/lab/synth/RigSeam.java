package io.huoyan.lab.synth;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.measure.Measurand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A seam of a rig: its plan, its bead, and what is true of it by the definitions of docs/measurands.md. */
final class RigSeam {
    private static final double LENGTH_MIN_MM = 10;
    private static final double LENGTH_MAX_MM = 30;
    private static final double CURVED_SHARE = 0.35;
    private static final double SAGITTA_MAX_MM = 1.5;

    private static final double WIDTH_MIN_MM = 3;
    private static final double WIDTH_MAX_MM = 8;

    /** Of a bead that pores are to fit in. */
    private static final double FLAWED_WIDTH_MIN_MM = 5;

    private static final double OFFSET_MAX_MM = 0.25;
    private static final float WANDER_MM = 0.1f;
    private static final double OVERRUN_MAX_MM = 0.4;
    private static final int ARC_POINTS = 9;

    /** Of a part of a series: the feature of 30 mm that a gauge study asks for. */
    private static final double SERIES_LENGTH_MM = 30;

    private static final double SERIES_WIDTH_MM = 5;
    private static final double SERIES_OFFSET_MM = 1;

    /** Widths and offsets are true after a median over so much along the seam. */
    private static final double FILTER_MM = 2;

    /** Widths are taken so many nominal widths and half a filter away from both ends. */
    private static final double MARGIN_WIDTHS = 0.6;

    private static final double SAMPLE_MM = 0.1;

    private final WeldGeometry.Seam plan;
    private final Bead bead;

    private RigSeam(WeldGeometry.Seam plan, Bead bead) {
        this.plan = plan;
        this.bead = bead;
    }

    /** @param sizeMm of a part of a series: so much longer, wider and farther off than nominal; empty for any seam */
    static RigSeam roll(Dice dice, double besideMm, boolean hasRipple, OptionalDouble sizeMm) {
        boolean isOfSeries = sizeMm.isPresent();
        double size = sizeMm.orElse(0);
        double lengthMm = isOfSeries ? SERIES_LENGTH_MM : dice.between(LENGTH_MIN_MM, LENGTH_MAX_MM);
        double sagittaMm = !isOfSeries && dice.chance(CURVED_SHARE) ? dice.signed(0, SAGITTA_MAX_MM) : 0;
        double middle = isOfSeries ? 0 : dice.signed(0, (LENGTH_MAX_MM - lengthMm) / 2);
        List<MmPoint> path = new ArrayList<>();
        int points = sagittaMm == 0 ? 2 : ARC_POINTS;
        for (int i = 0; i < points; i++) {
            double t = 2.0 * i / (points - 1) - 1;
            path.add(new MmPoint(middle + t * lengthMm / 2, besideMm + sagittaMm * (1 - t * t) - sagittaMm / 2));
        }
        double widthMm = isOfSeries ? SERIES_WIDTH_MM + size : dice.between(WIDTH_MIN_MM, WIDTH_MAX_MM);
        double offsetMm = isOfSeries ? SERIES_OFFSET_MM + size : dice.signed(0, OFFSET_MAX_MM);
        CentreLine line = new CentreLine(path);
        BeadProfile profile = new BeadProfile(
                dice, line.lengthMm(), (float) widthMm, (float) offsetMm, WANDER_MM, dice.between(0.01, 0.03));
        float from = dice.signed(0, OVERRUN_MAX_MM);
        float to = (float) line.lengthMm() + dice.signed(0, OVERRUN_MAX_MM) + (float) size;
        BeadLook look = BeadLook.rollRig(dice, (float) widthMm, hasRipple);
        return new RigSeam(
                new WeldGeometry.Seam(path, isOfSeries ? SERIES_WIDTH_MM : Math.round(widthMm)),
                new Bead(dice, line, profile, List.of(new Bead.Stretch(from, to)), look, true));
    }

    /** A straight seam with room for pores. */
    static RigSeam rollFlawed(Dice dice, double besideMm, boolean hasRipple) {
        List<MmPoint> path =
                List.of(new MmPoint(-LENGTH_MAX_MM / 2, besideMm), new MmPoint(LENGTH_MAX_MM / 2, besideMm));
        double widthMm = dice.between(FLAWED_WIDTH_MIN_MM, WIDTH_MAX_MM);
        CentreLine line = new CentreLine(path);
        BeadProfile profile = new BeadProfile(
                dice,
                line.lengthMm(),
                (float) widthMm,
                dice.signed(0, OFFSET_MAX_MM),
                WANDER_MM,
                dice.between(0.01, 0.03));
        float from = dice.signed(0, OVERRUN_MAX_MM);
        float to = (float) line.lengthMm() + dice.signed(0, OVERRUN_MAX_MM);
        BeadLook look = BeadLook.rollRig(dice, (float) widthMm, hasRipple);
        return new RigSeam(
                new WeldGeometry.Seam(path, Math.round(widthMm)),
                new Bead(dice, line, profile, List.of(new Bead.Stretch(from, to)), look, true));
    }

    Bead bead() {
        return bead;
    }

    WeldGeometry.Seam plan() {
        return plan;
    }

    Map<Measurand, Double> paint(Canvas canvas) {
        bead.paint(canvas);
        Bead.Stretch stretch = bead.stretches().get(0);
        double margin = MARGIN_WIDTHS * plan.nominalWidthMm() + FILTER_MM / 2;
        double from = stretch.fromMm() + margin;
        double to = stretch.toMm() - margin;
        Map<Measurand, Double> truth = new EnumMap<>(Measurand.class);
        truth.put(Measurand.SEAM_LENGTH, (double) stretch.lengthMm());
        double sum = 0;
        int count = 0;
        double least = Double.MAX_VALUE;
        double most = 0;
        double farthest = 0;
        for (double s = from; s <= to; s += SAMPLE_MM) {
            double width = filtered(s, true);
            sum += width;
            count++;
            least = Math.min(least, width);
            most = Math.max(most, width);
            farthest = Math.max(farthest, Math.abs(filtered(s, false)));
        }
        if (count > 0) {
            truth.put(Measurand.SEAM_WIDTH_MEAN, sum / count);
            truth.put(Measurand.SEAM_WIDTH_MIN, least);
            truth.put(Measurand.SEAM_WIDTH_MAX, most);
            truth.put(Measurand.SEAM_OFFSET, farthest);
        }
        return truth;
    }

    private double filtered(double s, boolean isWidth) {
        int reach = (int) Math.round(FILTER_MM / 2 / SAMPLE_MM);
        double[] window = new double[2 * reach + 1];
        for (int k = -reach; k <= reach; k++) {
            float at = (float) (s + k * SAMPLE_MM);
            window[k + reach] = isWidth ? across(at) : bead.profile().middle(at);
        }
        Arrays.sort(window);
        return window[reach];
    }

    /** Width across the bead's own direction. */
    private double across(float s) {
        float reach = 2;
        double slope = (bead.profile().middle(s + reach) - bead.profile().middle(s - reach)) / (2 * reach);
        return bead.profile().width(s) / Math.sqrt(1 + slope * slope);
    }
}
