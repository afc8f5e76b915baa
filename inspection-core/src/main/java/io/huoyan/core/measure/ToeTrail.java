package io.huoyan.core.measure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Follows both toes of a bead where the network's mask leaves them: beyond its ends and through its holes. A mask that
 * ends early names too short a seam, and nothing else would tell.
 *
 * <p>What a toe looks like is learnt where mask and picture agree, {@link ToeSide}. From there both toes are followed
 * station by station, each sought near the straight line through the places before it. The bead goes on as long as both
 * are seen: beyond its end, and in a gap, neither is. What lies between two toes that the mask does not have is not
 * known to be bead: the track of an arc without wire has edges too. So what only the toes show is told as such, and is
 * a doubt.
 */
final class ToeTrail {
    /** Fewer stations in a row with both toes do not say what toes look like. */
    private static final int CORE_MIN = 5;

    /** So many stations in a row may lack a toe within a bead: spatter lies on it, or a highlight. */
    private static final int MISSES_MAX = 2;

    /** A toe's straight line goes through so many places before. */
    private static final int LINE_STATIONS = 12;

    /** With fewer places the line is taken parallel to the path. */
    private static final int SLOPE_STATIONS_MIN = 6;

    /** Where a quarter of a bead's width and two searches lie beyond its edge, there is sheet. */
    private static final double ASIDE_WIDTHS = 0.25;

    /** A bead goes on if a toe is seen at this share of the stations beyond, or at more. */
    private static final double GOES_ON_SHARE = 0.5;

    private static final int STATIONS_BEYOND_MIN = 4;

    private final List<SeamStation> stations;
    private final double plannedMm;
    private final double nominalWidthMm;
    private final List<Optional<SeamStation.Run>> runs;
    private final boolean[] isOfMask;
    private final boolean[] isOfToesAlone;
    private final Beside[] besideMask;
    private final Optional<ToeSide> left;
    private final Optional<ToeSide> right;

    /**
     * @param plannedMm length of the planned path
     * @param ofMask where the mask begins and ends on each station's line
     * @param leastPx shorter runs of the mask are no bead
     */
    ToeTrail(
            WeldSight sight,
            double plannedMm,
            double nominalWidthMm,
            EdgeTrace edges,
            List<SeamStation> stations,
            List<Optional<SeamStation.Run>> ofMask,
            double leastPx) {
        this.stations = stations;
        this.plannedMm = plannedMm;
        this.nominalWidthMm = nominalWidthMm;
        this.runs = new ArrayList<>(ofMask);
        int[] covered = IntStream.range(0, ofMask.size())
                .filter(i ->
                        ofMask.get(i).filter(run -> run.lengthPx() >= leastPx).isPresent())
                .toArray();
        this.isOfMask = new boolean[ofMask.size()];
        this.isOfToesAlone = new boolean[ofMask.size()];
        this.besideMask = new Beside[ofMask.size()];
        Arrays.fill(besideMask, Beside.NONE);
        for (int i : covered) {
            isOfMask[i] = true;
        }
        if (covered.length < CORE_MIN) {
            left = Optional.empty();
            right = Optional.empty();
            return;
        }
        double asidePx = ASIDE_WIDTHS
                * nominalWidthMm
                / sight.scale().perPixel(stations.get(0).from());
        left = ToeSide.learnt(sight, edges, stations, ofMask, covered, asidePx, true);
        right = ToeSide.learnt(sight, edges, stations, ofMask, covered, asidePx, false);
        if (isKnown()) {
            follow(covered);
        }
    }

    /** Whether the picture shows what both toes look like. */
    boolean isKnown() {
        return left.isPresent() && right.isPresent();
    }

    /**
     * Where the bead begins and ends on each station's line: the mask's own places, and both toes' where the mask has
     * no bead.
     */
    List<Optional<SeamStation.Run>> runs() {
        return List.copyOf(runs);
    }

