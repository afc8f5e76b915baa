package io.huoyan.core.measure;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.SmallMatrix;
import io.huoyan.core.domain.ViewMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds where a bead ends along its middle. Its tip is round: edges on parallel rays about the middle lie on a
 * parabola, and where that crosses the middle is the end.
 */
final class BeadEnds {
    /**
     * The tip is sought up to so many nominal widths, and one station's spacing, beyond the last station of full width.
     */
    private static final double TIP_WIDTHS = 0.25;

    /** Rays reach so many nominal widths to either side of the middle. */
    private static final double SIDE_WIDTHS = 0.15;

    /** An edge beyond the mask's end is the tip if it is this much clearer than what the mask names. */
    private static final double CLEARER_FACTOR = 2.5;

    /** And if it is this steep, as a share of what the bead's toes are. */
    private static final double BEYOND_SHARE_MIN = 0.9;

    /** The mask ends at an edge of its own if that is this steep, as a share of the same. */
    private static final double TOE_SHARE_MIN = 0.5;

    /** So many nominal widths farther than where the mask's tip may be, one that the mask does not have is sought. */
    private static final double UNSEEN_TIP_WIDTHS = 0.35;

    private static final int RAYS_EACH_SIDE_MIN = 4;
    private static final int RAYS_EACH_SIDE_MAX = 12;
    private static final double RAY_SPACING_PX = 1;
    private static final double MARCH_PX = 0.25;
    private static final int ROUNDS = 3;
    private static final double OUTLIER_SIGMAS = 2.5;
    private static final double OUTLIER_MIN_PX = 0.3;

    /** How round a tip is differs from bead to bead, and with it what lies beside its middle, mm. */
    private static final double TIP_MODEL_MM = 0.004;

    private final WeldSight sight;
    private final NominalPath path;
    private final double nominalWidthMm;
    private final ViewMap map;
    private final SeenMask mask;
    private final EdgeTrace edges;
    private final ToeTrail trail;

    BeadEnds(WeldSight sight, NominalPath path, double nominalWidthMm, SeenMask mask, EdgeTrace edges, ToeTrail trail) {
        this.trail = trail;
        this.sight = sight;
        this.path = path;
        this.nominalWidthMm = nominalWidthMm;
        this.map = sight.scale().pixelToMm();
        this.mask = mask;
        this.edges = edges;
    }

    /** Where a stretch ends, and how well that is known. */
    record End(PixelPoint at, double uncertaintyMm) {
        End doubted(double byMm) {
            return new End(at, Math.hypot(uncertaintyMm, byMm));
        }

        /** Either of both, each as likely: their middle, and half of their distance as standard deviation. */
        static End either(End one, End other, ViewMap map) {
            PixelPoint middle = new PixelPoint((one.at.x() + other.at.x()) / 2, (one.at.y() + other.at.y()) / 2);
            double apartMm = map.toMm(one.at).distanceMm(map.toMm(other.at));
            return new End(middle, Math.max(one.uncertaintyMm, other.uncertaintyMm)).doubted(apartMm / 2);
        }
    }

    /**
     * The end that the picture shows; the mask's where that lies beyond the stretch's middle. A stretch that is shorter
     * than the bead is wide has both of its ends sought from the far side, and without an edge of its own one could be
     * found past the other.
     */
    End of(List<SeamStation> part, double middleMm, int direction) {
        SeamStation last = part.get(direction < 0 ? 0 : part.size() - 1);
        double halfwayMm = (part.get(0).alongMm() + part.get(part.size() - 1).alongMm()) / 2;
        End found = found(last, middleMm, direction);
        double foundMm = path.alongMm(map.toMm(found.at()));
        if (direction * (foundMm - halfwayMm) > 0) {
            return found;
        }
        double ofMaskMm = last.alongMm() + direction * SeamStation.SPACING_MM / 2;
        PixelPoint at = map.toPixel(shifted(path.at(ofMaskMm), last.normal(), middleMm));
        return new End(at, UncertaintyBudget.rectangular(Math.abs(foundMm - ofMaskMm)));
    }

