package io.huoyan.core.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The circle through points, by least squares of their distances from it (Gauss-Newton from their centre of gravity),
 * points farther off than {@value #OUTLIER_SIGMAS} robust standard deviations left out and the fit repeated.
 *
 * @param centre of the circle
 * @param radiusMm its radius: the mean distance of the points used from the centre
 * @param sigmaMm scatter of the points used about it
 * @param used how many points were used
 */
public record CircleFit(MmPoint centre, double radiusMm, double sigmaMm, int used) {
    static final double OUTLIER_SIGMAS = 3;
    private static final int ROUNDS = 3;

    /** Standard deviation of normal residuals, outliers among them, from the median of their magnitudes. */
    private static final double SIGMA_PER_MAD = 1.4826;

    private static final int STEPS = 8;
    private static final int POINTS_MIN = 8;

    /** Residuals below this share of the radius are never outliers. */
    private static final double TOLERATED_SHARE = 0.005;

    /** Empty with fewer than {@value #POINTS_MIN} points or if they lie on a line. */
    public static Optional<CircleFit> of(List<MmPoint> points) {
        List<MmPoint> used = points;
        Optional<CircleFit> fit = leastSquares(used);
        for (int round = 1; round < ROUNDS && fit.isPresent(); round++) {
            CircleFit circle = fit.get();
            double limit = Math.max(OUTLIER_SIGMAS * circle.sigmaMm(), TOLERATED_SHARE * circle.radiusMm());
            List<MmPoint> near = points.stream()
                    .filter(p -> Math.abs(circle.residualMm(p)) <= limit)
                    .toList();
            if (near.size() < POINTS_MIN) {
                break;
            }
            used = near;
            fit = leastSquares(used);
        }
        return fit;
    }

    /** Distance of a point from the circle, mm; positive outside. */
    public double residualMm(MmPoint p) {
        return p.distanceMm(centre) - radiusMm;
    }

    private static Optional<CircleFit> leastSquares(List<MmPoint> points) {
        if (points.size() < POINTS_MIN) {
            return Optional.empty();
        }
        double x = points.stream().mapToDouble(MmPoint::x).average().orElseThrow();
        double y = points.stream().mapToDouble(MmPoint::y).average().orElseThrow();
        double radius = 0;
        for (int step = 0; step < STEPS; step++) {
            MmPoint centre = new MmPoint(x, y);
            radius = points.stream()
                    .mapToDouble(p -> p.distanceMm(centre))
                    .average()
                    .orElseThrow();
            if (!(radius > 0)) {
                return Optional.empty();
            }
            double[] move = centreStep(points, centre, radius);
            x += move[0];
            y += move[1];
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                return Optional.empty();
            }
        }
        MmPoint centre = new MmPoint(x, y);
        double mean =
                points.stream().mapToDouble(p -> p.distanceMm(centre)).average().orElseThrow();
        double[] residuals =
                points.stream().mapToDouble(p -> p.distanceMm(centre) - mean).toArray();
        return Optional.of(new CircleFit(centre, mean, robustSigma(residuals), points.size()));
    }

    /**
     * Normal equations of distance = radius in the centre's two coordinates and the radius, solved for the centre's
     * move.
     */
    private static double[] centreStep(List<MmPoint> points, MmPoint centre, double radius) {
        double[][] a = new double[3][4];
        for (MmPoint p : points) {
            double distance = Math.max(p.distanceMm(centre), Double.MIN_NORMAL);
            double[] row = {(p.x() - centre.x()) / distance, (p.y() - centre.y()) / distance, 1, distance - radius};
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 4; j++) {
                    a[i][j] += row[i] * row[j];
                }
            }
        }
        double determinant = determinant(a, 0, 1, 2);
        return new double[] {determinant(a, 3, 1, 2) / determinant, determinant(a, 0, 3, 2) / determinant};
    }

    private static double determinant(double[][] a, int i, int j, int k) {
        return a[0][i] * (a[1][j] * a[2][k] - a[1][k] * a[2][j])
                - a[0][j] * (a[1][i] * a[2][k] - a[1][k] * a[2][i])
                + a[0][k] * (a[1][i] * a[2][j] - a[1][j] * a[2][i]);
    }

    private static double robustSigma(double[] residuals) {
        double[] sorted = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return SIGMA_PER_MAD * median;
    }
}
