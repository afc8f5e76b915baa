package io.huoyan.core.measure;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place along the nominal seam, with a line of pixels across it.
 *
 * @param alongMm arc length from the nominal start; negative before it
 * @param nominal the point of the path
 * @param normal unit vector across, to the right of the direction of travel as drawn with y down
 * @param from where the line of pixels starts, on the side that {@code normal} points away from
 * @param dx direction of the line in pixels, a unit vector
 * @param dy direction of the line in pixels
 * @param acrossPx length of the line
 */
record SeamStation(
        double alongMm, MmPoint nominal, MmPoint normal, PixelPoint from, double dx, double dy, double acrossPx) {
    static final double SPACING_MM = 0.5;
    private static final double TURN_REACH_MM = 1.0;
    private static final double MARCH_PX = 0.5;

    /**
     * Stations from {@code beyondMm} before the path's start to as far after its end, each line {@code halfMm} to both
     * sides.
     */
    static List<SeamStation> along(NominalPath path, double beyondMm, double halfMm, ViewMap map) {
        int steps = (int) Math.ceil((path.lengthMm() + 2 * beyondMm) / SPACING_MM);
        List<SeamStation> stations = new ArrayList<>(steps + 1);
        for (int i = 0; i <= steps; i++) {
            double alongMm = -beyondMm + i * SPACING_MM;
            MmPoint at = path.at(alongMm);
            MmPoint tangent = path.tangent(alongMm, TURN_REACH_MM);
            MmPoint normal = new MmPoint(-tangent.y(), tangent.x());
            PixelPoint from = map.toPixel(new MmPoint(at.x() - halfMm * normal.x(), at.y() - halfMm * normal.y()));
            PixelPoint to = map.toPixel(new MmPoint(at.x() + halfMm * normal.x(), at.y() + halfMm * normal.y()));
            double acrossPx = from.distancePx(to);
            stations.add(new SeamStation(
                    alongMm,
                    at,
                    normal,
                    from,
                    (to.x() - from.x()) / acrossPx,
                    (to.y() - from.y()) / acrossPx,
                    acrossPx));
        }
        return stations;
    }

    /** Where the mask begins and ends on the line, px from its start: the longest run. */
    record Run(double beginPx, double endPx) {
        double lengthPx() {
            return endPx - beginPx;
        }
    }

    Optional<Run> longestRun(SeenMask mask) {
        Optional<Run> longest = Optional.empty();
        double begin = Double.NaN;
        for (double t = 0; t <= acrossPx + MARCH_PX; t += MARCH_PX) {
            boolean inside = t <= acrossPx && mask.at(from.x() + t * dx, from.y() + t * dy);
            if (inside && Double.isNaN(begin)) {
                begin = t;
            } else if (!inside && !Double.isNaN(begin)) {
                Run run = new Run(begin - MARCH_PX / 2, t - MARCH_PX / 2);
                if (longest.isEmpty() || run.lengthPx() > longest.get().lengthPx()) {
                    longest = Optional.of(run);
                }
                begin = Double.NaN;
            }
        }
        return longest;
    }

    EdgeTrace.Ray ray(double expectedPx) {
        return new EdgeTrace.Ray(from.x(), from.y(), dx, dy, expectedPx);
    }

    /** Signed distance of a pixel from the nominal path along the normal, mm. */
    double acrossMm(PixelPoint p, ViewMap map) {
        MmPoint mm = map.toMm(p);
        return (mm.x() - nominal.x()) * normal.x() + (mm.y() - nominal.y()) * normal.y();
    }
}
