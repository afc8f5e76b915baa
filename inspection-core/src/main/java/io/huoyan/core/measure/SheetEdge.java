package io.huoyan.core.measure;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The edge of the sheet beside a spot weld, located in the original picture on rays across the edge that the plan
 * gives, and moved on from it by what most of them say: a straight line beside the nominal one.
 *
 * @param stations places of the nominal edge at which it was located, with the unit vectors away from the weld
 * @param points the edge there: where the sheet's face ends and its rounding begins
 * @param besidePx standard uncertainty of that, common to all points, pixels
 */
record SheetEdge(List<Station> stations, List<PixelPoint> points, double besidePx) {
    /** The edge is looked for so many nominal diameters to either side of the point that is nearest to the weld. */
    private static final double REACH_DIAMETERS = 1;

    /** It may lie so far from where the plan has it, mm: trimming and what registration leaves. */
    private static final double SEARCH_MM = 1.5;

    private static final double SPACING_MM = 0.25;
    private static final int LINES_EACH_SIDE = 1;
    private static final int POINTS_MIN = 8;
    private static final double OUTLIER_SIGMAS = 3;
    private static final double OUTLIER_MIN_MM = 0.05;

    /** A cut edge is rounded; by the light either end of the rounding is what is seen. */
    static final double ROUNDING_HALF_WIDTH_MM = 0.15;

    /** A place of the nominal edge and the unit vector across it, away from the weld. */
    record Station(double alongMm, MmPoint at, MmPoint outwards) {}

    SheetEdge {
        stations = List.copyOf(stations);
        points = List.copyOf(points);
    }

    /**
     * @param nominal polyline of the sheet's edge
     * @param centre of the weld as measured
     * @return empty if the picture has no such edge there
     */
    static Optional<SheetEdge> find(
            WeldSight sight, List<MmPoint> nominal, MmPoint centre, double diameterMm, MatScope scope) {
        NominalPath path = new NominalPath(nominal);
        ViewMap map = sight.scale().pixelToMm();
        List<Station> stations = stations(path, centre, REACH_DIAMETERS * diameterMm);
        List<PixelPoint> ends = stations.stream()
                .flatMap(s -> List.of(map.toPixel(beyond(s, -SEARCH_MM)), map.toPixel(beyond(s, SEARCH_MM))).stream())
                .toList();
        if (stations.size() < POINTS_MIN) {
            return Optional.empty();
        }
        EdgeTrace edges = new EdgeTrace(GreyRegion.of(sight.frame(), around(ends), scope));
        List<EdgeTrace.Ray> rays = new ArrayList<>();
        for (int i = 0; i < stations.size(); i++) {
            PixelPoint from = ends.get(2 * i);
            PixelPoint to = ends.get(2 * i + 1);
            double length = from.distancePx(to);
            rays.add(new EdgeTrace.Ray(
                    from.x(), from.y(), (to.x() - from.x()) / length, (to.y() - from.y()) / length, length / 2));
        }
        double searchPx = ends.get(0).distancePx(ends.get(1)) / 2;
        List<EdgeTrace.EdgePoint> found = edges.trace(rays, searchPx, LINES_EACH_SIDE, false, EdgeTrace.Slope.FALLING);
        Toe toe = Toe.of(
                edges.meanProfile(rays, found, EdgeTrace.line(found, false), LINES_EACH_SIDE, -1),
                Toe.Metal.SHEET_EDGE,
                sight.scale(),
                sight.scale().perPixel(found.get(0).point()));
        List<EdgeTrace.EdgePoint> moved = toe.moved(rays, found, -1);
        List<Station> kept = new ArrayList<>();
        List<PixelPoint> points = new ArrayList<>();
        for (int i = 0; i < stations.size(); i++) {
            if (found.get(i).located()) {
                kept.add(stations.get(i));
                points.add(moved.get(i).point());
            }
        }
        return points.size() < Math.max(POINTS_MIN, Ruler.LOCATED_SHARE_MIN * stations.size())
                ? Optional.empty()
                : Optional.of(new SheetEdge(kept, points, toe.standardUncertaintyPx()));
    }