    /** How steep the fainter of both toes usually is; 0 if it is not known. */
    double usualSteepness() {
        return isKnown()
                ? Math.min(
                        left.orElseThrow().usualSteepness(), right.orElseThrow().usualSteepness())
                : 0;
    }

    /** Which way grey changes outwards at both toes; any if they differ, or are not known. */
    EdgeTrace.Slope outwards() {
        boolean isLeftRising = left.map(ToeSide::risesOutwards).orElse(true);
        boolean isRightRising = right.map(ToeSide::risesOutwards).orElse(!isLeftRising);
        if (isLeftRising != isRightRising) {
            return EdgeTrace.Slope.ANY;
        }
        return isLeftRising ? EdgeTrace.Slope.RISING : EdgeTrace.Slope.FALLING;
    }

    /**
     * How far along a station's line each toe is seen from where the mask has it; 0 where that is no farther than an
     * edge is sought. Which of both is the bead's is not known there.
     */
    record Beside(double leftPx, double rightPx) {
        static final Beside NONE = new Beside(0, 0);

        /** How much wider or narrower the bead may be, one of the toes or both being its own. */
        double widthPx() {
            return Math.max(Math.abs(rightPx - leftPx), farthestPx());
        }

        /**
         * How far its middle may lie beside the mask's; two toes equally far inwards leave it, one of them does not.
         */
        double middlePx() {
            return Math.max(Math.abs(leftPx + rightPx), farthestPx()) / 2;
        }

        private double farthestPx() {
            return Math.max(Math.abs(leftPx), Math.abs(rightPx));
        }
    }

    /** Both toes' places at a station. */
    private record Both(int station, ToeSide.Place left, ToeSide.Place right) {}

    private Both both(int station, double leftPx, double rightPx) {
        return new Both(
                station,
                left.orElseThrow().at(station, leftPx),
                right.orElseThrow().at(station, rightPx));
    }

    private boolean areSeen(Both both) {
        return left.orElseThrow().isSeen(both.left()) && right.orElseThrow().isSeen(both.right());
    }

    private void follow(int[] covered) {
        Both[] found = new Both[stations.size()];
        for (int i : covered) {
            SeamStation.Run run = runs.get(i).orElseThrow();
            Both both = both(i, run.beginPx(), run.endPx());
            found[i] = areSeen(both) ? both : null;
        }
        boolean[] done = new boolean[found.length];
        int begin = 0;
        while (begin < found.length) {
            int end = begin;
            while (end < found.length && found[end] != null && !done[end]) {
                end++;
            }
            if (end - begin >= CORE_MIN) {
                follow(found, done, begin, end, 1);
                follow(found, done, begin, end, -1);
            }
            begin = Math.max(end, begin + 1);
        }
    }

    /** From one end of a core, the stations from one to before another, outwards. */
    private void follow(Both[] found, boolean[] done, int from, int to, int direction) {
        Deque<Both> trail = new ArrayDeque<>();
        for (int k = 0; k < to - from; k++) {
            int station = direction > 0 ? from + k : to - 1 - k;
            keep(trail, found[station]);
            done[station] = true;
        }
        int misses = 0;
        int i = trail.getLast().station() + direction;
        while (i >= 0 && i < found.length && !done[i] && misses <= MISSES_MAX) {
            Both both = both(i, predictedPx(trail, i, true), predictedPx(trail, i, false));
            if (areSeen(both) && (isOfMask[i] || isPlanned(i))) {
                mend(i, both.left().px(), both.right().px());
                done[i] = true;
                keep(trail, both);
                misses = 0;
            } else {
                misses++;
            }
            i += direction;
        }
    }

    /** Beyond the planned ends a bead is what the mask has: what else lies there is no bead that could be missing. */
    private boolean isPlanned(int station) {
        double alongMm = stations.get(station).alongMm();
        return alongMm >= 0 && alongMm <= plannedMm;
    }

