package io.huoyan.core.measure;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Length, gaps, widths and offset of a seam, from its edges at stations every half millimetre along the nominal path.
 */
final class SeamRuler implements Ruler {
    /**
     * Widths and offset leave out this many nominal widths at both ends of a stretch, where a bead is round, and what
     * the filter would mix in of it.
     */
    static final double END_MARGIN_WIDTHS = 0.6;

    /**
     * Half the width of the range in which the steepest change of grey may lie beside a bead's toe, px (rectangular): a
     * dark crease inside the toe and the shading of the bead's side move it.
     */
    static final double TOE_HALF_WIDTH_PX = 1.0;

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
            measurements.add(length(sight, stretches));
            measurements.add(gap(sight, stretches));
        }
        across(sight, stretches, measurements);
        return new WeldMeasures(
                presence,
                share,
                measurements,
                stretches.stream().map(SeamStretch::outline).toList());
    }

    private static Measurement length(WeldSight sight, List<SeamStretch> stretches) {
        double lengthMm = stretches.stream().mapToDouble(SeamStretch::lengthMm).sum();
        UncertaintyBudget budget =
                new UncertaintyBudget().with("scale", lengthMm * sight.scale().relativeUncertainty());
        for (int i = 0; i < stretches.size(); i++) {
            budget.with("start " + i, stretches.get(i).startUncertaintyMm());
            budget.with("end " + i, stretches.get(i).endUncertaintyMm());
        }
        SeamStretch first = stretches.get(0);
        SeamStretch last = stretches.get(stretches.size() - 1);
        List<PixelPoint> shape =
                List.of(middle(first, 0), middle(last, last.stations().size() - 1));
        return measurement(sight, Measurand.SEAM_LENGTH, lengthMm, budget, shape);
    }

    private static Measurement gap(WeldSight sight, List<SeamStretch> stretches) {
        double gapMm = 0;
        UncertaintyBudget budget = new UncertaintyBudget();
        List<PixelPoint> shape = List.of();
        for (int i = 1; i < stretches.size(); i++) {
            SeamStretch before = stretches.get(i - 1);
            SeamStretch after = stretches.get(i);
            double betweenMm = Math.max(0, after.startMm() - before.endMm());
            if (betweenMm > gapMm) {
                gapMm = betweenMm;
                budget = new UncertaintyBudget()
                        .with("end before", before.endUncertaintyMm())
                        .with("start after", after.startUncertaintyMm())
                        .with("scale", betweenMm * sight.scale().relativeUncertainty());
                shape = List.of(middle(before, before.stations().size() - 1), middle(after, 0));
            }
        }
        if (gapMm == 0) {
            budget.with("smallest gap seen", UncertaintyBudget.rectangular(SeamStation.SPACING_MM / 2));
        }
        return measurement(sight, Measurand.SEAM_GAP, gapMm, budget, shape);
    }

    /** One station's filtered values. */
    private record Across(SeamStretch stretch, int station, double widthMm, double centreMm, double scatterMm) {}

    private double endMarginMm() {
        return END_MARGIN_WIDTHS * seam.nominalWidthMm() + SeamStretch.FILTER_REACH * SeamStation.SPACING_MM;
    }

    private void across(WeldSight sight, List<SeamStretch> stretches, List<Measurement> measurements) {
        PlaneMap map = sight.scale().pixelToMm();
        List<Across> all = new ArrayList<>();
        for (SeamStretch stretch : stretches) {
            double[] widths = stretch.widthsMm(map);
            double[] centres = stretch.centresMm(map);
            double scatterMm = stretch.widthScatterMm(map);
            for (int i : stretch.inside(endMarginMm())) {
                all.add(new Across(stretch, i, widths[i], centres[i], scatterMm));
            }
        }
        if (all.isEmpty()) {
            return;
        }
        Across least = all.get(0);
        Across most = all.get(0);
        Across farthest = all.get(0);
        double sumMm = 0;
        for (Across one : all) {
            least = one.widthMm() < least.widthMm() ? one : least;
            most = one.widthMm() > most.widthMm() ? one : most;
            farthest = Math.abs(one.centreMm()) > Math.abs(farthest.centreMm()) ? one : farthest;
            sumMm += one.widthMm();
        }
        measurements.add(meanWidth(sight, all, sumMm / all.size()));
        measurements.add(oneWidth(sight, Measurand.SEAM_WIDTH_MIN, least, all.size()));
        measurements.add(oneWidth(sight, Measurand.SEAM_WIDTH_MAX, most, all.size()));
        measurements.add(offset(sight, farthest, all.size()));
    }

    private static Measurement meanWidth(WeldSight sight, List<Across> all, double meanMm) {
        double scatterMm = all.stream().mapToDouble(Across::scatterMm).max().orElseThrow();
        boolean anyFromMask = all.stream().anyMatch(one -> one.stretch().fromMask());
        UncertaintyBudget budget =
                widthBudget(sight, all.get(0), meanMm, scatterMm / Math.sqrt(all.size()), anyFromMask);
        return measurement(sight, Measurand.SEAM_WIDTH_MEAN, meanMm, budget, List.of());
    }

    private static Measurement oneWidth(WeldSight sight, Measurand measurand, Across one, int stations) {
        double filtered = extremeNoise(one.scatterMm(), stations);
        boolean located = one.stretch().left().get(one.station()).located()
                && one.stretch().right().get(one.station()).located();
        UncertaintyBudget budget =
                widthBudget(sight, one, one.widthMm(), filtered, one.stretch().fromMask() || !located);
        List<PixelPoint> shape = List.of(
                one.stretch().left().get(one.station()).point(),
                one.stretch().right().get(one.station()).point());
        return measurement(sight, measurand, one.widthMm(), budget, shape);
    }

    /**
     * Noise of the least or largest of many filtered values: that of one, and that the extreme of n normal values lies
     * about √(2 ln n) standard deviations from their mean.
     */
    private static double extremeNoise(double scatterMm, int stations) {
        double filtered = scatterMm / Math.sqrt(SeamStretch.FILTER_REACH + 1.0);
        return filtered * Math.sqrt(1 + 2 * Math.log(stations));
    }

    private static UncertaintyBudget widthBudget(
            WeldSight sight, Across at, double widthMm, double noiseMm, boolean fromMask) {
        double perPixel = perPixel(sight, at);
        return new UncertaintyBudget()
                .with("edge noise", noiseMm)
                .with("toe", 2 * UncertaintyBudget.rectangular(TOE_HALF_WIDTH_PX) * perPixel)
                .with("scale", widthMm * sight.scale().relativeUncertainty())
                .with("mask edge", fromMask ? 2 * sight.patchPixelPx() * perPixel : 0);
    }

    private static Measurement offset(WeldSight sight, Across at, int stations) {
        double offsetMm = Math.abs(at.centreMm());
        double perPixel = perPixel(sight, at);
        UncertaintyBudget budget = new UncertaintyBudget()
                .with("edge noise", extremeNoise(at.scatterMm() / 2, stations))
                .with("toe", UncertaintyBudget.rectangular(TOE_HALF_WIDTH_PX) * perPixel)
                .with("scale", offsetMm * sight.scale().relativeUncertainty())
                .with("registration", sight.scale().placeUncertainty())
                .with("mask edge", at.stretch().fromMask() ? sight.patchPixelPx() * perPixel : 0);
        SeamStation station = at.stretch().stations().get(at.station());
        MmPoint middle = new MmPoint(
                station.nominal().x() + at.centreMm() * station.normal().x(),
                station.nominal().y() + at.centreMm() * station.normal().y());
        PlaneMap map = sight.scale().pixelToMm();
        return measurement(
                sight,
                Measurand.SEAM_OFFSET,
                offsetMm,
                budget,
                List.of(map.toPixel(station.nominal()), map.toPixel(middle)));
    }

    private static double perPixel(WeldSight sight, Across at) {
        return sight.scale().perPixel(middle(at.stretch(), at.station()));
    }

    private static PixelPoint middle(SeamStretch stretch, int station) {
        PixelPoint a = stretch.left().get(station).point();
        PixelPoint b = stretch.right().get(station).point();
        return new PixelPoint((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
    }

    private static Measurement measurement(
            WeldSight sight, Measurand measurand, double value, UncertaintyBudget budget, List<PixelPoint> shape) {
        return new Measurement(measurand, value, sight.scale().unit(), budget.combined(), shape);
    }
}
