package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** Stations go on so many nominal widths beyond both nominal ends. */
    private static final double BEYOND_WIDTHS = 1;

    /** So many stations, at least, are looked at to see where the metal ends beside the located line. */
    private static final int PROFILE_STATIONS_MIN = 9;

    /** A bead that ends so many nominal widths before the plan has its end, ends early. */
    private static final double EARLY_WIDTHS = 0.5;

    /** So near to where the plan has it an end may be without the picture showing it. */
    private static final double UNSHOWN_WIDTHS = 0.1;

    private static final int MASK_SMOOTH_REACH = 4;
    private static final int LINES_EACH_SIDE = 2;

    private final WeldSight sight;
    private final NominalPath path;
    private final double nominalWidthMm;
    private final ViewMap map;
    private final SeenMask mask;
    private final EdgeTrace edges;
    private final List<SeamStation> stations;
    private final List<Optional<SeamStation.Run>> runs;
    private final ToeTrail trail;
    private final double share;

    SeamTracer(WeldSight sight, NominalPath path, double nominalWidthMm, MatScope scope) {
        this.sight = sight;
        this.path = path;
        this.nominalWidthMm = nominalWidthMm;
        this.map = sight.scale().pixelToMm();
        List<Detection> beads = sight.of(Ruler.SEAM_LABEL);
        SeenMask seen = SeenMask.of(
                sight.region(), beads.stream().map(Detection::outline).toList(), scope);
        this.edges = new EdgeTrace(GreyRegion.of(sight.frame(), sight.region(), scope));
        double zoneMm = Ruler.ZONE_WIDTHS * nominalWidthMm;
        this.stations = SeamStation.along(path, BEYOND_WIDTHS * nominalWidthMm, zoneMm, map);
        List<Optional<SeamStation.Run>> ofMask =
                stations.stream().map(s -> s.longestRun(seen)).toList();
        this.share = seenShare(ofMask);
        double leastPx = COVERED_WIDTH_SHARE
                * nominalWidthMm
                / sight.scale().perPixel(stations.get(0).from());
        this.trail = new ToeTrail(sight, path.lengthMm(), nominalWidthMm, edges, stations, ofMask, leastPx);
        this.runs = trail.runs();
        this.mask = runs.equals(ofMask) ? seen : seen.with(outlines(), scope);
    }

    /** The bead between each two neighbouring stations. */
    private List<List<PixelPoint>> outlines() {
        List<List<PixelPoint>> outlines = new ArrayList<>();
        for (int i = 1; i < runs.size(); i++) {
            if (runs.get(i - 1).isPresent() && runs.get(i).isPresent()) {
                SeamStation.Run before = runs.get(i - 1).get();
                SeamStation.Run after = runs.get(i).get();
                EdgeTrace.Ray rayBefore = stations.get(i - 1).ray(0);
                EdgeTrace.Ray rayAfter = stations.get(i).ray(0);
                outlines.add(List.of(
                        rayBefore.at(before.beginPx()),
                        rayBefore.at(before.endPx()),
                        rayAfter.at(after.endPx()),
                        rayAfter.at(after.beginPx())));
            }
        }
        return outlines;
    }

    /** Area of the network's mask within the nominal length, as a share of the nominal bead's. */
    double seenShare() {
        return share;
    }

    private double seenShare(List<Optional<SeamStation.Run>> ofMask) {
        double areaMm2 = 0;
        for (int i = 0; i < stations.size(); i++) {
            SeamStation station = stations.get(i);
            if (ofMask.get(i).isPresent() && station.alongMm() >= 0 && station.alongMm() <= path.lengthMm()) {
                areaMm2 += widthMm(station, ofMask.get(i).get()) * SeamStation.SPACING_MM;
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
        Located left = edge(from, to, true);
        Located right = edge(from, to, false);
        double middleMm = middleMm(part, left.points(), right.points());
        BeadEnds ends = new BeadEnds(sight, path, nominalWidthMm, mask, edges, trail);
        BeadEnds.End start = shown(ends.of(part, middleMm, -1), from, -1);
        BeadEnds.End end = shown(ends.of(part, middleMm, 1), to - 1, 1);
        return new SeamStretch(
                part,
                left.points(),
                right.points(),
                left.seen(),
                right.seen(),
                start.at(),
                end.at(),
                start.uncertaintyMm(),
                end.uncertaintyMm(),
                left.doubt(),
                right.doubt(),
                left.fromMask() || right.fromMask());
    }

    /**
     * An end far within the planned length, or before the next stretch, that the picture does not show, because a toe
     * is seen to go on or because it is not known what toes look like: the bead may go on up to there.
     */
    private BeadEnds.End shown(BeadEnds.End end, int station, int direction) {
        double earlyMm = direction * (mayReachMm(station, direction) - path.alongMm(map.toMm(end.at())));
        boolean isShown =
                trail.isKnown() && (earlyMm < EARLY_WIDTHS * nominalWidthMm || !trail.mayGoOn(station, direction));
        return earlyMm > UNSHOWN_WIDTHS * nominalWidthMm && !isShown
                ? end.doubted(UncertaintyBudget.rectangular(earlyMm))
                : end;
    }

    /** Where the next stretch begins, or the plan has its end. */
    private double mayReachMm(int station, int direction) {
        int i = station + direction;
        while (i >= 0 && i < stations.size() && isCovered(i)) {
            i += direction;
        }
        while (i >= 0 && i < stations.size() && !isCovered(i)) {
            i += direction;
        }
        boolean isInner = i >= 0 && i < stations.size();
        double planMm = direction < 0 ? 0 : path.lengthMm();
        return isInner ? stations.get(i).alongMm() : planMm;
    }

    /** Where both toes are seen beside the mask's edges at a station. */
    ToeTrail.Beside besideMask(SeamStation station) {
        return trail.besideMask(stations.indexOf(station));
    }

    /**
     * Stretches along which only the toes show bead, in stations, with the one more that a stretch between two stations
     * may be long. A single station at an end is none: where a bead begins to be round, mask and toes may differ by
     * one. Between two of the mask's it may be a gap.
     */
    private List<Integer> ofToesAlone() {
        List<Integer> lengths = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= stations.size(); i++) {
            if (i == stations.size() || !trail.isOfToesAlone(i)) {
                boolean isInner = begin > 0 && isCovered(begin - 1) && i < stations.size() && isCovered(i);
                if (i - begin > 1 || (i > begin && isInner)) {
                    lengths.add(i - begin + 1);
                }
                begin = i + 1;
            }
        }
        return lengths;
    }

    /** Along how much of the seam only the toes show bead, all of it, mm. */
    double ofToesAloneMm() {
        return SeamStation.SPACING_MM
                * ofToesAlone().stream().mapToInt(Integer::intValue).sum();
    }

    /** Along how much at a stretch, mm. */
    double longestOfToesAloneMm() {
        return SeamStation.SPACING_MM
                * ofToesAlone().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Whether the picture shows what the bead's toes look like, so that the mask could be held against it. */
    boolean areToesClear() {
        return trail.isKnown();
    }

    /**
     * One side of a bead.
     *
     * @param points where it is taken to be; those not of the picture are not located
     * @param seen the same before anything was put back onto its line
     * @param doubt what is not known of it as a whole
     * @param fromMask true if the picture has no edge there and the mask's was taken
     */
    private record Located(
            List<EdgeTrace.EdgePoint> points, List<EdgeTrace.EdgePoint> seen, ToeDoubt doubt, boolean fromMask) {
        static Located ofMask(List<EdgeTrace.Ray> rays, double byPx, Toe toe, boolean fromMask) {
            List<EdgeTrace.EdgePoint> points = EdgeTrace.ofMask(rays, byPx);
            return new Located(points, points, ToeDoubt.of(toe, 0), fromMask);
        }
    }

    private Located edge(int from, int to, boolean left) {
        double[] expectedPx = new double[to - from];
        for (int i = 0; i < expectedPx.length; i++) {
            SeamStation.Run run = runs.get(from + i).orElseThrow();
            expectedPx[i] = left ? run.beginPx() : run.endPx();
        }
        double[] smooth = smooth(expectedPx, searchPx() / 2);
        List<EdgeTrace.Ray> rays = new ArrayList<>(smooth.length);
        for (int i = 0; i < smooth.length; i++) {
            rays.add(stations.get(from + i).ray(smooth[i]));
        }
        List<EdgeTrace.EdgePoint> found = edges.trace(
                rays, searchPx(), LINES_EACH_SIDE, false, left ? EdgeTrace.Slope.FALLING : EdgeTrace.Slope.RISING);
        int outwards = left ? -1 : 1;
        double perPixel = sight.scale().perPixel(found.get(0).point());
        long located = found.stream().filter(EdgeTrace.EdgePoint::located).count();
        if (located < Ruler.LOCATED_SHARE_MIN * found.size()) {
            return Toe.besideMask(
                            meanProfile(rays, smooth, outwards),
                            Toe.Metal.BEAD,
                            sight.scale(),
                            perPixel,
                            sight.patchPixelPx())
                    .map(toe -> Located.ofMask(rays, outwards * toe.offsetPx(), toe, false))
                    .orElseGet(() -> Located.ofMask(rays, 0, Toe.unfitted(Toe.Metal.BEAD), true));
        }
        double[] line = EdgeTrace.line(found, false);
        Optional<double[]> profile = profile(rays, found, line, outwards);
        Toe toe = Toe.of(profile, Toe.Metal.BEAD, sight.scale(), perPixel);
        double creasePx = Toe.Metal.BEAD.widestPx(sight.scale(), perPixel);
        double rivalPx = ToeDoubt.rivalPx(profile, creasePx, sight.scale(), sight.patchPixelPx());
        List<EdgeTrace.EdgePoint> seen = EdgeTrace.besideMask(rays, toe.moved(rays, found, outwards));
        double[] toeLine =
                Arrays.stream(line).map(at -> at + outwards * toe.offsetPx()).toArray();
        return new Located(EdgeTrace.onLine(rays, seen, toeLine), seen, ToeDoubt.of(toe, rivalPx), false);
    }

    /**
     * A mask's edge without its raggedness, but with the notches that are long enough for a width to show them:
     * {@link SeamStretch#FILTER_REACH}.
     *
     * @param notchPx from so much on what leaves the smooth edge is a notch
     */
    static double[] smooth(double[] edgePx, double notchPx) {
        double[] smooth = RunningMedian.of(edgePx, MASK_SMOOTH_REACH);
        double[] near = RunningMedian.of(edgePx, SeamStretch.FILTER_REACH);
        for (int i = 0; i < smooth.length; i++) {
            smooth[i] = Math.abs(near[i] - smooth[i]) > notchPx ? near[i] : smooth[i];
        }
        return smooth;
    }

    /** The mean profile of an edge where the bead is not yet round, if there is enough of that. */
    private Optional<double[]> profile(
            List<EdgeTrace.Ray> rays, List<EdgeTrace.EdgePoint> found, double[] line, int outwards) {
        int from = notRound(rays.size());
        int to = rays.size() - from;
        return edges.meanProfile(
                rays.subList(from, to),
                found.subList(from, to),
                Arrays.copyOfRange(line, from, to),
                LINES_EACH_SIDE,
                outwards);
    }

    /** The same about a line that no ray shows for itself. */
    private Optional<double[]> meanProfile(List<EdgeTrace.Ray> rays, double[] line, int outwards) {
        int from = notRound(rays.size());
        int to = rays.size() - from;
        return edges.meanProfile(rays.subList(from, to), Arrays.copyOfRange(line, from, to), LINES_EACH_SIDE, outwards);
    }

    /** First station at which a bead is not round, or as near to that as leaves enough of them. */
    private int notRound(int size) {
        int round = (int) Math.round(SeamAcross.END_MARGIN_WIDTHS * nominalWidthMm / SeamStation.SPACING_MM);
        return Math.max(0, Math.min(round, (size - PROFILE_STATIONS_MIN) / 2));
    }

    private double searchPx() {
        return sight.searchPx();
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
}
