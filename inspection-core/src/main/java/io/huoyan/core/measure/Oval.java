package io.huoyan.core.measure;

import io.huoyan.core.domain.CircleFit;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.SmallMatrix;
import java.util.List;

/**
 * How far a rim differs from a circle in the way an ellipse does: the second harmonic of its distance from the centre.
 *
 * @param longerMm longest less mean radius, noise taken off: noise alone has a second harmonic too, and its square adds
 *     to the rim's
 * @param angleRad direction of the longest diameter
 * @param sigmaMm standard uncertainty of {@code longerMm} from the scatter of the rim's points
 * @param scatterMm of the rim's points about the oval, standard deviation
 * @param radiusOffMm by how much the circle's radius is another than the oval's mean one; 0 where the points lie evenly
 *     all around, more where a part of the rim is not seen
 * @param centreOffMm the same of its centre
 */
record Oval(
        double longerMm, double angleRad, double sigmaMm, double scatterMm, double radiusOffMm, double centreOffMm) {
    private static final int UNKNOWNS = 5;

    /** Rim points farther from the circle than so many of its standard deviations are no rim. */
    private static final double OUTLIER_SIGMAS = 4;

    /**
     * @param circle through the points
     * @param perIndependent so many neighbouring points share one independent value; at least 1
     */
    static Oval of(List<MmPoint> points, CircleFit circle, double perIndependent) {
        double limit = Math.max(OUTLIER_SIGMAS * circle.sigmaMm(), 0.1 * circle.radiusMm());
        List<MmPoint> used = points.stream()
                .filter(p -> Math.abs(circle.residualMm(p)) <= limit)
                .toList();
        double[][] normal = new double[UNKNOWNS][UNKNOWNS];
        double[] right = new double[UNKNOWNS];
        for (MmPoint p : used) {
            double[] row = row(p, circle);
            for (int a = 0; a < UNKNOWNS; a++) {
                right[a] += row[a] * circle.residualMm(p);
                for (int b = 0; b < UNKNOWNS; b++) {
                    normal[a][b] += row[a] * row[b];
                }
            }
        }
        double[][] inverse = SmallMatrix.inverse(normal);
        double[] fit = new double[UNKNOWNS];
        for (int a = 0; a < UNKNOWNS; a++) {
            for (int b = 0; b < UNKNOWNS; b++) {
                fit[a] += inverse[a][b] * right[b];
            }
        }
        double[] rest = used.stream()
                .mapToDouble(p -> circle.residualMm(p) - at(fit, row(p, circle)))
                .toArray();
        double scatter = RunningMedian.robustSigma(rest);
        double sigma = scatter * Math.sqrt(2 * Math.max(1, perIndependent) / used.size());
        double square = fit[3] * fit[3] + fit[4] * fit[4] - 2 * sigma * sigma;
        return new Oval(
                Math.sqrt(Math.max(0, square)),
                Math.atan2(fit[4], fit[3]) / 2,
                sigma,
                scatter,
                Math.abs(fit[0]),
                Math.hypot(fit[1], fit[2]));
    }

    private static double[] row(MmPoint p, CircleFit circle) {
        double angle =
                Math.atan2(p.y() - circle.centre().y(), p.x() - circle.centre().x());
        return new double[] {1, Math.cos(angle), Math.sin(angle), Math.cos(2 * angle), Math.sin(2 * angle)};
    }

    private static double at(double[] fit, double[] row) {
        double sum = 0;
        for (int i = 0; i < UNKNOWNS; i++) {
            sum += fit[i] * row[i];
        }
        return sum;
    }
}
