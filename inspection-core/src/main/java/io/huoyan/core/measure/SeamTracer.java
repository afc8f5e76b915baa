package io.huoyan.core.measure;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the stretches of a bead along its nominal path and locates their edges and ends. */
final class SeamTracer {
    /** A station is covered if the mask on its line is at least this share of the nominal width. */
    private static final double COVERED_WIDTH_SHARE = 0.4;

    /** Fewer covered stations in a row are no bead. */
    private static final int STATIONS_MIN = 3;

    /** A bead ends where it is narrower than this share of its own median width for good. */
    private static final double FULL_WIDTH_SHARE = 0.6;

    /** Its tip is sought up to so many nominal widths beyond the last station of full width. */
    private static final double TIP_WIDTHS = 0.25;

    /** Stations go on so many nominal widths beyond both nominal ends. */
    private static final double BEYOND_WIDTHS = 1;

    private static final int MASK_SMOOTH_REACH = 4;
    private static final int LINES_EACH_SIDE = 2;
    private static final int END_RAYS_EACH_SIDE = 2;

    private static final double MARCH_PX = 0.25;

    /** The same as {@link SeamRuler#TOE_HALF_WIDTH_PX} for the end of a bead, which is round and runs out flat, px. */
    private static final double END_HALF_WIDTH_PX = 1.5;

    private final WeldSight sight;
    private final NominalPath path;
    private final double nominalWidthMm;
    private final PlaneMap map;
    private final SeenMask mask;
    private final EdgeTrace edges;
    private final List<SeamStation> stations;
    private final List<Optional<SeamStation.Run>> runs;

    SeamTracer(WeldSight sight, NominalPath path, double nominalWidthMm, MatScope scope) {
        this.sight = sight;
        this.path = path;
        this.nominalWidthMm = nominalWidthMm;
        this.map = sight.scale().pixelToMm();
        List<Detection> beads = sight.of(Ruler.SEAM_LABEL);
        this.mask = SeenMask.of(
                sight.region(), beads.stream().map(Detection::outline).toList(), scope);
        this.edges = new EdgeTrace(GreyRegion.of(sight.frame(), sight.region(), scope));
        double zoneMm = Ruler.ZONE_WIDTHS * nominalWidthMm;
        this.stations = SeamStation.along(path, BEYOND_WIDTHS * nominalWidthMm, zoneMm, map);
        this.runs = stations.stream().map(s -> s.longestRun(mask)).toList();
    }

    /** Area of the mask within the nominal length, as a share of the nominal bead's. */
    double seenShare() {
        double areaMm2 = 0;
        for (int i = 0; i < stations.size(); i++) {
            SeamStation station = stations.get(i);
            if (runs.get(i).isPresent() && station.alongMm() >= 0 && station.alongMm() <= path.lengthMm()) {
                areaMm2 += widthMm(station, runs.get(i).get()) * SeamStation.SPACING_MM;
            }
        }
        return areaMm2 / (path.lengthMm() * nominalWidthMm);
    }

    private double widthMm(SeamStation station, SeamStation.Run run) {
        return station.acrossMm(station.ray(0).at(run.endPx()), map)
                - station.acrossMm(station.ray(0).at(run.beginPx()), map);
    }

