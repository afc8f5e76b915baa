package io.huoyan.core.locate;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A circle through points, those far from it left out.
 *
 * @param centre its centre
 * @param radiusMm its radius
 * @param inliers how many points it was made from
 */
record CircleFit(MmPoint centre, double radiusMm, int inliers) {
    private static final int POINTS_MIN = 6;
    private static final int ROUNDS_MAX = 8;
    /** Points farther off than this many median deviations are another edge. */
    private static final double OUTLIER_DEVIATIONS = 4;

    private static final double DEVIATION_FLOOR_OF_RADIUS = 0.005;

    /** Algebraic fit (Kåsa 1976), repeated without the outliers of the round before. */
    static Optional<CircleFit> through(List<MmPoint> points) {
        List<MmPoint> kept = points;
        Optional<CircleFit> fit = once(kept);
        for (int round = 0; round < ROUNDS_MAX && fit.isPresent(); round++) {
            List<MmPoint> next = near(points, fit.get());
            if (next.equals(kept)) {
                return fit;
            }
            kept = next;
            fit = once(kept);
        }
        return fit;
    }

    private static List<MmPoint> near(List<MmPoint> points, CircleFit fit) {
        double[] deviations = points.stream()
                .mapToDouble(p -> Math.abs(p.distanceMm(fit.centre) - fit.radiusMm))
                .toArray();
        double[] sorted = deviations.clone();
        Arrays.sort(sorted);
        double median = Math.max(sorted[sorted.length / 2], DEVIATION_FLOOR_OF_RADIUS * fit.radiusMm);
        List<MmPoint> near = new ArrayList<>();
        for (int i = 0; i < deviations.length; i++) {
            if (deviations[i] <= OUTLIER_DEVIATIONS * median) {
                near.add(points.get(i));
            }
        }
        return near;
    }

    /** Solves {@code x² + y² = 2·a·x + 2·b·y + c} by least squares about the points' mean. */
    private static Optional<CircleFit> once(List<MmPoint> points) {
        if (points.size() < POINTS_MIN) {
            return Optional.empty();
        }
        double meanX = points.stream().mapToDouble(MmPoint::x).average().orElseThrow();
        double meanY = points.stream().mapToDouble(MmPoint::y).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        double yy = 0;
        double xz = 0;
        double yz = 0;
        double zSum = 0;
        for (MmPoint p : points) {
            double x = p.x() - meanX;
            double y = p.y() - meanY;
            double z = x * x + y * y;
            xx += x * x;
            xy += x * y;
            yy += y * y;
            xz += x * z;
            yz += y * z;
            zSum += z;
        }
        double determinant = xx * yy - xy * xy;
        if (!(determinant > 0)) {
            return Optional.empty();
        }
        double a = (xz * yy - yz * xy) / (2 * determinant);
        double b = (yz * xx - xz * xy) / (2 * determinant);
        double radius = Math.sqrt(zSum / points.size() + a * a + b * b);
        return Optional.of(new CircleFit(new MmPoint(meanX + a, meanY + b), radius, points.size()));
    }
}
