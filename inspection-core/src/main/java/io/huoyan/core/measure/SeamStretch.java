package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A stretch of bead without interruption, its two edges located at each station.
 *
 * @param stations in order
 * @param left edge on the side that the normals point away from
 * @param right the other edge
 * @param leftSeen the same as {@code left} before anything was put back onto its line; so {@code rightSeen}
 * @param rightSeen see there
 * @param start its tip at the path's start
 * @param end its other tip
 * @param startUncertaintyMm standard uncertainty of that
 * @param endUncertaintyMm standard uncertainty of that
 * @param leftDoubt what is not known of the left edge as a whole; so {@code rightDoubt}
 * @param rightDoubt see there
 * @param fromMask true if too few edges were found in the picture and the mask's were taken
 */
record SeamStretch(
        List<SeamStation> stations,
        List<EdgeTrace.EdgePoint> left,
        List<EdgeTrace.EdgePoint> right,
        List<EdgeTrace.EdgePoint> leftSeen,
        List<EdgeTrace.EdgePoint> rightSeen,
        PixelPoint start,
        PixelPoint end,
        double startUncertaintyMm,
        double endUncertaintyMm,
        ToeDoubt leftDoubt,
        ToeDoubt rightDoubt,
        boolean fromMask) {
    /**
     * Width and centre are filtered by a median over 2 mm: this many stations on each side. A notch shows if three
     * stations, 1.5 mm, lie in it; what is shorter is not told from a stray edge.
     */
    static final int FILTER_REACH = 2;

    /** Variance of a second difference of independent values: 1 + 4 + 1 of theirs. */
    private static final double SECOND_DIFFERENCE_VARIANCE = 6;

    /** From fewer differences of an edge its noise is not told. */
    private static final int DIFFERENCES_TELLING_MIN = 8;

    /** The centre line's direction is taken over so many stations to each side. */
    private static final int SLOPE_REACH = 4;

    /**
     * Standard uncertainty of the width from where metal ends beside the two located edges, pixels: the doubts of the
     * two are a little large and go a little together, which for their sum makes up for each other.
     */
    double toesPx() {
        return Math.hypot(leftDoubt.toePx(), rightDoubt.toePx());
    }

    /** The same of the middle between them. */
    double middleToePx() {
        return ToeDoubt.middleToePx(leftDoubt, rightDoubt);
    }

    /** Standard uncertainty of the width because other edges near by may be the bead's, pixels. */
    double rivalsPx() {
        return Math.hypot(leftDoubt.rivalPx(), rightDoubt.rivalPx());
    }

    /** Where it begins along the nominal path, mm. */
    double startMm(NominalPath path, ViewMap map) {
        return path.alongMm(map.toMm(start));
    }

    /** Where it ends along the nominal path, mm. */
    double endMm(NominalPath path, ViewMap map) {
        return path.alongMm(map.toMm(end));
    }

    double lengthMm(NominalPath path, ViewMap map) {
        return endMm(path, map) - startMm(path, map);
    }

    /** Signed offset of an edge from the nominal path per station, mm. */
    private double[] offsetsMm(List<EdgeTrace.EdgePoint> edge, ViewMap map) {
        double[] offsets = new double[stations.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = stations.get(i).acrossMm(edge.get(i).point(), map);
        }
        return offsets;
    }

    /** Offset of the bead's middle from the nominal path per station, filtered, mm. */
    double[] centresMm(ViewMap map) {
        double[] leftMm = offsetsMm(left, map);
        double[] rightMm = offsetsMm(right, map);
        double[] centres = new double[leftMm.length];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = (leftMm[i] + rightMm[i]) / 2;
        }
        return RunningMedian.of(centres, FILTER_REACH);
    }

    /** Width across the bead's own direction per station, filtered, mm. */
    double[] widthsMm(ViewMap map) {
        double[] leftMm = offsetsMm(left, map);
        double[] rightMm = offsetsMm(right, map);
        double[] centres = centresMm(map);
        double[] widths = new double[leftMm.length];
        for (int i = 0; i < widths.length; i++) {
            int a = Math.max(0, i - SLOPE_REACH);
            int b = Math.min(widths.length - 1, i + SLOPE_REACH);
            double runMm = (b - a) * SeamStation.SPACING_MM;
            double slope = runMm == 0 ? 0 : (centres[b] - centres[a]) / runMm;
            widths[i] = (rightMm[i] - leftMm[i]) / Math.sqrt(1 + slope * slope);
        }
        return RunningMedian.of(widths, FILTER_REACH);
    }

    /**
     * At how many of the two edges a filtered value there is the mask's: the picture has none at most of the stations
     * that are filtered together. Where it has one at most of them, their median lies between places that are seen,
     * whatever the others are.
     */
    int edgesOfMask(int station) {
        return fromMask ? 2 : edgesUnseen(station);
    }

    /** Of how many of the two edges the picture shows nothing over most of what is filtered together there. */
    int edgesUnseen(int station) {
        return fromMask ? 0 : (isMostlySeen(left, station) ? 0 : 1) + (isMostlySeen(right, station) ? 0 : 1);
    }

    private static boolean isMostlySeen(List<EdgeTrace.EdgePoint> edge, int station) {
        int side = Math.min(FILTER_REACH, Math.min(station, edge.size() - 1 - station));
        List<EdgeTrace.EdgePoint> near = edge.subList(station - side, station + side + 1);
        long located = near.stream().filter(EdgeTrace.EdgePoint::located).count();
        return 2 * located > near.size();
    }

    /**
     * Robust scatter of a width as it was seen, mm: both edges together. Of few stations the noise of one edge may by
     * chance be next to nothing; it is taken for as large as the other's then.
     */
    double widthScatterMm(ViewMap map) {
        Scatter ofLeft = Scatter.of(offsetsMm(leftSeen, map), leftSeen);
        Scatter ofRight = Scatter.of(offsetsMm(rightSeen, map), rightSeen);
        return Math.min(ofLeft.count(), ofRight.count()) < DIFFERENCES_TELLING_MIN
                ? Math.sqrt(2) * Math.max(ofLeft.mm(), ofRight.mm())
                : Math.hypot(ofLeft.mm(), ofRight.mm());
    }

    /**
     * Noise of one edge by second differences, which a bead that wanders does not have: of independent noise they have
     * six times its variance. The mask's places are smooth and say nothing of it.
     *
     * @param count differences that it was taken from
     */
    private record Scatter(double mm, int count) {
        /** Where nowhere three stations in a row are seen, by all of them: seen places lie beside the mask's. */
        static Scatter of(double[] offsets, List<EdgeTrace.EdgePoint> edge) {
            double[] seen = differences(offsets, i -> IntStream.rangeClosed(i, i + 2)
                    .allMatch(station -> edge.get(station).located()));
            return seen.length > 0
                    ? new Scatter(RunningMedian.robustSigma(seen), seen.length)
                    : new Scatter(RunningMedian.robustSigma(differences(offsets, i -> true)), 0);
        }

        private static double[] differences(double[] offsets, IntPredicate isTelling) {
            return IntStream.range(0, Math.max(0, offsets.length - 2))
                    .filter(isTelling)
                    .mapToDouble(i ->
                            (offsets[i] - 2 * offsets[i + 1] + offsets[i + 2]) / Math.sqrt(SECOND_DIFFERENCE_VARIANCE))
                    .toArray();
        }
    }

    /**
     * A place along the stretch, at a station or between it and a neighbour.
     *
     * @param share how far it lies towards the neighbour, 0 to 1
     */
    record Place(int station, int neighbour, double share) {
        static Place at(int station) {
            return new Place(station, station, 0);
        }

        /** Rounding does not take it beyond either. */
        static Place towards(int neighbour, int station, double distanceMm) {
            return new Place(station, neighbour, Math.max(0, Math.min(1, distanceMm / SeamStation.SPACING_MM)));
        }

        /** Of values per station, the one there. */
        double of(double[] values) {
            return of(i -> values[i]);
        }

        /** The same of what is known of each station: what is doubted of a neighbour is doubted in part here. */
        double of(IntToDoubleFunction ofStation) {
            double here = ofStation.applyAsDouble(station);
            return here + share * (ofStation.applyAsDouble(neighbour) - here);
        }
    }

    /** The stations at least {@code marginMm} inside both ends. */
    List<Place> inside(double marginMm, NominalPath path, ViewMap map) {
        double fromMm = startMm(path, map) + marginMm;
        double toMm = endMm(path, map) - marginMm;
        return IntStream.range(0, stations.size())
                .filter(i -> alongMm(i) >= fromMm && alongMm(i) <= toMm)
                .mapToObj(Place::at)
                .toList();
    }

    /**
     * Where what is inside both ends begins and ends, between two stations: an extreme may lie there.
     *
     * @param inside the stations inside
     */
    List<Place> bounds(List<Place> inside, double marginMm, NominalPath path, ViewMap map) {
        if (inside.isEmpty()) {
            return List.of();
        }
        int first = inside.get(0).station();
        int last = inside.get(inside.size() - 1).station();
        List<Place> bounds = new ArrayList<>();
        if (first > 0) {
            bounds.add(Place.towards(first - 1, first, alongMm(first) - startMm(path, map) - marginMm));
        }
        if (last < stations.size() - 1) {
            bounds.add(Place.towards(last + 1, last, endMm(path, map) - marginMm - alongMm(last)));
        }
        return bounds;
    }

    private double alongMm(int station) {
        return stations.get(station).alongMm();
    }

    /** Both edges as one closed outline. */
    List<PixelPoint> outline() {
        List<PixelPoint> outline = new ArrayList<>(left.size() + right.size());
        left.forEach(e -> outline.add(e.point()));
        List<PixelPoint> back = new ArrayList<>();
        right.forEach(e -> back.add(e.point()));
        Collections.reverse(back);
        outline.addAll(back);
        return outline;
    }
}
