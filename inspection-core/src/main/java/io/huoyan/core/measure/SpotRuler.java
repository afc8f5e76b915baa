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

/**
 * Diameter, place and ovality of a spot weld's imprint, by a circle through its edge on {@value #RAYS} rays, and its
 * distance from the sheet's edge where the plan gives one.
 */
final class SpotRuler implements Ruler {
    static final int RAYS = 72;
    private static final int LINES_EACH_SIDE = 1;
    private static final int MEDIAN_REACH = 3;
    private static final double MARCH_PX = 0.25;

    /**
     * Share of what an imprint's edge may be off by that is of one side only and moves its centre: light from one side
     * shows the two sides of a rim differently (errors on seeds of its own, docs/metrology.md).
     */
    private static final double LOPSIDED_SHARE = 0.3;

    /** Share that is of two opposite sides and makes a round imprint look oval. */
    private static final double OVAL_SHARE = 0.35;

    /** What an edge's own grain and the pixels do to the centre. */
    private static final Toe.Model CENTRE = new Toe.Model(0.04, 0.1);

    /** Edges nearer to each other than so many standard deviations of the blur and the filter share one value. */
    private static final double INDEPENDENT_BLURS = 4;

    private static final double BLUR_UNKNOWN_PX = 1;

    private static final String UNSEEN_RIM = "unseen rim";