    /** Seeks the bead's end along its middle, from half a width inside the last covered station outwards. */
    private End found(SeamStation last, double middleMm, int direction) {
        MmPoint on = path.at(last.alongMm() - direction * nominalWidthMm / 2);
        double tipMm = TIP_WIDTHS * nominalWidthMm + SeamStation.SPACING_MM;
        MmPoint beyond = path.at(last.alongMm() + direction * tipMm);
        PixelPoint from = map.toPixel(shifted(on, last.normal(), middleMm));
        PixelPoint to = map.toPixel(shifted(beyond, last.normal(), middleMm));
        double reachPx = from.distancePx(to);
        double halfTipPx = reachPx * tipMm / (tipMm + nominalWidthMm / 2) / 2;
        double dx = (to.x() - from.x()) / reachPx;
        double dy = (to.y() - from.y()) / reachPx;
        int sides = (int) Math.max(
                RAYS_EACH_SIDE_MIN,
                Math.min(
                        RAYS_EACH_SIDE_MAX,
                        SIDE_WIDTHS * nominalWidthMm / sight.scale().perPixel(from) / RAY_SPACING_PX));
        List<EdgeTrace.Ray> rays = new ArrayList<>();
        boolean runsOn = false;
        for (int side = -sides; side <= sides; side++) {
            double x = from.x() - side * RAY_SPACING_PX * dy;
            double y = from.y() + side * RAY_SPACING_PX * dx;
            double expectedPx = 0;
            while (expectedPx < reachPx && mask.at(x + expectedPx * dx, y + expectedPx * dy)) {
                expectedPx += MARCH_PX;
            }
            runsOn |= expectedPx >= reachPx;
            rays.add(new EdgeTrace.Ray(x, y, dx, dy, Math.min(expectedPx, reachPx - halfTipPx)));
        }
        double unsurePx = runsOn ? UncertaintyBudget.rectangular(halfTipPx) : 0;
        if (!runsOn && trail.isKnown()) {
            double pxPerMm = reachPx / (tipMm + nominalWidthMm / 2);
            Tip tip =
                    beyondMask(rays, reachPx + UNSEEN_TIP_WIDTHS * nominalWidthMm * pxPerMm, trail.isOfToesAlone(last));
            if (tip.isEither()) {
                return End.either(end(rays, from, 0), end(tip.rays(), from, 0), map);
            }
            rays = tip.rays();
            unsurePx = UncertaintyBudget.rectangular(tip.doubtPx());
        }
        return end(rays, from, unsurePx);
    }

    /**
     * Rays on which a tip is sought.
     *
     * @param doubtPx so far to either side of where they expect it, the tip may be instead; 0 where the mask has it
     * @param isEither whether the tip may as well be where the mask has it
     */
    private record Tip(List<EdgeTrace.Ray> rays, double doubtPx, boolean isEither) {}

