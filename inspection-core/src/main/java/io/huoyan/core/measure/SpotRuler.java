package io.huoyan.core.measure;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.CircleFit;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
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

    /** Share of what an imprint's edge may be off by that is of one side only and moves its centre. */
    private static final double LOPSIDED_SHARE = 0.3;

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
        ViewMap map = sight.scale().pixelToMm();
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
        return fitted(sight, edge(sight, imprint.get(), centre, scope), presence, share);
    }

    private static Rim edge(WeldSight sight, Detection imprint, PixelPoint centre, MatScope scope) {
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
        EdgeTrace edges = new EdgeTrace(GreyRegion.of(sight.frame(), sight.region(), scope));
        List<EdgeTrace.EdgePoint> found = edges.trace(
                rays, SEARCH_PATCH_PIXELS * sight.patchPixelPx(), LINES_EACH_SIDE, true, EdgeTrace.Slope.ANY);
        Toe toe = Toe.of(
                edges.meanProfile(rays, found, LINES_EACH_SIDE, 1),
                Toe.Metal.IMPRINT,
                sight.scale(),
                sight.scale().perPixel(centre));
        return new Rim(toe.moved(rays, found, 1), toe.standardUncertaintyPx());
    }

    /**
     * The edge of an imprint.
     *
     * @param toePx standard uncertainty of where the imprint ends beside what was located, common to all points
     */
    private record Rim(List<EdgeTrace.EdgePoint> points, double toePx) {}

    private WeldMeasures fitted(WeldSight sight, Rim rim, WeldMeasures.Presence presence, double share) {
        List<EdgeTrace.EdgePoint> located =
                rim.points().stream().filter(EdgeTrace.EdgePoint::located).toList();
        boolean fromMask = located.size() < LOCATED_SHARE_MIN * RAYS;
        List<EdgeTrace.EdgePoint> used = fromMask ? rim.points() : located;
        List<PixelPoint> seen = used.stream().map(EdgeTrace.EdgePoint::point).toList();
        List<Measurement> measurements = circle(seen, sight.scale().pixelToMm())
                .map(c -> measurements(sight, seen, c, rim.toePx(), fromMask))
                .orElse(List.of());
        return new WeldMeasures(presence, share, measurements, List.of(seen));
    }

    private static Optional<CircleFit> circle(List<PixelPoint> points, ViewMap map) {
        return CircleFit.of(points.stream().map(map::toMm).toList());
    }

    private List<Measurement> measurements(
            WeldSight sight, List<PixelPoint> seen, CircleFit circle, double toePx, boolean fromMask) {
        Scale scale = sight.scale();
        ViewMap map = scale.pixelToMm();
        double perPixel = scale.perPixel(map.toPixel(circle.centre()));
        double independent = Math.max(1, circle.used() / RAYS_PER_INDEPENDENT);
        double noise = circle.sigmaMm() / Math.sqrt(independent);
        double fallback = fromMask ? sight.patchPixelPx() * perPixel : 0;
        UncertaintyBudget diameter = scale.budget(2 * circle.radiusMm(), 2, perPixel)
                .with("edge noise", 2 * noise)
                .with("imprint edge", 2 * toePx * perPixel)
                .with("mask edge", 2 * fallback);
        UncertaintyBudget offset = scale.budget(circle.centre().distanceMm(spot.centre()), 1, perPixel)
                .with("edge noise", Math.sqrt(2) * noise)
                .with("imprint edge", LOPSIDED_SHARE * toePx * perPixel)
                .with("fiducials", scale.placeUncertainty())
                .with("mask edge", fallback);
        MmPoint c = circle.centre();
        List<PixelPoint> across = List.of(
                map.toPixel(new MmPoint(c.x() - circle.radiusMm(), c.y())),
                map.toPixel(new MmPoint(c.x() + circle.radiusMm(), c.y())));
        return List.of(
                SeamRuler.measurement(
                        sight,
                        Measurand.SPOT_DIAMETER,
                        any -> 2 * circle(seen, any).orElse(circle).radiusMm(),
                        diameter,
                        across),
                SeamRuler.measurement(
                        sight,
                        Measurand.SPOT_OFFSET,
                        any -> circle(seen, any).orElse(circle).centre().distanceMm(spot.centre()),
                        offset,
                        List.of(map.toPixel(spot.centre()), map.toPixel(c))));
    }
}
