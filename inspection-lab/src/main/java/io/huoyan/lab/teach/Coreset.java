package io.huoyan.lab.teach;

import java.util.Arrays;

/** Some of many vectors, such that none of the others is far from all of them: each next one is the farthest. */
final class Coreset {
    private Coreset() {}

    /**
     * At most {@code count} of the vectors, side by side as they were; the first is the one farthest from the middle.
     */
    static float[] of(float[] vectors, int dimensions, int count) {
        int all = vectors.length / dimensions;
        if (all <= count) {
            return vectors.clone();
        }
        float[] nearest = new float[all];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        float[] middle = new float[dimensions];
        int next = farthest(vectors, dimensions, middle, nearest);
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        float[] kept = new float[count * dimensions];
        float[] one = new float[dimensions];
        for (int i = 0; i < count; i++) {
            System.arraycopy(vectors, next * dimensions, one, 0, dimensions);
            System.arraycopy(one, 0, kept, i * dimensions, dimensions);
            next = farthest(vectors, dimensions, one, nearest);
        }
        return kept;
    }

    /** Brings the squared distances to the nearest kept one up to date; the number of the farthest. */
    private static int farthest(float[] vectors, int dimensions, float[] kept, float[] nearest) {
        int farthest = 0;
        for (int i = 0; i < nearest.length; i++) {
            int at = i * dimensions;
            float a = 0;
            float b = 0;
            for (int d = 0; d + 1 < dimensions; d += 2) {
                float x = vectors[at + d] - kept[d];
                float y = vectors[at + d + 1] - kept[d + 1];
                a += x * x;
                b += y * y;
            }
            nearest[i] = Math.min(nearest[i], a + b);
            farthest = nearest[i] > nearest[farthest] ? i : farthest;
        }
        return farthest;
    }
}