    /**
     * The same rays, expecting the tip where the picture has an edge beyond the mask's that is much clearer than that
     * at the mask's, and the latter is none of a toe's: a mask may end where a bead's light changes, before its tip.
     * What lies beyond may be another thing's edge, and the tip is where the mask has it, or near that: either is as
     * likely, but where only the toes have led there and the mask has no end to offer. Where the mask ends at an edge
     * as steep as a toe, but of light that changes the other way, that edge is the tip, in as much doubt.
     *
     * @param isOfToesAlone whether the mask has no bead at the last station
     */
    private Tip beyondMask(List<EdgeTrace.Ray> rays, double farthestPx, boolean isOfToesAlone) {
        double searchPx = sight.searchPx();
        double ofMaskPx = RunningMedian.median(
                rays.stream().mapToDouble(EdgeTrace.Ray::expectedPx).toArray());
        int reach = (int) Math.ceil((farthestPx - ofMaskPx + searchPx) / 2 / EdgeTrace.STEP_PX);
        double centrePx = ofMaskPx - searchPx + reach * EdgeTrace.STEP_PX;
        double[] mean = new double[2 * reach + 3];
        for (EdgeTrace.Ray ray : rays) {
            double[] gradients = edges.gradients(expecting(ray, centrePx), reach, 0);
            for (int j = 0; j < mean.length; j++) {
                mean[j] += gradients[j];
            }
        }
        double[] worth = Arrays.stream(mean)
                .map(gradient -> Math.abs(gradient) * trail.outwards().weight(gradient))
                .toArray();
        double usual = trail.usualSteepness() * rays.size();
        double toe = TOE_SHARE_MIN * usual;
        int searched = (int) Math.floor((ofMaskPx + searchPx - centrePx) / EdgeTrace.STEP_PX) + reach + 1;
        int steepest = steepest(mean, searched);
        boolean isEdgeOfMask = Math.abs(mean[steepest]) > toe;
        int peak = climbed(mean, steepest);
        if (isEdgeOfMask && peak > searched) {
            // The mask ends on the flank of an edge as a toe's is.
            return beyond(rays, centrePx + (peak - reach - 1) * EdgeTrace.STEP_PX, ofMaskPx);
        }
        double nearMask = worth[steepest(worth, searched)];
        int clearest = 0;
        for (int j = searched + 1; j < worth.length - 1; j++) {
            boolean isPeak = worth[j] >= worth[j - 1] && worth[j] > worth[j + 1];
            clearest = isPeak && (clearest == 0 || worth[j] > worth[clearest]) ? j : clearest;
        }
        if (clearest == 0
                || !(worth[clearest] > CLEARER_FACTOR * nearMask)
                || !(Math.abs(mean[clearest]) > BEYOND_SHARE_MIN * usual)) {
            return new Tip(rays, 0, false);
        }
        Tip beyond = beyond(rays, centrePx + (clearest - reach - 1) * EdgeTrace.STEP_PX, ofMaskPx);
        if (isEdgeOfMask) {
            return new Tip(rays, beyond.doubtPx(), false);
        }
        return isOfToesAlone ? beyond : new Tip(beyond.rays(), 0, true);
    }

    private Tip beyond(List<EdgeTrace.Ray> rays, double tipPx, double ofMaskPx) {
        return new Tip(
                rays.stream().map(ray -> expecting(ray, tipPx)).toList(), tipPx - ofMaskPx + sight.searchPx(), false);
    }

    /**
     * Where the largest magnitude is, up to an index; the flank of what lies farther inside than is looked at is none.
     */
    private static int steepest(double[] values, int last) {
        int at = 0;
        while (at < last && Math.abs(values[at + 1]) <= Math.abs(values[at])) {
            at++;
        }
        for (int j = at + 1; j <= last; j++) {
            at = Math.abs(values[j]) > Math.abs(values[at]) ? j : at;
        }
        return at;
    }

    /** From a place outwards for as long as it gets steeper. */
    private static int climbed(double[] values, int from) {
        int at = from;
        while (at + 1 < values.length && Math.abs(values[at + 1]) > Math.abs(values[at])) {
            at++;
        }
        return at;
    }

    private static EdgeTrace.Ray expecting(EdgeTrace.Ray ray, double px) {
        return new EdgeTrace.Ray(ray.x(), ray.y(), ray.dx(), ray.dy(), px);
    }

    /** @param unsurePx standard uncertainty because the mask runs on and does not say where the end is */
    private End end(List<EdgeTrace.Ray> rays, PixelPoint near, double unsurePx) {
        List<EdgeTrace.EdgePoint> found = edges.trace(rays, sight.searchPx(), 0, false, EdgeTrace.Slope.RISING);
        double perPixel = sight.scale().perPixel(near);
        EdgeTrace.Ray middle = rays.get(rays.size() / 2);
        long located = found.stream().filter(EdgeTrace.EdgePoint::located).count();
        Optional<Parabola> tip =
                located < Ruler.LOCATED_SHARE_MIN * rays.size() ? Optional.empty() : Parabola.through(found);
        if (tip.isEmpty()) {
            double ofMaskPx = RunningMedian.median(
                    rays.stream().mapToDouble(EdgeTrace.Ray::expectedPx).toArray());
            return new End(middle.at(ofMaskPx), Math.hypot(sight.patchPixelPx(), unsurePx) * perPixel);
        }
        Toe toe = Toe.of(
                edges.meanProfile(rays, found, tip.get().line(rays.size()), 0, 1),
                Toe.Metal.TIP,
                sight.scale(),
                perPixel);
        double tipMm = sight.scale().unit() == Measurement.Unit.MM ? TIP_MODEL_MM : 0;
        double scatterPx = toe.isOfProfile() ? 0 : tip.get().sigmaPx();
        double uncertaintyPx = Math.sqrt(square(toe.standardUncertaintyPx()) + square(scatterPx) + square(unsurePx));
        return new End(middle.at(tip.get().atMiddlePx() + toe.offsetPx()), Math.hypot(uncertaintyPx * perPixel, tipMm));
    }

