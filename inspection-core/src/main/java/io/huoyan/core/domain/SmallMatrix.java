package io.huoyan.core.domain;

/** Inverse of a small square matrix, for normal equations of a few unknowns. */
public final class SmallMatrix {
    private static final double PIVOT_MIN = 1e-300;

    private SmallMatrix() {}

    /**
     * By elimination with row pivots; the argument is not changed.
     *
     * @throws IllegalArgumentException if the matrix has no inverse
     */
    public static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, a[i], 0, n);
            a[i][n + i] = 1;
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(a[row][column]) > Math.abs(a[pivot][column]) ? row : pivot;
            }
            double[] swapped = a[column];
            a[column] = a[pivot];
            a[pivot] = swapped;
            if (!(Math.abs(a[column][column]) > PIVOT_MIN)) {
                throw new IllegalArgumentException("matrix of " + n + " rows has no inverse");
            }
            eliminate(a, column);
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a[i], n, inverse[i], 0, n);
        }
        return inverse;
    }

    private static void eliminate(double[][] a, int column) {
        double scale = a[column][column];
        for (int j = 0; j < a[column].length; j++) {
            a[column][j] /= scale;
        }
        for (int row = 0; row < a.length; row++) {
            double factor = a[row][column];
            if (row != column && factor != 0) {
                for (int j = 0; j < a[row].length; j++) {
                    a[row][j] -= factor * a[column][j];
                }
            }
        }
    }
}
