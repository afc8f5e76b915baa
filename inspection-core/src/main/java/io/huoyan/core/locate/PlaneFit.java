package io.huoyan.core.locate;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.image.MatScope;
import java.util.List;
import org.opencv.calib3d.Calib3d;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;

/**
 * Best map of points seen onto points known, by least squares.
 *
 * @param matrix nine elements, seen mm → part mm, row by row
 * @param residualMm RMS distance of the points mapped from the points known
 * @param scale how much larger the points known are than the points seen
 */
record PlaneFit(double[] matrix, double residualMm, double scale) {
    /** From so many points on, a camera that has moved can be told from a part that has. */
    static final int HOMOGRAPHY_POINTS_MIN = 6;

    private static final int SIMILARITY_POINTS_MIN = 3;
    private static final int ELEMENTS = 9;

    /** A point known and where it is seen, both mm. */
    record Pair(MmPoint known, MmPoint seen) {}

    /**
     * Two points: shift and rotation. Three to five: scale too. Six and more: a homography. Each leaves a residual by
     * which it can be judged.
     */
    static PlaneFit of(List<Pair> pairs, MatScope scope) {
        if (pairs.size() >= HOMOGRAPHY_POINTS_MIN) {
            return homography(pairs, scope);
        }
        return similarity(pairs, pairs.size() >= SIMILARITY_POINTS_MIN);
    }

    /** Umeyama 1991, in the plane. */
    private static PlaneFit similarity(List<Pair> pairs, boolean isScaleFree) {
        MmPoint known = mean(pairs.stream().map(Pair::known).toList());
        MmPoint seen = mean(pairs.stream().map(Pair::seen).toList());
        double dot = 0;
        double cross = 0;
        double spread = 0;
        for (Pair pair : pairs) {
            double kx = pair.known().x() - known.x();
            double ky = pair.known().y() - known.y();
            double sx = pair.seen().x() - seen.x();
            double sy = pair.seen().y() - seen.y();
            dot += kx * sx + ky * sy;
            cross += ky * sx - kx * sy;
            spread += sx * sx + sy * sy;
        }
        double scale = Math.hypot(dot, cross) / spread;
        double applied = isScaleFree ? scale : 1;
        double angle = Math.atan2(cross, dot);
        double cos = applied * Math.cos(angle);
        double sin = applied * Math.sin(angle);
        double[] matrix = {
            cos,
            -sin,
            known.x() - cos * seen.x() + sin * seen.y(),
            sin,
            cos,
            known.y() - sin * seen.x() - cos * seen.y(),
            0,
            0,
            1
        };
        return new PlaneFit(matrix, residualMm(matrix, pairs), scale);
    }

    private static PlaneFit homography(List<Pair> pairs, MatScope scope) {
        MatOfPoint2f seen = scope.own(new MatOfPoint2f(
                pairs.stream().map(p -> new Point(p.seen().x(), p.seen().y())).toArray(Point[]::new)));
        MatOfPoint2f known = scope.own(new MatOfPoint2f(
                pairs.stream().map(p -> new Point(p.known().x(), p.known().y())).toArray(Point[]::new)));
        Mat found = scope.own(Calib3d.findHomography(seen, known, 0));
        PlaneFit similarity = similarity(pairs, true);
        if (found.empty()) {
            return similarity;
        }
        double[] matrix = new double[ELEMENTS];
        found.get(0, 0, matrix);
        return new PlaneFit(matrix, residualMm(matrix, pairs), similarity.scale());
    }

    static double residualMm(double[] m, List<Pair> pairs) {
        double sum = 0;
        for (Pair pair : pairs) {
            double mm = mapped(m, pair.seen()).distanceMm(pair.known());
            sum += mm * mm;
        }
        return Math.sqrt(sum / pairs.size());
    }

    static MmPoint mapped(double[] m, MmPoint p) {
        double w = m[6] * p.x() + m[7] * p.y() + m[8];
        return new MmPoint((m[0] * p.x() + m[1] * p.y() + m[2]) / w, (m[3] * p.x() + m[4] * p.y() + m[5]) / w);
    }

    static MmPoint mean(List<MmPoint> points) {
        return new MmPoint(
                points.stream().mapToDouble(MmPoint::x).average().orElseThrow(),
                points.stream().mapToDouble(MmPoint::y).average().orElseThrow());
    }
}
