package io.huoyan.lab.teach;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.knowngood.KnownGood;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * The metric in which good vectors spread evenly: their principal directions, each divided by its own deviation; those
 * with hardly any variance are held down by a thousandth of the largest.
 */
final class MetricFit {
    private static final int SAMPLED_MAX = 60_000;
    private static final double HELD_DOWN = 1e-3;

    private MetricFit() {}

    /**
     * @param groups vectors of each picture, side by side
     * @param dimensionsMax directions kept, those of the largest variance
     */
    static KnownGood.Metric of(List<float[]> groups, int channels, int dimensionsMax) {
        long all = groups.stream().mapToLong(group -> group.length / channels).sum();
        int step = (int) Math.max(1, all / SAMPLED_MAX);
        double[] mean = new double[channels];
        long count = 0;
        for (float[] group : groups) {
            for (int i = 0; i + channels <= group.length; i += channels * step) {
                for (int c = 0; c < channels; c++) {
                    mean[c] += group[i + c];
                }
                count++;
            }
        }
        for (int c = 0; c < channels; c++) {
            mean[c] /= count;
        }
        double[] covariance = new double[channels * channels];
        double[] centred = new double[channels];
        for (float[] group : groups) {
            for (int i = 0; i + channels <= group.length; i += channels * step) {
                for (int c = 0; c < channels; c++) {
                    centred[c] = group[i + c] - mean[c];
                }
                for (int a = 0; a < channels; a++) {
                    double factor = centred[a] / Math.max(1, count - 1);
                    int row = a * channels;
                    for (int b = 0; b <= a; b++) {
                        covariance[row + b] += factor * centred[b];
                    }
                }
            }
        }
        for (int a = 0; a < channels; a++) {
            for (int b = a + 1; b < channels; b++) {
                covariance[a * channels + b] = covariance[b * channels + a];
            }
        }
        return turned(mean, covariance, Math.min(channels, dimensionsMax));
    }

    private static KnownGood.Metric turned(double[] mean, double[] covariance, int dimensions) {
        int channels = mean.length;
        try (MatScope scope = MatScope.open()) {
            Mat matrix = scope.mat(channels, channels, CvType.CV_64FC1);
            matrix.put(0, 0, covariance);
            Mat values = scope.mat();
            Mat vectors = scope.mat();
            Core.eigen(matrix, values, vectors);
            double[] variance = new double[channels];
            values.get(0, 0, variance);
            float[] turn = new float[dimensions * channels];
            double[] direction = new double[channels];
            double heldDown = HELD_DOWN * variance[0] + Double.MIN_NORMAL;
            for (int d = 0; d < dimensions; d++) {
                vectors.get(d, 0, direction);
                double deviation = Math.sqrt(Math.max(0, variance[d]) + heldDown);
                for (int c = 0; c < channels; c++) {
                    turn[d * channels + c] = (float) (direction[c] / deviation);
                }
            }
            float[] centre = new float[channels];
            for (int c = 0; c < channels; c++) {
                centre[c] = (float) mean[c];
            }
            return new KnownGood.Metric(centre, turn);
        }
    }
}
