package io.huoyan.core.locate;

import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneTilt;
import io.huoyan.core.domain.SmallMatrix;
import java.util.List;

/**
 * Height, tilt, shift and turn of the part's plane from its fiducials, by least squares with what the calibration says
 * of height and tilt as observations beside them (Gauss-Newton on the fiducials' distances; a Bayesian linear model in
 * its last step). What the fiducials cannot tell stays as uncertain as the calibration has it. Where they fit worse
 * than they are found, because they are not where the catalog has them or the camera has moved, all of it is more
 * uncertain by as much (the Birge ratio; R. T. Birge, The calculation of errors by the method of least squares, Phys.
 * Rev. 40, 1932).
 *
 * @param matrix nine elements, seen mm → part mm, row by row
 * @param residualMm RMS distance of the fiducials mapped from where they are known to be
 * @param doubt what remains unknown
 */
record PoseFit(double[] matrix, double residualMm, PlaneDoubt doubt) {
    /**
     * How well one fiducial's centre is found: standard uncertainty per coordinate in pixels of the original picture
     * (docs/measurands.md, plane height and tilt).
     */
    static final double FIDUCIAL_SIGMA_PX = 0.04;

    private static final int STEPS = 6;
    private static final int N = PlaneDoubt.QUANTITIES;
    private static final double SMALLEST_SIGMA = 1e-9;

    /** Steps for differences: mm, radians, radians, mm, mm, radians. */
    private static final double[] DELTA = {1e-3, 1e-5, 1e-5, 1e-4, 1e-4, 1e-6};

    /** Shift and turn of a part are not known before. */
    private static final double FREE = 1e3;

    /** Height and both tilts are known before, shift and turn are not. */
    private static final int KNOWN_BEFORE = 3;

    /** What is known before any fiducial is seen. */
    static PlaneDoubt prior(View.Pose pose, MmPoint pivot) {
        double[] sigmas = priorSigmas(pose);
        double[] covariance = new double[N * N];
        for (int i = 0; i < 3; i++) {
            covariance[i * N + i] = sigmas[i] * sigmas[i];
        }
        return new PlaneDoubt(tilt(pose, pivot), covariance, true);
    }

    private static PlaneTilt tilt(View.Pose pose, MmPoint pivot) {
        return new PlaneTilt(pose.camera(), pose.cameraHeightMm(), pivot);
    }

    /** A tilt of at most a about any axis has in each direction a mean square of a²/6. */
    private static double[] priorSigmas(View.Pose pose) {
        double tilt = Math.toRadians(pose.tiltHalfRangeDeg()) / Math.sqrt(6);
        return new double[] {
            Math.max(SMALLEST_SIGMA, pose.heightHalfRangeMm() / Math.sqrt(3)),
            Math.max(SMALLEST_SIGMA, tilt),
            Math.max(SMALLEST_SIGMA, tilt),
            FREE,
            FREE,
            FREE
        };
    }

    /**
     * @param pairs at least two fiducials
     * @param pivot middle of the view on its plane
     * @param mmPerPixel scale of the picture there
     */
    static PoseFit of(List<PlaneFit.Pair> pairs, View.Pose pose, MmPoint pivot, double mmPerPixel) {
        PlaneTilt tilt = tilt(pose, pivot);
        double[] sigmas = priorSigmas(pose);
        double asFound = 1 / Math.pow(FIDUCIAL_SIGMA_PX * mmPerPixel, 2);
        Solution solution = solved(pairs, tilt, sigmas, asFound);
        double worse = solution.worseThan(pairs.size(), asFound, sigmas);
        return new PoseFit(
                solution.matrix(),
                PlaneFit.residualMm(solution.matrix(), pairs),
                new PlaneDoubt(tilt, solution.flatCovariance(worse), false));
    }

    /**
     * Values that fit best, and what remains unknown of them.
     *
     * @param squaresMm2 sum of the squared distances of the fiducials mapped from where they are known to be
     */
    private record Solution(double[] values, double[][] covariance, double[] matrix, double squaresMm2) {
        /**
         * How much larger the fiducials' squares are than they are found, 1 or more: over as many of their coordinates
         * as are not spent on the unknowns; and with what is known before, over all that is beyond the unknowns.
         */
        double worseThan(int fiducials, double asFound, double[] sigmas) {
            double spent = N;
            double before = 0;
            for (int i = 0; i < KNOWN_BEFORE; i++) {
                spent -= covariance[i][i] / (sigmas[i] * sigmas[i]);
                before += Math.pow(values[i] / sigmas[i], 2);
            }
            double ofFiducials = asFound * squaresMm2 / Math.max(1, 2 * fiducials - spent);
            double ofAll = (asFound * squaresMm2 + before) / (2 * fiducials + KNOWN_BEFORE - N);
            return Math.max(1, Math.max(ofFiducials, ofAll));
        }

        double[] flatCovariance(double times) {
            double[] flat = new double[N * N];
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    flat[i * N + j] = times * covariance[i][j];
                }
            }
            return flat;
        }
    }

    private static Solution solved(List<PlaneFit.Pair> pairs, PlaneTilt tilt, double[] sigmas, double weight) {
        double[] values = new double[N];
        double[][] normal = new double[N][N];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[N];
            normal = new double[N][N];
            for (int i = 0; i < N; i++) {
                normal[i][i] = 1 / (sigmas[i] * sigmas[i]);
                gradient[i] = -values[i] * normal[i][i];
            }
            add(pairs, tilt, values, weight, normal, gradient);
            double[] move = product(SmallMatrix.inverse(normal), gradient);
            for (int i = 0; i < N; i++) {
                values[i] += move[i];
            }
        }
        double[] matrix = PlaneDoubt.moved(tilt, values);
        double residualMm = PlaneFit.residualMm(matrix, pairs);
        return new Solution(values, SmallMatrix.inverse(normal), matrix, pairs.size() * residualMm * residualMm);
    }

    private static void add(
            List<PlaneFit.Pair> pairs,
            PlaneTilt tilt,
            double[] values,
            double weight,
            double[][] normal,
            double[] gradient) {
        double[] now = PlaneDoubt.moved(tilt, values);
        double[][] changed = new double[N][];
        for (int i = 0; i < N; i++) {
            double[] other = values.clone();
            other[i] += DELTA[i];
            changed[i] = PlaneDoubt.moved(tilt, other);
        }
        for (PlaneFit.Pair pair : pairs) {
            MmPoint at = PlaneFit.mapped(now, pair.seen());
            double[] rowX = new double[N];
            double[] rowY = new double[N];
            for (int i = 0; i < N; i++) {
                MmPoint moved = PlaneFit.mapped(changed[i], pair.seen());
                rowX[i] = (moved.x() - at.x()) / DELTA[i];
                rowY[i] = (moved.y() - at.y()) / DELTA[i];
            }
            for (int i = 0; i < N; i++) {
                gradient[i] += weight
                        * (rowX[i] * (pair.known().x() - at.x())
                                + rowY[i] * (pair.known().y() - at.y()));
                for (int j = 0; j < N; j++) {
                    normal[i][j] += weight * (rowX[i] * rowX[j] + rowY[i] * rowY[j]);
                }
            }
        }
    }

    private static double[] product(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                product[i] += matrix[i][j] * vector[j];
            }
        }
        return product;
    }
}
