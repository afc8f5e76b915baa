package io.huoyan.core.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What one toe of a bead looks like, learnt where the network's mask has it: which way grey changes along the stations'
 * lines there, and how steeply. Thread-safe.
 */
final class ToeSide {
    /** How steep a toe must be, as a share of what is usual for this bead on this side. */
    private static final double SUPPORT_SHARE = 0.5;

    /** How much steeper than anything on the sheet beside it a bead's toe must be to be known again. */
    private static final double DISTINCT_FACTOR = 2;

    /** The next place of a toe is sought within as much as an edge is, and at least so many steps. */
    private static final int REACH_STEPS_MIN = 4;

    /** How much of the picture along the seam is averaged at each station, mm. */
    private static final double AVERAGED_MM = 0.3;

    private static final int LINES_EACH_SIDE_MIN = 2;

    private final EdgeTrace edges;
    private final List<SeamStation> stations;
    private final boolean isLeft;
    private final int reach;
    private final int linesEachSide;
    private final int sign;
    private final double usual;
    private final double besidePx;

    private ToeSide(
            EdgeTrace edges, List<SeamStation> stations, boolean isLeft, int reach, int linesEachSide, int sign) {
        this(edges, stations, isLeft, reach, linesEachSide, sign, 0, 0);
    }

    private ToeSide(
            EdgeTrace edges,
            List<SeamStation> stations,
            boolean isLeft,
            int reach,
            int linesEachSide,
            int sign,
            double usual,
            double besidePx) {
        this.edges = edges;
        this.stations = stations;
        this.isLeft = isLeft;
        this.reach = reach;
        this.linesEachSide = linesEachSide;
        this.sign = sign;
        this.usual = usual;
        this.besidePx = besidePx;
    }

    /** A toe's place on a station's line, and how steep grey is there in the toe's own direction. */
    record Place(double px, double steepness) {}

    /**
     * @param covered stations at which the mask has the bead
     * @param asidePx so far outwards of its edge is sheet
     * @return empty if the sheet beside the toe looks the same
     */
    static Optional<ToeSide> learnt(
            WeldSight sight,
            EdgeTrace edges,
            List<SeamStation> stations,
            List<Optional<SeamStation.Run>> runs,
            int[] covered,
            double asidePx,
            boolean isLeft) {
        double perPixel =
                sight.scale().perPixel(stations.get(stations.size() / 2).from());
        int reach = Math.max(REACH_STEPS_MIN, (int) Math.round(sight.searchPx() / EdgeTrace.STEP_PX));
        int lines = Math.max(LINES_EACH_SIDE_MIN, (int) Math.round(AVERAGED_MM / 2 / perPixel));
        double[] maskPx = Arrays.stream(covered)
                .mapToDouble(i -> {
                    SeamStation.Run run = runs.get(i).orElseThrow();
                    return isLeft ? run.beginPx() : run.endPx();
                })
                .toArray();
        ToeSide rising = new ToeSide(edges, stations, isLeft, reach, lines, 1).with(covered, maskPx);
        ToeSide falling = new ToeSide(edges, stations, isLeft, reach, lines, -1).with(covered, maskPx);
        ToeSide side = rising.usual >= falling.usual ? rising : falling;
        double outwards = (isLeft ? -1 : 1) * (asidePx + 2 * side.searchPx());
        double beside = RunningMedian.median(IntStream.range(0, covered.length)
                .mapToDouble(k -> side.at(covered[k], maskPx[k] + outwards).steepness())
                .toArray());
        return side.usual > 0 && side.usual >= DISTINCT_FACTOR * beside ? Optional.of(side) : Optional.empty();
    }

    private ToeSide with(int[] covered, double[] maskPx) {
        List<Place> places = IntStream.range(0, covered.length)
                .mapToObj(k -> at(covered[k], maskPx[k]))
                .toList();
        double steepness = RunningMedian.median(
                places.stream().mapToDouble(Place::steepness).toArray());
        double[] besides = IntStream.range(0, covered.length)
                .filter(k -> places.get(k).steepness() >= SUPPORT_SHARE * steepness)
                .mapToDouble(k -> maskPx[k] - places.get(k).px())
                .toArray();
        return new ToeSide(
                edges, stations, isLeft, reach, linesEachSide, sign, steepness, RunningMedian.median(besides));
    }

    boolean isSeen(Place place) {
        return place.steepness() >= SUPPORT_SHARE * usual;
    }

    /** Where a mask would have the toe: masks are now and then too wide, or too narrow, all along a bead. */
    double asMaskPx(double toePx) {
        return toePx + besidePx;
    }

    double searchPx() {
        return reach * EdgeTrace.STEP_PX;
    }

    double usualSteepness() {
        return usual;
    }

    /** Whether grey rises where the metal ends and the sheet begins. */
    boolean risesOutwards() {
        return isLeft == (sign < 0);
    }

    /** The steepest place near an expected one; where the picture ends there is none. */
    Place at(int station, double nearPx) {
        EdgeTrace.Ray ray = stations.get(station).ray(nearPx);
        double[] gradients = edges.gradients(ray, reach, linesEachSide);
        int best = reach + 1;
        double most = 0;
        for (int j = 1; j < gradients.length - 1; j++) {
            if (sign * gradients[j] > most) {
                most = sign * gradients[j];
                best = j;
            }
        }
        return new Place((EdgeTrace.grid(ray) + best - reach - 1) * EdgeTrace.STEP_PX, most);
    }
}