    private static void keep(Deque<Both> trail, Both both) {
        trail.addLast(both);
        if (trail.size() > LINE_STATIONS) {
            trail.removeFirst();
        }
    }

    /** What the mask has, stays as it has it: a narrow stretch between two wide edges is what it is. */
    private void mend(int station, double leftPx, double rightPx) {
        double begin = left.orElseThrow().asMaskPx(leftPx);
        double end = right.orElseThrow().asMaskPx(rightPx);
        if (isOfMask[station]) {
            SeamStation.Run run = runs.get(station).orElseThrow();
            double searchPx = left.orElseThrow().searchPx();
            besideMask[station] =
                    new Beside(beyond(begin - run.beginPx(), searchPx), beyond(end - run.endPx(), searchPx));
        } else {
            runs.set(station, Optional.of(new SeamStation.Run(begin, end)));
            isOfToesAlone[station] = true;
        }
    }

    private static double beyond(double px, double searchPx) {
        return Math.abs(px) > searchPx ? px : 0;
    }

    /** Where both toes are seen beside the mask's edges at a station. */
    Beside besideMask(int station) {
        return besideMask[station];
    }

    /** Whether at this station only the toes say that there is bead: what lies between them may be none. */
    boolean isOfToesAlone(int station) {
        return isOfToesAlone[station];
    }

    boolean isOfToesAlone(SeamStation station) {
        return isOfToesAlone[stations.indexOf(station)];
    }

    /** On the straight line through the last places of a toe. */
    private static double predictedPx(Deque<Both> trail, int station, boolean isLeft) {
        double meanAt = trail.stream().mapToInt(Both::station).average().orElseThrow();
        double meanPx =
                trail.stream().mapToDouble(both -> px(both, isLeft)).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (Both both : trail) {
            covariance += (both.station() - meanAt) * (px(both, isLeft) - meanPx);
            variance += (both.station() - meanAt) * (both.station() - meanAt);
        }
        double slope = trail.size() < SLOPE_STATIONS_MIN ? 0 : covariance / variance;
        return meanPx + slope * (station - meanAt);
    }

    private static double px(Both both, boolean isLeft) {
        return isLeft ? both.left().px() : both.right().px();
    }

    /**
     * Whether a toe is still seen along one nominal width beyond a bead's last station: then the bead may go on, and
     * what was taken for its end is none. Where another stretch of it begins, no farther is looked.
     *
     * @param last station
     * @param direction 1 towards the path's end, −1 towards its start
     */
    boolean mayGoOn(int last, int direction) {
        Deque<Both> trail = new ArrayDeque<>();
        for (int i = last; i >= 0 && i < runs.size() && trail.size() < LINE_STATIONS; i -= direction) {
            Optional<SeamStation.Run> run = runs.get(i);
            if (run.isEmpty()) {
                break;
            }
            trail.addFirst(both(i, run.get().beginPx(), run.get().endPx()));
        }
        int beyond = Math.max(STATIONS_BEYOND_MIN, (int) Math.round(nominalWidthMm / SeamStation.SPACING_MM));
        int lefts = 0;
        int rights = 0;
        int looked = 0;
        // The first half of them may still be the bead's round end.
        for (int k = beyond / 2; k < beyond + beyond / 2; k++) {
            int i = last + direction * k;
            if (i >= 0 && i < stations.size() && (isOfMask[i] || isOfToesAlone[i])) {
                break;
            }
            if (i >= 0 && i < stations.size()) {
                Both both = both(i, predictedPx(trail, i, true), predictedPx(trail, i, false));
                lefts += left.orElseThrow().isSeen(both.left()) ? 1 : 0;
                rights += right.orElseThrow().isSeen(both.right()) ? 1 : 0;
                looked++;
            }
        }
        return Math.max(lefts, rights) >= GOES_ON_SHARE * looked && looked > 0;
    }
}
