package io.huoyan.core.locate;

/** Products of 3 × 3 matrices, nine elements row by row, for composing plane maps. */
final class Matrix3 {
    private static final int N = 3;

    private Matrix3() {}

    /** {@code a · b}: first {@code b} is applied, then {@code a}. */
    static double[] product(double[] a, double[] b) {
        double[] product = new double[N * N];
        for (int row = 0; row < N; row++) {
            for (int column = 0; column < N; column++) {
                for (int i = 0; i < N; i++) {
                    product[row * N + column] += a[row * N + i] * b[i * N + column];
                }
            }
        }
        return product;
    }
}
