package io.huoyan.core.measure;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.CircleFit;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Diameter and place of a spot weld's imprint, by a circle through its edge on {@value #RAYS} rays. */
final class SpotRuler implements Ruler {
    static final int RAYS = 72;
    private static final int LINES_EACH_SIDE = 1;
    private static final int MEDIAN_REACH = 3;
    private static final double MARCH_PX = 0.25;

    /**
     * Half the width of the range in which the steepest change of grey may lie beside an imprint's edge, px
     * (rectangular).
     */
    private static final double IMPRINT_HALF_WIDTH_PX = 0.2;

    /**
     * Rays are nearer to each other than the picture's blur and the averaged lines reach: so many share one independent
     * value.
     */
    private static final double RAYS_PER_INDEPENDENT = 2;

    private final WeldGeometry.Spot spot;

    SpotRuler(WeldGeometry.Spot spot) {
        this.spot = spot;
    }

    @Override
    public WeldMeasures measure(WeldSight sight, MatScope scope) {
        PlaneMap map = sight.scale().pixelToMm();
        Optional<Detection> imprint = sight.of(SPOT_LABEL).stream()
                .filter(d -> map.toMm(Outlines.centroid(d.outline())).distanceMm(spot.centre())
                        <= ZONE_WIDTHS * spot.nominalDiameterMm())
                .max(Comparator.comparingDouble(Detection::areaPx));
        if (imprint.isEmpty()) {
            return new WeldMeasures(WeldMeasures.Presence.MISSING, 0, List.of(), List.of());
        }
        PixelPoint centre = Outlines.centroid(imprint.get().outline());
        double perPixel = sight.scale().perPixel(centre);
        double nominalAreaMm2 = Math.PI / 4 * spot.nominalDiameterMm() * spot.nominalDiameterMm();
        double share = imprint.get().areaPx() * perPixel * perPixel / nominalAreaMm2;
        WeldMeasures.Presence presence = Ruler.presence(share);
        if (presence == WeldMeasures.Presence.MISSING) {
            return new WeldMeasures(presence, share, List.of(), List.of());
        }
        List<EdgeTrace.EdgePoint> edge = edge(sight, imprint.get(), centre, scope);
        return fitted(sight, edge, presence, share);
    }

    private static List<EdgeTrace.EdgePoint> edge(
            WeldSight sight, Detection imprint, PixelPoint centre, MatScope scope) {
        SeenMask mask = SeenMask.of(sight.region(), List.of(imprint.outline()), scope);
        double farPx = Math.hypot(sight.region().width(), sight.region().height());
        double[] expectedPx = new double[RAYS];
        for (int i = 0; i < RAYS; i++) {
            double angle = 2 * Math.PI * i / RAYS;
            double distancePx = 0;
            while (distancePx < farPx
                    && mask.at(centre.x() + distancePx * Math.cos(angle), centre.y() + distancePx * Math.sin(angle))) {
                distancePx += MARCH_PX;
            }
            expectedPx[i] = distancePx;
        }
        double[] smooth = RunningMedian.ofRing(expectedPx, MEDIAN_REACH);
        List<EdgeTrace.Ray> rays = new ArrayList<>(RAYS);
        for (int i = 0; i < RAYS; i++) {
            double angle = 2 * Math.PI * i / RAYS;
            rays.add(new EdgeTrace.Ray(centre.x(), centre.y(), Math.cos(angle), Math.sin(angle), smooth[i]));
        }
        return new EdgeTrace(GreyRegion.of(sight.frame(), sight.region(), scope))
                .trace(rays, SEARCH_PATCH_PIXELS * sight.patchPixelPx(), LINES_EACH_SIDE, true, EdgeTrace.Slope.ANY);
    }

    private WeldMeasures fitted(
            WeldSight sight, List<EdgeTrace.EdgePoint> edge, WeldMeasures.Presence presence, double share) {
        List<EdgeTrace.EdgePoint> located =
                edge.stream().filter(EdgeTrace.EdgePoint::located).toList();
        boolean fromMask = located.size() < LOCATED_SHARE_MIN * edge.size();
        List<EdgeTrace.EdgePoint> used = fromMask ? edge : located;
        PlaneMap map = sight.scale().pixelToMm();
        Optional<CircleFit> circle =
                CircleFit.of(used.stream().map(e -> map.toMm(e.point())).toList());
        List<PixelPoint> seen = used.stream().map(EdgeTrace.EdgePoint::point).toList();
        return new WeldMeasures(
                presence,
                share,
                circle.map(c -> measurements(sight, c, fromMask)).orElse(List.of()),
                List.of(seen));
    }

    private List<Measurement> measurements(WeldSight sight, CircleFit circle, boolean fromMask) {
        Scale scale = sight.scale();
        PlaneMap map = scale.pixelToMm();
        double perPixel = scale.perPixel(map.toPixel(circle.centre()));
        double independent = Math.max(1, circle.used() / RAYS_PER_INDEPENDENT);
        double noise = circle.sigmaMm() / Math.sqrt(independent);
        double sampling = UncertaintyBudget.rectangular(IMPRINT_HALF_WIDTH_PX) * perPixel;
        double fallback = fromMask ? sight.patchPixelPx() * perPixel : 0;
        double diameter = 2 * circle.radiusMm();
        double offset = circle.centre().distanceMm(spot.centre());
        double diameterUncertainty = new UncertaintyBudget()
                .with("edge noise", 2 * noise)
                .with("imprint edge", 2 * sampling)
                .with("scale", diameter * scale.relativeUncertainty())
                .with("mask edge", 2 * fallback)
                .combined();
        double offsetUncertainty = new UncertaintyBudget()
                .with("edge noise", Math.sqrt(2) * noise)
                .with("imprint edge", sampling)
                .with("scale", offset * scale.relativeUncertainty())
                .with("registration", scale.placeUncertainty())
                .with("mask edge", fallback)
                .combined();
        MmPoint c = circle.centre();
        List<PixelPoint> across = List.of(
                map.toPixel(new MmPoint(c.x() - circle.radiusMm(), c.y())),
                map.toPixel(new MmPoint(c.x() + circle.radiusMm(), c.y())));
        List<PixelPoint> off = List.of(map.toPixel(spot.centre()), map.toPixel(c));
        return List.of(
                new Measurement(Measurand.SPOT_DIAMETER, diameter, scale.unit(), diameterUncertainty, across),
                new Measurement(Measurand.SPOT_OFFSET, offset, scale.unit(), offsetUncertainty, off));
    }
}
