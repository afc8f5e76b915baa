package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Locates one edge to a fraction of a pixel in the original picture, along a row of neighbouring rays.
 *
 * <p>Along each ray the picture is read bilinearly, averaged over a few parallel lines and differentiated with a
 * Gaussian of {@value #FILTER_SIGMA_PX} px. {@link EdgePath} chooses one place per ray, which is then moved to the
 * vertex of the parabola through the gradient magnitudes around it.
 */
final class EdgeTrace {
    static final double FILTER_SIGMA_PX = 1.0;
    static final double UNPREFERRED_SHARE = 0.35;

    /** Spacing of the places along a ray, px. */
    static final double STEP_PX = 0.5;

    private static final double FILTER_REACH_PX = 3;
    /** So many places at either end of a row have no gradient. */
    static final int TAPS = (int) (FILTER_REACH_PX / STEP_PX);

    /** An edge must stand out of the noise by this many standard deviations of the gradient. */
    private static final double NOISE_FACTOR = 3;

    /** Weakest gradient that is an edge, share of full scale per pixel. */
    private static final double GRADIENT_MIN = 0.0015;

    /** How far from the chosen place the gradient's own maximum may be, in steps. */
    private static final int SLIDE_STEPS = 3;

    /** An edge's line is the median over so many rays to each side. */
    private static final int LINE_REACH = 4;

    private static final double OUTLIER_SIGMAS = 3;
    private static final double OUTLIER_MIN_PX = 0.5;

    /** So many places in a row that leave the line are something else; more of them are the edge, a notch say. */
    private static final int STRAY_RUN_MAX = 2;

    /** Of fewer rays no mean profile is made. */
    private static final int PROFILES_MIN = 5;

    private final GreyRegion grey;
    private final double noise;
    private static final double[] FILTER = derivativeOfGaussian();

    EdgeTrace(GreyRegion grey) {
        this.grey = grey;
        this.noise = grey.noise();
    }

    /**
     * Which way grey changes along a ray at the edge that is sought; the other way counts {@value #UNPREFERRED_SHARE}.
     */
    enum Slope {
        ANY(1, 1),
        RISING(1, UNPREFERRED_SHARE),
        FALLING(UNPREFERRED_SHARE, 1);

        private final double rising;
        private final double falling;

        Slope(double rising, double falling) {
            this.rising = rising;
            this.falling = falling;
        }

        double weight(double gradient) {
            return gradient >= 0 ? rising : falling;
        }
    }

    /**
     * @param x where the ray starts, original pixels
     * @param y where the ray starts
     * @param dx its direction, a unit vector
     * @param dy its direction
     * @param expectedPx distance from its start at which the mask has its edge
     */
    record Ray(double x, double y, double dx, double dy, double expectedPx) {
        PixelPoint at(double distancePx) {
            return new PixelPoint(x + dx * distancePx, y + dy * distancePx);
        }
    }

    /**
     * @param point the edge
     * @param distancePx from the ray's start
     * @param located true if it was found in the picture, false if it is the mask's
     */
    record EdgePoint(PixelPoint point, double distancePx, boolean located) {
        /** The same edge farther along its ray; the mask's stays where it is. */
        EdgePoint moved(Ray ray, double byPx) {
            return located ? new EdgePoint(ray.at(distancePx + byPx), distancePx + byPx, true) : this;
        }

        private static EdgePoint notLocated(Ray ray, double distancePx) {
            return new EdgePoint(ray.at(distancePx), distancePx, false);
        }
    }

    /**
     * @param rays neighbours in order
     * @param searchPx how far from the mask's edge the picture's may be; > 0
     * @param linesEachSide how many parallel lines, 1 px apart, are averaged on each side of a ray
     * @param closed whether the last ray is also the neighbour of the first
     * @param preferred which way grey should change along the rays
     * @return one point per ray
     */
    List<EdgePoint> trace(List<Ray> rays, double searchPx, int linesEachSide, boolean closed, Slope preferred) {
        if (rays.isEmpty() || grey.box().isEmpty()) {
            return rays.stream()
                    .map(ray -> EdgePoint.notLocated(ray, ray.expectedPx()))
                    .toList();
        }
        int reach = Math.max(1, (int) Math.round(searchPx / STEP_PX));
        double[][] gradients = new double[rays.size()][];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = gradients(rays.get(i), reach, linesEachSide);
        }
        EdgePath path = EdgePath.best(rays, gradients, reach, closed, preferred);
        double floor = Math.max(GRADIENT_MIN, NOISE_FACTOR * gradientNoise(linesEachSide));
        EdgePoint[] points = new EdgePoint[rays.size()];
        for (int i = 0; i < points.length; i++) {
            points[i] = refined(rays.get(i), path.gradients()[i], path.places()[i], reach, floor);
        }
        return List.of(points);
    }

    /**
     * Gradients at the places {@code −reach − 1 … reach + 1} about the ray's expected edge; NaN where the picture ends.
     */
    double[] gradients(Ray ray, int reach, int linesEachSide) {
        int places = 2 * reach + 3;
        double[] profile = new double[places + 2 * TAPS];
        double start = grid(ray) * STEP_PX - (reach + 1 + TAPS) * STEP_PX;
        for (int k = 0; k < profile.length; k++) {
            PixelPoint p = ray.at(start + k * STEP_PX);
            double sum = 0;
            for (int line = -linesEachSide; line <= linesEachSide; line++) {
                sum += grey.at(p.x() - line * ray.dy(), p.y() + line * ray.dx());
            }
            profile[k] = grey.holds(p.x(), p.y()) ? sum / (2 * linesEachSide + 1) : Double.NaN;
        }
        return gradients(profile);
    }

    /** Gradients along a row of greys {@value #STEP_PX} px apart; the first is that of place {@link #TAPS}. */
    static double[] gradients(double[] profile) {
        double[] gradients = new double[profile.length - 2 * TAPS];
        for (int j = 0; j < gradients.length; j++) {
            for (int k = 0; k < FILTER.length; k++) {
                gradients[j] += FILTER[k] * profile[j + k];
            }
        }
        return gradients;
    }

    /**
     * The mean profile across an edge that was located, each ray's read about its line's place; the mean of the middle
     * half of the rays, so that a highlight here and there does not count. Empty with too few rays.
     *
     * @param line distance of the edge's line from each ray's start, {@link #line}
     * @param outwards 1 if the rays leave the metal, −1 if they enter it
     */
    Optional<double[]> meanProfile(
            List<Ray> rays, List<EdgePoint> points, double[] line, int linesEachSide, int outwards) {
        int[] located = IntStream.range(0, line.length)
                .filter(i -> points.get(i).located())
                .toArray();
        return meanProfile(
                Arrays.stream(located).mapToObj(rays::get).toList(),
                Arrays.stream(located).mapToDouble(i -> line[i]).toArray(),
                linesEachSide,
                outwards);
    }

    /** The same of all rays, about any line: the mask's where no ray shows an edge for itself. */
    Optional<double[]> meanProfile(List<Ray> rays, double[] line, int linesEachSide, int outwards) {
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < line.length; i++) {
            profile(rays.get(i), line[i], linesEachSide, outwards).ifPresent(all::add);
        }
        if (all.size() < PROFILES_MIN) {
            return Optional.empty();
        }
        double[] mean = new double[ToeFit.PLACES];
        double[] column = new double[all.size()];
        for (int k = 0; k < mean.length; k++) {
            for (int i = 0; i < column.length; i++) {
                column[i] = all.get(i)[k];
            }
            Arrays.sort(column);
            int aside = column.length / 4;
            mean[k] = Arrays.stream(column, aside, column.length - aside)
                    .average()
                    .orElseThrow();
        }
        return Optional.of(mean);
    }

    /**
     * The line that an edge follows: distances of its places, each the median of the located ones among itself and its
     * neighbours; the mask's where there are none.
     */
    static double[] line(List<EdgePoint> points, boolean closed) {
        double[] line = new double[points.size()];
        for (int i = 0; i < line.length; i++) {
            int reach = closed ? LINE_REACH : Math.min(LINE_REACH, Math.min(i, line.length - 1 - i));
            double[] near = neighbours(points, i, reach);
            // At an end there may be none to either side: what the mask says of its slope is better than nothing.
            line[i] = near.length == 0 ? points.get(i).distancePx() : RunningMedian.median(near);
        }
        return line;
    }

    private static double[] neighbours(List<EdgePoint> points, int of, int reach) {
        return IntStream.rangeClosed(of - reach, of + reach)
                .mapToObj(i -> points.get(Math.floorMod(i, points.size())))
                .filter(EdgePoint::located)
                .mapToDouble(EdgePoint::distancePx)
                .toArray();
    }

    /**
     * The same edge with places that leave its line by far, or were not found, put onto it where they are at most
     * {@value #STRAY_RUN_MAX} in a row: nothing was located there. More of them in a row stay where they are, because
     * they are what the edge does.
     */
    static List<EdgePoint> onLine(List<Ray> rays, List<EdgePoint> points, double[] line) {
        double[] telling = IntStream.range(0, line.length)
                .filter(i -> points.get(i).located())
                .mapToDouble(i -> points.get(i).distancePx() - line[i])
                .filter(apart -> apart != 0)
                .toArray();
        double limit = Math.max(OUTLIER_MIN_PX, OUTLIER_SIGMAS * RunningMedian.robustSigma(telling));
        List<EdgePoint> cleaned = new ArrayList<>(points);
        int begin = 0;
        for (int i = 0; i <= line.length; i++) {
            boolean isStray = i < line.length
                    && (!points.get(i).located() || Math.abs(points.get(i).distancePx() - line[i]) > limit);
            if (!isStray) {
                for (int k = begin; k < i && i - begin <= STRAY_RUN_MAX; k++) {
                    cleaned.set(k, EdgePoint.notLocated(rays.get(k), line[k]));
                }
                begin = i + 1;
            }
        }
        return cleaned;
    }

    /**
     * The same edge with the places that were not found as far beside the mask's as most of those that were: the mask
     * says what shape the edge has there, the rest of the edge how far it lies beside the mask.
     */
    static List<EdgePoint> besideMask(List<Ray> rays, List<EdgePoint> points) {
        double besidePx = RunningMedian.median(IntStream.range(0, rays.size())
                .filter(i -> points.get(i).located())
                .mapToDouble(i -> points.get(i).distancePx() - rays.get(i).expectedPx())
                .toArray());
        return IntStream.range(0, rays.size())
                .mapToObj(i -> points.get(i).located()
                        ? points.get(i)
                        : EdgePoint.notLocated(rays.get(i), rays.get(i).expectedPx() + besidePx))
                .toList();
    }

    /** An edge that is where the mask has it, or beside that as a whole; none of it was located. */
    static List<EdgePoint> ofMask(List<Ray> rays, double byPx) {
        return rays.stream()
                .map(ray -> EdgePoint.notLocated(ray, ray.expectedPx() + byPx))
                .toList();
    }

    private Optional<double[]> profile(Ray ray, double edgePx, int linesEachSide, int outwards) {
        double[] profile = new double[ToeFit.PLACES];
        for (int k = 0; k < profile.length; k++) {
            PixelPoint p = ray.at(edgePx + outwards * (k * ToeFit.STEP_PX - ToeFit.INSIDE_PX));
            if (!grey.holds(p.x(), p.y())) {
                return Optional.empty();
            }
            for (int line = -linesEachSide; line <= linesEachSide; line++) {
                profile[k] += grey.at(p.x() - line * ray.dy(), p.y() + line * ray.dx()) / (2 * linesEachSide + 1);
            }
        }
        return Optional.of(profile);
    }

    /** The ray's expected edge on the grid that all rays share, so that steps between neighbours can be compared. */
    static long grid(Ray ray) {
        return Math.round(ray.expectedPx() / STEP_PX);
    }

    private static EdgePoint refined(Ray ray, double[] gradients, int state, int reach, double floor) {
        int place = state + 1;
        for (int slide = 0; slide <= SLIDE_STEPS; slide++) {
            for (int j : new int[] {place - slide, place + slide}) {
                if (j >= 1 && j <= 2 * reach + 1 && isPeak(gradients, j) && Math.abs(gradients[j]) >= floor) {
                    double vertex = vertex(gradients[j - 1], gradients[j], gradients[j + 1]);
                    double distancePx = (grid(ray) + (j - reach - 1) + vertex) * STEP_PX;
                    return new EdgePoint(ray.at(distancePx), distancePx, true);
                }
            }
        }
        return EdgePoint.notLocated(ray, ray.expectedPx());
    }

    private static boolean isPeak(double[] gradients, int j) {
        double sign = Math.signum(gradients[j]);
        return sign * gradients[j] >= sign * gradients[j - 1] && sign * gradients[j] > sign * gradients[j + 1];
    }

    /** Place of the extremum of the parabola through three values one step apart, from the middle one, in steps. */
    private static double vertex(double before, double middle, double after) {
        double curvature = before - 2 * middle + after;
        return curvature == 0 ? 0 : 0.5 * (before - after) / curvature;
    }

    private double gradientNoise(int linesEachSide) {
        double sumOfSquares = 0;
        for (double tap : FILTER) {
            sumOfSquares += tap * tap;
        }
        return noise * Math.sqrt(sumOfSquares / (2 * linesEachSide + 1));
    }

    /** Correlation taps that give the slope in grey per pixel: −G′, scaled so that a ramp of slope 1 gives 1. */
    private static double[] derivativeOfGaussian() {
        double[] taps = new double[2 * TAPS + 1];
        double ramp = 0;
        for (int k = 0; k < taps.length; k++) {
            double t = (k - TAPS) * STEP_PX;
            taps[k] = t * Math.exp(-0.5 * t * t / (FILTER_SIGMA_PX * FILTER_SIGMA_PX));
            ramp += taps[k] * t;
        }
        for (int k = 0; k < taps.length; k++) {
            taps[k] /= ramp;
        }
        return taps;
    }
}