    List<SeamStretch> stretches() {
        List<SeamStretch> stretches = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i <= stations.size(); i++) {
            boolean covered = i < stations.size() && isCovered(i);
            if (covered && begin < 0) {
                begin = i;
            } else if (!covered && begin >= 0) {
                Range full = fullWidth(new Range(begin, i));
                if (full.stations() >= STATIONS_MIN && isOfThisSeam(full)) {
                    stretches.add(stretch(full.from(), full.to()));
                }
                begin = -1;
            }
        }
        return stretches;
    }

    /** Stations from one to before another. */
    private record Range(int from, int to) {
        int stations() {
            return to - from;
        }
    }

    /** Without the narrow ends: a mask that runs on along a sheet's edge, a tail that is no full bead. */
    private Range fullWidth(Range range) {
        double[] widths = new double[range.stations()];
        for (int i = 0; i < widths.length; i++) {
            int station = range.from() + i;
            widths[i] = widthMm(stations.get(station), runs.get(station).orElseThrow());
        }
        double leastMm = FULL_WIDTH_SHARE * RunningMedian.median(widths);
        int from = 0;
        int to = widths.length;
        while (from < to && widths[from] < leastMm) {
            from++;
        }
        while (to > from && widths[to - 1] < leastMm) {
            to--;
        }
        return new Range(range.from() + from, range.from() + to);
    }

    /** What lies mostly beyond the nominal ends is another weld or none. */
    private boolean isOfThisSeam(Range range) {
        long within = stations.subList(range.from(), range.to()).stream()
                .filter(station -> station.alongMm() >= 0 && station.alongMm() <= path.lengthMm())
                .count();
        return 2 * within >= range.stations();
    }

    private boolean isCovered(int i) {
        return runs.get(i)
                .filter(run -> widthMm(stations.get(i), run) >= COVERED_WIDTH_SHARE * nominalWidthMm)
                .isPresent();
    }

    private SeamStretch stretch(int from, int to) {
        List<SeamStation> part = stations.subList(from, to);
        List<EdgeTrace.EdgePoint> left = edge(from, to, true);
        List<EdgeTrace.EdgePoint> right = edge(from, to, false);
        long located = left.stream().filter(EdgeTrace.EdgePoint::located).count()
                + right.stream().filter(EdgeTrace.EdgePoint::located).count();
        boolean fromMask = located < Ruler.LOCATED_SHARE_MIN * 2 * part.size();
        double middleMm = middleMm(part, left, right);
        End start = ownEnd(part, middleMm, -1);
        End end = ownEnd(part, middleMm, 1);
        return new SeamStretch(
                part,
                left,
                right,
                start.alongMm(),
                end.alongMm(),
                start.uncertaintyMm(),
                end.uncertaintyMm(),
                fromMask);
    }

    private List<EdgeTrace.EdgePoint> edge(int from, int to, boolean left) {
        double[] expectedPx = new double[to - from];
        for (int i = 0; i < expectedPx.length; i++) {
            SeamStation.Run run = runs.get(from + i).orElseThrow();
            expectedPx[i] = left ? run.beginPx() : run.endPx();
        }
        double[] smooth = RunningMedian.of(expectedPx, MASK_SMOOTH_REACH);
        List<EdgeTrace.Ray> rays = new ArrayList<>(smooth.length);
        for (int i = 0; i < smooth.length; i++) {
            rays.add(stations.get(from + i).ray(smooth[i]));
        }
        return edges.trace(
                rays, searchPx(), LINES_EACH_SIDE, false, left ? EdgeTrace.Slope.FALLING : EdgeTrace.Slope.RISING);
    }

    private double searchPx() {
        return Ruler.SEARCH_PATCH_PIXELS * sight.patchPixelPx();
    }

    private double middleMm(List<SeamStation> part, List<EdgeTrace.EdgePoint> left, List<EdgeTrace.EdgePoint> right) {
        double[] middles = new double[part.size()];
        for (int i = 0; i < middles.length; i++) {
            middles[i] = (part.get(i).acrossMm(left.get(i).point(), map)
                            + part.get(i).acrossMm(right.get(i).point(), map))
                    / 2;
        }
        return RunningMedian.median(middles);
    }

    /** Where a stretch ends along the path. */
    private record End(double alongMm, double uncertaintyMm) {}

    /**
     * The end that the picture shows; the mask's where that lies beyond the stretch's middle. A stretch that is shorter
     * than the bead is wide has both of its ends sought from the far side, and without an edge of its own one could be
     * found past the other.
     */
    private End ownEnd(List<SeamStation> part, double middleMm, int direction) {
        SeamStation last = part.get(direction < 0 ? 0 : part.size() - 1);
        double halfwayMm = (part.get(0).alongMm() + part.get(part.size() - 1).alongMm()) / 2;
        End found = end(last, middleMm, direction);
        if (direction * (found.alongMm() - halfwayMm) > 0) {
            return found;
        }
        double ofMaskMm = last.alongMm() + direction * SeamStation.SPACING_MM / 2;
        return new End(ofMaskMm, UncertaintyBudget.rectangular(Math.abs(found.alongMm() - ofMaskMm)));
    }

    /** Seeks the bead's end along its middle, from half a width inside the last covered station outwards. */
    private End end(SeamStation last, double middleMm, int direction) {
        MmPoint on = path.at(last.alongMm() - direction * nominalWidthMm / 2);
        MmPoint beyond = path.at(last.alongMm() + direction * TIP_WIDTHS * nominalWidthMm);
        PixelPoint from = map.toPixel(shifted(on, last.normal(), middleMm));
        PixelPoint to = map.toPixel(shifted(beyond, last.normal(), middleMm));
        double reachPx = from.distancePx(to);
        double halfTipPx = reachPx * TIP_WIDTHS / (TIP_WIDTHS + 0.5) / 2;
        double dx = (to.x() - from.x()) / reachPx;
        double dy = (to.y() - from.y()) / reachPx;
        List<EdgeTrace.Ray> rays = new ArrayList<>();
        boolean runsOn = false;
        for (int side = -END_RAYS_EACH_SIDE; side <= END_RAYS_EACH_SIDE; side++) {
            double x = from.x() - side * dy;
            double y = from.y() + side * dx;
            double expectedPx = 0;
            while (expectedPx < reachPx && mask.at(x + expectedPx * dx, y + expectedPx * dy)) {
                expectedPx += MARCH_PX;
            }
            runsOn |= expectedPx >= reachPx;
            rays.add(new EdgeTrace.Ray(x, y, dx, dy, Math.min(expectedPx, reachPx - halfTipPx)));
        }
        double unsurePx = runsOn ? UncertaintyBudget.rectangular(halfTipPx) : 0;
        return end(rays, edges.trace(rays, searchPx(), 0, false, EdgeTrace.Slope.RISING), from, unsurePx);
    }

    /** @param unsurePx standard uncertainty because the mask runs on and does not say where the end is */
    private End end(List<EdgeTrace.Ray> rays, List<EdgeTrace.EdgePoint> found, PixelPoint near, double unsurePx) {
        double perPixel = sight.scale().perPixel(near);
        double[] located = found.stream()
                .filter(EdgeTrace.EdgePoint::located)
                .mapToDouble(EdgeTrace.EdgePoint::distancePx)
                .toArray();
        double distancePx = RunningMedian.median(located);
        double uncertaintyPx = UncertaintyBudget.rectangular(END_HALF_WIDTH_PX);
        if (located.length < Ruler.LOCATED_SHARE_MIN * rays.size()) {
            distancePx = RunningMedian.median(
                    rays.stream().mapToDouble(EdgeTrace.Ray::expectedPx).toArray());
            uncertaintyPx = sight.patchPixelPx();
        } else {
            double middle = distancePx;
            double[] residuals = new double[located.length];
            for (int i = 0; i < residuals.length; i++) {
                residuals[i] = located[i] - middle;
            }
            uncertaintyPx = Math.hypot(uncertaintyPx, RunningMedian.robustSigma(residuals));
        }
        PixelPoint at = rays.get(rays.size() / 2).at(distancePx);
        return new End(path.alongMm(map.toMm(at)), Math.hypot(uncertaintyPx, unsurePx) * perPixel);
    }

    private static MmPoint shifted(MmPoint p, MmPoint normal, double byMm) {
        return new MmPoint(p.x() + byMm * normal.x(), p.y() + byMm * normal.y());
    }
}