    /** Of the rays across a sheet's edge. */
    private static final double LINES_PER_INDEPENDENT = 2;

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
        return fitted(sight, edge(sight, imprint.get(), centre, scope), presence, share, scope);
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
        List<EdgeTrace.EdgePoint> found =
                edges.trace(rays, sight.searchPx(), LINES_EACH_SIDE, true, EdgeTrace.Slope.RISING);
        double perPixel = sight.scale().perPixel(centre);
        long located = found.stream().filter(EdgeTrace.EdgePoint::located).count();
        if (located < LOCATED_SHARE_MIN * RAYS) {
            return Toe.besideMask(
                            edges.meanProfile(rays, smooth, LINES_EACH_SIDE, 1),
                            Toe.Metal.IMPRINT,
                            sight.scale(),
                            perPixel,
                            sight.patchPixelPx())
                    .map(toe -> new Rim(
                            EdgeTrace.ofMask(rays, toe.offsetPx()), toe.standardUncertaintyPx(), Shape.MASK_MOVED))
                    .orElseGet(() -> new Rim(
                            EdgeTrace.ofMask(rays, 0),
                            Toe.unfitted(Toe.Metal.IMPRINT).standardUncertaintyPx(),
                            Shape.MASK));
        }
        Toe toe = Toe.of(
                edges.meanProfile(rays, found, EdgeTrace.line(found, true), LINES_EACH_SIDE, 1),
                Toe.Metal.IMPRINT,
                sight.scale(),
                perPixel);
        return new Rim(toe.moved(rays, found, 1), toe.standardUncertaintyPx(), Shape.PICTURE);
    }

    /**
     * The edge of an imprint.
     *
     * @param toePx standard uncertainty of where the imprint ends beside what was located, common to all points
     * @param shape what says where its points lie
     */
    private record Rim(List<EdgeTrace.EdgePoint> points, double toePx, Shape shape) {}

    /** What says where the points of an imprint's edge lie. */
    private enum Shape {
        PICTURE,
        /** The mask, and the picture how large it is: the mean of all rays. */
        MASK_MOVED,
        MASK
    }

    private WeldMeasures fitted(
            WeldSight sight, Rim rim, WeldMeasures.Presence presence, double share, MatScope scope) {
        List<EdgeTrace.EdgePoint> located =
                rim.points().stream().filter(EdgeTrace.EdgePoint::located).toList();
        List<EdgeTrace.EdgePoint> used = rim.shape() == Shape.PICTURE ? located : rim.points();
        List<PixelPoint> seen = used.stream().map(EdgeTrace.EdgePoint::point).toList();
        List<Measurement> measurements = circle(seen, sight.scale().pixelToMm())
                .map(c -> measurements(sight, seen, c, rim.toePx(), rim.shape(), scope))
                .orElse(List.of());
        return new WeldMeasures(presence, share, measurements, List.of(seen));
    }

    private static Optional<CircleFit> circle(List<PixelPoint> points, ViewMap map) {
        return CircleFit.of(points.stream().map(map::toMm).toList());
    }

    private List<Measurement> measurements(
            WeldSight sight, List<PixelPoint> seen, CircleFit circle, double toePx, Shape shape, MatScope scope) {
        double perPixel = sight.scale().perPixel(sight.scale().pixelToMm().toPixel(circle.centre()));
        double perIndependent = raysPerIndependent(sight, circle, perPixel);
        double independent = Math.max(1, circle.used() / perIndependent);
        // An oval imprint is no noise: it moves neither its mean diameter nor its centre if all of its rim is seen.
        Oval oval = Oval.of(seen.stream().map(sight.scale().pixelToMm()::toMm).toList(), circle, perIndependent);
        Fitted rim = new Fitted(
                seen,
                circle,
                oval.scatterMm() / Math.sqrt(independent),
                oval.radiusOffMm(),
                oval.centreOffMm(),
                toePx * perPixel,
                shape == Shape.MASK ? sight.patchPixelPx() * perPixel : 0,
                shape == Shape.PICTURE ? 0 : sight.patchPixelPx() * perPixel,
                perPixel,
                perIndependent);
        List<Measurement> all = new ArrayList<>(List.of(diameter(sight, rim), offset(sight, rim)));
        all.add(ovality(sight, rim));
        if (!spot.sheetEdge().isEmpty() && sight.scale().unit() == Measurement.Unit.MM) {
            SheetEdge.find(sight, spot.sheetEdge(), circle.centre(), spot.nominalDiameterMm(), scope)
                    .ifPresent(edge -> all.add(edgeDistance(sight, rim, edge)));
        }
        return all;
    }

    /** So many neighbouring rays share one independent value: 1 or more. */
    private static double raysPerIndependent(WeldSight sight, CircleFit circle, double perPixel) {
        double blurPx = Math.hypot(sight.scale().blurPx().orElse(BLUR_UNKNOWN_PX), EdgeTrace.FILTER_SIGMA_PX);
        double apartPx = 2 * Math.PI * circle.radiusMm() / RAYS / perPixel;
        return Math.max(1, INDEPENDENT_BLURS * blurPx / apartPx);
    }

    /**
     * A rim with its circle.
     *
     * @param seen its points, pixels
     * @param noise standard uncertainty of the radius by the points' scatter
     * @param radiusOff what an oval imprint does to the radius where not all of its rim is seen
     * @param centreOff the same of the centre
     * @param toe standard uncertainty of where the imprint ends, common to all points
     * @param fallback the same where the mask's edge was taken as it is; 0 otherwise
     * @param maskShape what the place and the shape may be off by where they are the mask's; 0 otherwise
     * @param perPixel size of a pixel there
     * @param perIndependent so many neighbouring points share one independent value
     */
    private record Fitted(
            List<PixelPoint> seen,
            CircleFit circle,
            double noise,
            double radiusOff,
            double centreOff,
            double toe,
            double fallback,
            double maskShape,
            double perPixel,
            double perIndependent) {
        CircleFit circle(ViewMap map) {
            return SpotRuler.circle(seen, map).orElse(circle);
        }
    }

    /**
     * A blurred disc looks smaller: the steepest place of its rim lies the square of the blur over twice the radius
     * within (P. W. Verbeek, L. J. van Vliet, On the location error of curved edges in low-pass filtered 2-D and 3-D
     * images, PAMI 16, 1994), which is added to both ends.
     */
    private static Measurement diameter(WeldSight sight, Fitted rim) {
        ViewMap map = sight.scale().pixelToMm();
        double radiusMm = rim.circle().radiusMm();
        MmPoint c = rim.circle().centre();
        double blurMm = sight.scale().blurPx().orElse(0.0) * rim.perPixel();
        double shrunkMm = blurMm * blurMm / radiusMm;
        UncertaintyBudget budget = sight.scale()
                .budget(2 * radiusMm, 2, rim.perPixel())
                .with("edge noise", 2 * rim.noise())
                .with(UNSEEN_RIM, 2 * rim.radiusOff())
                .with("imprint edge", 2 * rim.toe())
                .with("mask edge", 2 * rim.fallback());
        List<PixelPoint> across = List.of(
                map.toPixel(new MmPoint(c.x() - radiusMm, c.y())), map.toPixel(new MmPoint(c.x() + radiusMm, c.y())));
        return SeamRuler.measurement(
                sight, Measurand.SPOT_DIAMETER, any -> 2 * rim.circle(any).radiusMm() + shrunkMm, budget, across);
    }

    private Measurement offset(WeldSight sight, Fitted rim) {
        Scale scale = sight.scale();
        MmPoint c = rim.circle().centre();
        UncertaintyBudget budget = scale.budget(c.distanceMm(spot.centre()), 1, rim.perPixel())
                .with("edge noise", Math.sqrt(2) * rim.noise())
                .with(UNSEEN_RIM, rim.centreOff())
                .with(
                        "imprint edge",
                        Math.hypot(LOPSIDED_SHARE * rim.toe(), CENTRE.px(scale, rim.perPixel()) * rim.perPixel()))
                .with("fiducials", scale.placeUncertainty())
                .with("mask edge", rim.maskShape());
        return SeamRuler.measurement(
                sight,
                Measurand.SPOT_OFFSET,
                any -> rim.circle(any).centre().distanceMm(spot.centre()),
                budget,
                List.of(
                        scale.pixelToMm().toPixel(spot.centre()),
                        scale.pixelToMm().toPixel(c)));
    }

    private static Measurement ovality(WeldSight sight, Fitted rim) {
        ViewMap map = sight.scale().pixelToMm();
        Oval oval = oval(rim, map);
        CircleFit circle = rim.circle();
        double dx = (circle.radiusMm() + oval.longerMm()) * Math.cos(oval.angleRad());
        double dy = (circle.radiusMm() + oval.longerMm()) * Math.sin(oval.angleRad());
        MmPoint c = circle.centre();
        List<PixelPoint> longest = List.of(
                map.toPixel(new MmPoint(c.x() - dx, c.y() - dy)), map.toPixel(new MmPoint(c.x() + dx, c.y() + dy)));
        double perRadius = 2 / circle.radiusMm();
        UncertaintyBudget budget = new UncertaintyBudget()
                .with("edge noise", perRadius * oval.sigmaMm())
                .with("imprint edge", perRadius * OVAL_SHARE * rim.toe())
                .with("mask edge", perRadius * rim.maskShape());
        return PlaneBudget.measurement(
                sight.scale(),
                Measurand.SPOT_OVALITY,
                Measurement.Unit.ONE,
                any -> 2 * oval(rim, any).longerMm() / rim.circle(any).radiusMm(),
                budget,
                longest);
    }

    private static Oval oval(Fitted rim, ViewMap map) {
        return Oval.of(rim.seen().stream().map(map::toMm).toList(), rim.circle(map), rim.perIndependent());
    }

    private static Measurement edgeDistance(WeldSight sight, Fitted rim, SheetEdge edge) {
        Scale scale = sight.scale();
        ViewMap map = scale.pixelToMm();
        MmPoint c = rim.circle().centre();
        SheetEdge.Line line = edge.line(map);
        double independent = Math.max(1, line.used() / LINES_PER_INDEPENDENT);
        UncertaintyBudget budget = scale.budget(edge.distanceMm(c, map), 2, rim.perPixel())
                .with("edge noise", Math.hypot(Math.sqrt(2) * rim.noise(), line.sigmaMm() / Math.sqrt(independent)))
                .with(UNSEEN_RIM, rim.centreOff())
                .with("imprint edge", LOPSIDED_SHARE * rim.toe())
                .with("sheet edge", edge.besidePx() * rim.perPixel())
                .with(new Contribution(
                        "sheet edge rounding",
                        UncertaintyBudget.rectangular(SheetEdge.ROUNDING_HALF_WIDTH_MM),
                        Contribution.Shape.RECTANGULAR))
                .with("mask edge", rim.maskShape());
        return SeamRuler.measurement(
                sight,
                Measurand.SPOT_EDGE_DISTANCE,
                any -> edge.distanceMm(rim.circle(any).centre(), any),
                budget,
                List.of(map.toPixel(c), map.toPixel(edge.nearest(c, map))));
    }
}
