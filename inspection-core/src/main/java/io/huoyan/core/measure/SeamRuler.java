package io.huoyan.core.measure;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Length and gaps of a seam, from the ends of its stretches; widths and offset are left to {@link SeamAcross}. */
final class SeamRuler implements Ruler {
    private static final String BEYOND_MASK = "beyond the mask";

    private final WeldGeometry.Seam seam;

    SeamRuler(WeldGeometry.Seam seam) {
        this.seam = seam;
    }

    @Override
    public WeldMeasures measure(WeldSight sight, MatScope scope) {
        NominalPath path = new NominalPath(seam.path());
        SeamTracer tracer = new SeamTracer(sight, path, seam.nominalWidthMm(), scope);
        double share = tracer.seenShare();
        WeldMeasures.Presence presence = Ruler.presence(share);
        if (presence == WeldMeasures.Presence.MISSING) {
            return new WeldMeasures(presence, share, List.of(), List.of());
        }
        List<SeamStretch> stretches = tracer.stretches();
        List<Measurement> measurements = new ArrayList<>();
        if (!stretches.isEmpty()) {
            measurements.add(length(sight, path, stretches, tracer.ofToesAloneMm()));
            measurements.add(gap(sight, path, stretches, tracer.longestOfToesAloneMm()));
        }
        if (tracer.areToesClear()) {
            measurements.addAll(
                    new SeamAcross(sight, path, seam.nominalWidthMm(), tracer::besideMask).measure(stretches));
        }
        return new WeldMeasures(
                presence,
                share,
                measurements,
                stretches.stream().map(SeamStretch::outline).toList());
    }

    /** @param ofToesAloneMm so much of it only its toes show, and it may be none */
    private static Measurement length(
            WeldSight sight, NominalPath path, List<SeamStretch> stretches, double ofToesAloneMm) {
        ToDoubleFunction<ViewMap> value = map ->
                stretches.stream().mapToDouble(s -> s.lengthMm(path, map)).sum();
        SeamStretch first = stretches.get(0);
        SeamStretch last = stretches.get(stretches.size() - 1);
        double lengthMm = value.applyAsDouble(sight.scale().pixelToMm());
        UncertaintyBudget budget = sight.scale()
                .budget(lengthMm, 2 * stretches.size(), sight.scale().perPixel(first.start()));
        for (int i = 0; i < stretches.size(); i++) {
            budget.with("start " + (i + 1), stretches.get(i).startUncertaintyMm());
            budget.with("end " + (i + 1), stretches.get(i).endUncertaintyMm());
        }
        budget.with(BEYOND_MASK, UncertaintyBudget.rectangular(ofToesAloneMm));
        return measurement(sight, Measurand.SEAM_LENGTH, value, budget, List.of(first.start(), last.end()));
    }

    /** @param ofToesAloneMm so long a stretch may be a gap, because only its toes show bead */
    private static Measurement gap(
            WeldSight sight, NominalPath path, List<SeamStretch> stretches, double ofToesAloneMm) {
        ViewMap map = sight.scale().pixelToMm();
        int widest = 0;
        double gapMm = 0;
        for (int i = 1; i < stretches.size(); i++) {
            double betweenMm = betweenMm(stretches, i, path, map);
            widest = betweenMm > gapMm ? i : widest;
            gapMm = Math.max(gapMm, betweenMm);
        }
        if (widest == 0) {
            // A gap between two stations is not seen, nor what the mask's pixels at its ends hide of it.
            double unseenMm = SeamStation.SPACING_MM
                    + sight.patchPixelPx()
                            * sight.scale().perPixel(stretches.get(0).start());
            UncertaintyBudget budget = new UncertaintyBudget()
                    .with(new Contribution(
                            "sampling", UncertaintyBudget.rectangular(unseenMm), Contribution.Shape.RECTANGULAR))
                    .with(BEYOND_MASK, UncertaintyBudget.rectangular(ofToesAloneMm));
            return measurement(sight, Measurand.SEAM_GAP, any -> 0, budget, List.of());
        }
        int at = widest;
        SeamStretch before = stretches.get(at - 1);
        SeamStretch after = stretches.get(at);
        UncertaintyBudget budget = sight.scale()
                .budget(gapMm, 2, sight.scale().perPixel(before.end()))
                .with("end before", before.endUncertaintyMm())
                .with("start after", after.startUncertaintyMm())
                .with(BEYOND_MASK, UncertaintyBudget.rectangular(ofToesAloneMm));
        return measurement(
                sight,
                Measurand.SEAM_GAP,
                any -> betweenMm(stretches, at, path, any),
                budget,
                List.of(before.end(), after.start()));
    }

    private static double betweenMm(List<SeamStretch> stretches, int i, NominalPath path, ViewMap map) {
        return Math.max(
                0, stretches.get(i).startMm(path, map) - stretches.get(i - 1).endMm(path, map));
    }

    /** The value with what the doubt about the plane adds to it. */
    static Measurement measurement(
            WeldSight sight,
            Measurand measurand,
            ToDoubleFunction<ViewMap> value,
            UncertaintyBudget budget,
            List<PixelPoint> shape) {
        return PlaneBudget.measurement(sight.scale(), measurand, sight.scale().unit(), value, budget, shape);
    }
}
