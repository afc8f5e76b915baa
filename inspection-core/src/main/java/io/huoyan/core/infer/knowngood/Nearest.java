package io.huoyan.core.infer.knowngood;

import io.huoyan.core.image.MatScope;
import java.util.function.IntPredicate;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** Distances to the nearest of many vectors. */
public final class Nearest {
    /** Vectors asked for at a time, so that a product stays small. */
    private static final int ROWS_AT_A_TIME = 512;

    private Nearest() {}

    /** Euclidean distance of each of {@code asked} to the nearest of {@code known}; vectors lie side by side. */
    public static float[] distances(float[] asked, float[] known, int dimensions) {
        return distances(asked, known, dimensions, number -> true);
    }

    /**
     * The same, to some of the known.
     *
     * @param counts whether a known vector, by its number, is to be compared with
     * @return infinite if none is
     */
    public static float[] distances(float[] asked, float[] known, int dimensions, IntPredicate counts) {
        int count = asked.length / dimensions;
        int others = known.length / dimensions;
        float[] knownSquares = squares(known, dimensions);
        for (int j = 0; j < others; j++) {
            if (!counts.test(j)) {
                knownSquares[j] = Float.POSITIVE_INFINITY;
            }
        }
        float[] askedSquares = squares(asked, dimensions);
        float[] distances = new float[count];
        float[] products = new float[ROWS_AT_A_TIME * others];
        try (MatScope scope = MatScope.open()) {
            Mat right = scope.mat(others, dimensions, CvType.CV_32FC1);
            right.put(0, 0, known);
            Mat none = scope.mat();
            for (int from = 0; from < count; from += ROWS_AT_A_TIME) {
                int rows = Math.min(ROWS_AT_A_TIME, count - from);
                float[] part = new float[rows * dimensions];
                System.arraycopy(asked, from * dimensions, part, 0, part.length);
                Mat left = scope.mat(rows, dimensions, CvType.CV_32FC1);
                left.put(0, 0, part);
                Mat product = scope.mat();
                Core.gemm(left, right, 1, none, 0, product, Core.GEMM_2_T);
                product.get(0, 0, products);
                for (int i = 0; i < rows; i++) {
                    float least = Float.POSITIVE_INFINITY;
                    for (int j = 0; j < others; j++) {
                        least = Math.min(least, knownSquares[j] - 2 * products[i * others + j]);
                    }
                    distances[from + i] = (float) Math.sqrt(Math.max(0, least + askedSquares[from + i]));
                }
            }
        }
        return distances;
    }

    private static float[] squares(float[] vectors, int dimensions) {
        float[] squares = new float[vectors.length / dimensions];
        for (int i = 0; i < vectors.length; i++) {
            squares[i / dimensions] += vectors[i] * vectors[i];
        }
        return squares;
    }
}
