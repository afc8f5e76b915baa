package io.huoyan.core.infer.knowngood;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How alike pictures are as wholes. Each number of a whole is centred and scaled by its own deviation among good
 * pictures; then the directions in which good pictures vary together are shortened, so that the distance is that of
 * Mahalanobis with a covariance drawn half way to the identity (Ledoit and Wolf 2004 shrink so). Immutable.
 *
 * @param mean one per number of a whole
 * @param scale one per number, over its deviation
 * @param directions unit vectors side by side, {@code count × numbers}
 * @param shortening per direction, the share of it that is taken away, 0 to below 1
 */
public record Likeness(float[] mean, float[] scale, float[] directions, float[] shortening) {
    public Likeness {
        if (mean.length == 0 || scale.length != mean.length || directions.length != shortening.length * mean.length) {
            throw new IllegalArgumentException("likeness has " + mean.length + " means, " + scale.length
                    + " scales, " + shortening.length + " shortenings and directions of " + directions.length
                    + " numbers; allowed are as many scales as means, 1 or more, and a mean's count of numbers per"
                    + " direction");
        }
    }

    /** The whole, made comparable: distances between results are plain ones. */
    public float[] apply(float[] whole) {
        int numbers = mean.length;
        float[] scaled = new float[numbers];
        for (int i = 0; i < numbers; i++) {
            scaled[i] = (whole[i] - mean[i]) * scale[i];
        }
        float[] shortened = scaled.clone();
        for (int d = 0; d < shortening.length; d++) {
            int row = d * numbers;
            double along = 0;
            for (int i = 0; i < numbers; i++) {
                along += (double) directions[row + i] * scaled[i];
            }
            float taken = (float) (along * shortening[d]);
            for (int i = 0; i < numbers; i++) {
                shortened[i] -= taken * directions[row + i];
            }
        }
        return shortened;
    }

    /** Distances of one comparable whole to others. */
    public static double[] distances(float[] whole, List<float[]> others) {
        double[] distances = new double[others.size()];
        for (int i = 0; i < distances.length; i++) {
            float[] other = others.get(i);
            double sum = 0;
            for (int k = 0; k < whole.length; k++) {
                double off = whole[k] - other[k];
                sum += off * off;
            }
            distances[i] = Math.sqrt(sum);
        }
        return distances;
    }

    /**
     * Numbers of the nearest, nearest first.
     *
     * @param except number of one that does not count, -1 if all do
     */
    static List<Integer> nearest(double[] distances, int count, int except) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, distances.length)
                .filter(i -> i != except)
                .boxed()
                .toList());
        order.sort(Comparator.comparingDouble(i -> distances[i]));
        return List.copyOf(order.subList(0, Math.min(count, order.size())));
    }
}