    private static double square(double value) {
        return value * value;
    }

    /**
     * The parabola through a tip's edges, those far from it left out.
     *
     * @param atMiddlePx where it crosses the middle ray
     * @param slope of it there, per ray
     * @param bend of it, per square of rays
     * @param sigmaPx standard uncertainty of the middle from the edges' scatter
     */
    private record Parabola(double atMiddlePx, double slope, double bend, double sigmaPx) {
        private static final int UNKNOWNS = 3;

        /** Where it crosses each ray. */
        double[] line(int rays) {
            double[] line = new double[rays];
            for (int i = 0; i < rays; i++) {
                double x = i - rays / 2;
                line[i] = atMiddlePx + slope * x + bend * x * x;
            }
            return line;
        }

        static Optional<Parabola> through(List<EdgeTrace.EdgePoint> found) {
            int middle = found.size() / 2;
            double limit = Double.POSITIVE_INFINITY;
            double[] fit = {median(found), 0, 0};
            Parabola parabola = null;
            for (int round = 0; round <= ROUNDS; round++) {
                double[][] normal = new double[UNKNOWNS][UNKNOWNS];
                double[] right = new double[UNKNOWNS];
                List<Double> rest = new ArrayList<>();
                for (int i = 0; i < found.size(); i++) {
                    double x = i - middle;
                    double residual = found.get(i).distancePx() - fit[0] - fit[1] * x - fit[2] * x * x;
                    if (found.get(i).located() && Math.abs(residual) <= limit) {
                        double[] row = {1, x, x * x};
                        for (int a = 0; a < UNKNOWNS; a++) {
                            right[a] += row[a] * found.get(i).distancePx();
                            for (int b = 0; b < UNKNOWNS; b++) {
                                normal[a][b] += row[a] * row[b];
                            }
                        }
                    }
                    if (found.get(i).located()) {
                        rest.add(residual);
                    }
                }
                if (normal[0][0] < UNKNOWNS + 1) {
                    return Optional.ofNullable(parabola);
                }
                double[][] inverse = SmallMatrix.inverse(normal);
                for (int a = 0; a < UNKNOWNS; a++) {
                    fit[a] = 0;
                    for (int b = 0; b < UNKNOWNS; b++) {
                        fit[a] += inverse[a][b] * right[b];
                    }
                }
                double sigma = RunningMedian.robustSigma(
                        rest.stream().mapToDouble(Double::doubleValue).toArray());
                limit = Math.max(OUTLIER_MIN_PX, OUTLIER_SIGMAS * sigma);
                parabola = new Parabola(fit[0], fit[1], fit[2], sigma * Math.sqrt(inverse[0][0]));
            }
            return Optional.ofNullable(parabola);
        }

        private static double median(List<EdgeTrace.EdgePoint> found) {
            return RunningMedian.median(found.stream()
                    .filter(EdgeTrace.EdgePoint::located)
                    .mapToDouble(EdgeTrace.EdgePoint::distancePx)
                    .toArray());
        }
    }

    private static MmPoint shifted(MmPoint p, MmPoint normal, double byMm) {
        return new MmPoint(p.x() + byMm * normal.x(), p.y() + byMm * normal.y());
    }
}
