package io.huoyan.core.domain;

import java.util.Arrays;

/**
 * A plane homography: maps pixels of one view to millimetres on its weld plane and back. Immutable, thread-safe.
 *
 * <p>{@code (X, Y, W)ᵀ = H · (x, y, 1)ᵀ}, mm = (X/W, Y/W) (Hartley and Zisserman, Multiple View Geometry, §2.3).
 */
public final class PlaneMap implements ViewMap {
    private static final int ELEMENTS = 9;
    private static final double DETERMINANT_MIN = 1e-15;

    private final double[] toMm;
    private final double[] toPixel;

    private PlaneMap(double[] toMm, double[] toPixel) {
        this.toMm = toMm;
        this.toPixel = toPixel;
    }

    /**
     * @param rowMajor the nine elements of H, pixel → mm, row by row; copied
     * @throws IllegalArgumentException if there are not nine finite elements or H has no inverse
     */
    public static PlaneMap ofPixelToMm(double[] rowMajor) {
        return new PlaneMap(rowMajor.clone(), inverse(rowMajor));
    }

    /** A view looking straight down: {@code mm = origin + mmPerPixel · pixel}. */
    public static PlaneMap straightDown(double mmPerPixel, MmPoint origin) {
        return ofPixelToMm(new double[] {mmPerPixel, 0, origin.x(), 0, mmPerPixel, origin.y(), 0, 0, 1});
    }

    @Override
    public MmPoint toMm(PixelPoint p) {
        double w = toMm[6] * p.x() + toMm[7] * p.y() + toMm[8];
        return new MmPoint(
                (toMm[0] * p.x() + toMm[1] * p.y() + toMm[2]) / w, (toMm[3] * p.x() + toMm[4] * p.y() + toMm[5]) / w);
    }

    @Override
    public PixelPoint toPixel(MmPoint p) {
        double w = toPixel[6] * p.x() + toPixel[7] * p.y() + toPixel[8];
        return new PixelPoint(
                (toPixel[0] * p.x() + toPixel[1] * p.y() + toPixel[2]) / w,
                (toPixel[3] * p.x() + toPixel[4] * p.y() + toPixel[5]) / w);
    }

    @Override
    public PlaneMap then(double[] mmToMm) {
        double[] product = new double[ELEMENTS];
        for (int row = 0; row < ELEMENTS; row += 3) {
            for (int column = 0; column < 3; column++) {
                product[row + column] = mmToMm[row] * toMm[column]
                        + mmToMm[row + 1] * toMm[3 + column]
                        + mmToMm[row + 2] * toMm[6 + column];
            }
        }
        return ofPixelToMm(product);
    }

    /** The nine elements of H, pixel → mm, row by row; a copy. */
    public double[] pixelToMm() {
        return toMm.clone();
    }

    /** The nine elements of the inverse of H, mm → pixel, row by row; a copy. */
    public double[] mmToPixel() {
        return toPixel.clone();
    }

    private static double[] inverse(double[] m) {
        if (m.length != ELEMENTS || !Arrays.stream(m).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "homography is " + Arrays.toString(m) + "; allowed are nine finite numbers, row by row");
        }
        double[] cofactors = {
            m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
        };
        double determinant = m[0] * cofactors[0] + m[1] * cofactors[3] + m[2] * cofactors[6];
        if (Math.abs(determinant) < DETERMINANT_MIN) {
            throw new IllegalArgumentException(
                    "homography " + Arrays.toString(m) + " has no inverse (determinant " + determinant + ")");
        }
        for (int i = 0; i < ELEMENTS; i++) {
            cofactors[i] /= determinant;
        }
        return cofactors;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlaneMap map && Arrays.equals(toMm, map.toMm);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toMm);
    }

    @Override
    public String toString() {
        return "PlaneMap" + Arrays.toString(toMm);
    }
}
