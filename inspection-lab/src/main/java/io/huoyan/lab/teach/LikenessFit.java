package io.huoyan.lab.teach;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.knowngood.Likeness;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** Fits a {@link Likeness} to the wholes of good pictures. */
final class LikenessFit {
    /** Directions in which good pictures vary together that are shortened, at most. */
    private static final int DIRECTIONS_MAX = 64;

    /**
     * The mean variance counts as if so many further pictures had shown it: few pictures tell little of each number.
     */
    private static final double PRIOR_PICTURES = 5;

    private LikenessFit() {}

    static Likeness of(List<float[]> wholes) {
        int numbers = wholes.get(0).length;
        double[] mean = new double[numbers];
        double[] variance = new double[numbers];
        for (float[] whole : wholes) {
            for (int i = 0; i < numbers; i++) {
                mean[i] += whole[i] / (double) wholes.size();
            }
        }
        double all = 0;
        for (float[] whole : wholes) {
            for (int i = 0; i < numbers; i++) {
                double square = (whole[i] - mean[i]) * (whole[i] - mean[i]) / Math.max(1, wholes.size() - 1);
                variance[i] += square;
                all += square / numbers;
            }
        }
        float[] centre = new float[numbers];
        float[] scale = new float[numbers];
        for (int i = 0; i < numbers; i++) {
            centre[i] = (float) mean[i];
            double held = (wholes.size() * variance[i] + PRIOR_PICTURES * all) / (wholes.size() + PRIOR_PICTURES);
            scale[i] = (float) (1 / Math.sqrt(held + Float.MIN_NORMAL));
        }
        return shortened(centre, scale, wholes);
    }

    /** With e the variance along a direction, lengths along it are divided by the root of 1 + e. */
    private static Likeness shortened(float[] mean, float[] scale, List<float[]> wholes) {
        int numbers = mean.length;
        int count = Math.min(DIRECTIONS_MAX, Math.min(numbers, wholes.size() - 1));
        try (MatScope scope = MatScope.open()) {
            Mat scaled = scope.mat(wholes.size(), numbers, CvType.CV_64FC1);
            double[] row = new double[numbers];
            for (int p = 0; p < wholes.size(); p++) {
                for (int i = 0; i < numbers; i++) {
                    row[i] = (wholes.get(p)[i] - mean[i]) * (double) scale[i];
                }
                scaled.put(p, 0, row);
            }
            Mat values = scope.mat();
            Mat vectors = directions(scaled, values, scope);
            float[] directions = new float[count * numbers];
            float[] shortening = new float[count];
            for (int d = 0; d < count; d++) {
                vectors.get(d, 0, row);
                double length = Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
                for (int i = 0; i < numbers; i++) {
                    directions[d * numbers + i] = (float) (row[i] / Math.max(length, Double.MIN_NORMAL));
                }
                shortening[d] = (float) (1 - 1 / Math.sqrt(1 + Math.max(0, values.get(d, 0)[0])));
            }
            return new Likeness(mean, scale, directions, shortening);
        }
    }

    /**
     * Eigenvectors of the covariance, a row each, of any length; that of the largest variance first. With fewer
     * pictures than numbers they are found among the pictures (those of the small matrix of inner products, led back).
     */
    private static Mat directions(Mat scaled, Mat values, MatScope scope) {
        boolean isSmall = scaled.rows() < scaled.cols();
        Mat covariance = scope.mat();
        Mat none = scope.mat();
        double share = 1.0 / Math.max(1, scaled.rows() - 1);
        Core.gemm(scaled, scaled, share, none, 0, covariance, isSmall ? Core.GEMM_2_T : Core.GEMM_1_T);
        Mat vectors = scope.mat();
        Core.eigen(covariance, values, vectors);
        if (!isSmall) {
            return vectors;
        }
        Mat ledBack = scope.mat();
        Core.gemm(vectors, scaled, 1, none, 0, ledBack);
        return ledBack;
    }
}