    /** Evenly along the nominal edge, as far as it goes. */
    private static List<Station> stations(NominalPath path, MmPoint centre, double reachMm) {
        double footMm = Math.max(0, Math.min(path.lengthMm(), path.alongMm(centre)));
        double from = Math.max(0, footMm - reachMm);
        double to = Math.min(path.lengthMm(), footMm + reachMm);
        List<Station> stations = new ArrayList<>();
        for (double alongMm = from; alongMm <= to; alongMm += SPACING_MM) {
            MmPoint at = path.at(alongMm);
            MmPoint tangent = path.tangent(alongMm, SPACING_MM);
            double side = Math.signum((at.x() - centre.x()) * -tangent.y() + (at.y() - centre.y()) * tangent.x());
            stations.add(new Station(alongMm, at, new MmPoint(-side * tangent.y(), side * tangent.x())));
        }
        return stations;
    }

    private static MmPoint beyond(Station station, double mm) {
        return new MmPoint(
                station.at().x() + mm * station.outwards().x(),
                station.at().y() + mm * station.outwards().y());
    }

    private static PixelBox around(List<PixelPoint> points) {
        double x0 = points.stream().mapToDouble(PixelPoint::x).min().orElse(0);
        double x1 = points.stream().mapToDouble(PixelPoint::x).max().orElse(0);
        double y0 = points.stream().mapToDouble(PixelPoint::y).min().orElse(0);
        double y1 = points.stream().mapToDouble(PixelPoint::y).max().orElse(0);
        int margin = 16;
        return new PixelBox(
                (int) x0 - margin,
                (int) y0 - margin,
                (int) Math.ceil(x1 - x0) + 2 * margin,
                (int) Math.ceil(y1 - y0) + 2 * margin);
    }

    /**
     * The edge on the plane: how far it lies beyond the nominal one, as a straight line along that.
     *
     * @param offsetMm at {@code middleMm} along the nominal edge
     * @param slope of it
     * @param sigmaMm scatter of the points used about it
     * @param used how many they were
     */
    record Line(double middleMm, double offsetMm, double slope, double sigmaMm, int used) {
        double at(double alongMm) {
            return offsetMm + slope * (alongMm - middleMm);
        }
    }

    Line line(ViewMap map) {
        double[] offsets = new double[points.size()];
        for (int i = 0; i < offsets.length; i++) {
            MmPoint p = map.toMm(points.get(i));
            Station s = stations.get(i);
            offsets[i] = (p.x() - s.at().x()) * s.outwards().x()
                    + (p.y() - s.at().y()) * s.outwards().y();
        }
        boolean[] isUsed = new boolean[offsets.length];
        java.util.Arrays.fill(isUsed, true);
        Line line = fit(offsets, isUsed);
        for (int round = 0; round < 2; round++) {
            double limit = Math.max(OUTLIER_MIN_MM, OUTLIER_SIGMAS * line.sigmaMm());
            for (int i = 0; i < offsets.length; i++) {
                isUsed[i] = Math.abs(offsets[i] - line.at(stations.get(i).alongMm())) <= limit;
            }
            line = fit(offsets, isUsed);
        }
        return line;
    }

    private Line fit(double[] offsets, boolean[] isUsed) {
        double n = 0;
        double s = 0;
        double o = 0;
        for (int i = 0; i < offsets.length; i++) {
            if (isUsed[i]) {
                n++;
                s += stations.get(i).alongMm();
                o += offsets[i];
            }
        }
        double middle = s / n;
        double mean = o / n;
        double spread = 0;
        double product = 0;
        for (int i = 0; i < offsets.length; i++) {
            if (isUsed[i]) {
                double along = stations.get(i).alongMm() - middle;
                spread += along * along;
                product += along * (offsets[i] - mean);
            }
        }
        double slope = spread > 0 ? product / spread : 0;
        double[] rest = new double[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            rest[i] = offsets[i] - mean - slope * (stations.get(i).alongMm() - middle);
        }
        return new Line(middle, mean, slope, RunningMedian.robustSigma(rest), (int) n);
    }

    /** Shortest distance of a point from the edge, in the map's unit. */
    double distanceMm(MmPoint from, ViewMap map) {
        Line line = line(map);
        return stations.stream()
                .mapToDouble(s -> from.distanceMm(beyond(s, line.at(s.alongMm()))))
                .min()
                .orElseThrow();
    }

    /** The place of the edge that is nearest to a point. */
    MmPoint nearest(MmPoint to, ViewMap map) {
        Line line = line(map);
        return stations.stream()
                .map(s -> beyond(s, line.at(s.alongMm())))
                .min(java.util.Comparator.comparingDouble(to::distanceMm))
                .orElseThrow();
    }
}
