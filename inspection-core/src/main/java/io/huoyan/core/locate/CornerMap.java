package io.huoyan.core.locate;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.SmallMatrix;
import io.huoyan.core.domain.ViewMap;

/**
 * The homography that agrees with a view through a lens at a patch's four corners. Within the patch it differs from the
 * lens by less than a network's pixel; it serves to cut the patch and to say which edge is meant, never to measure.
 */
final class CornerMap {
    private static final int UNKNOWNS = 8;

    private CornerMap() {}

    /** From patch pixels to original pixels. */
    static PlaneMap through(PlaneMap patchToMm, int patchSidePx, ViewMap pixelToMm) {
        double[][] a = new double[UNKNOWNS][UNKNOWNS];
        double[] b = new double[UNKNOWNS];
        double far = patchSidePx - 1;
        double[][] corners = {{0, 0}, {far, 0}, {far, far}, {0, far}};
        for (int i = 0; i < corners.length; i++) {
            double x = corners[i][0];
            double y = corners[i][1];
            MmPoint mm = patchToMm.toMm(new PixelPoint(x, y));
            PixelPoint seen = pixelToMm.toPixel(mm);
            a[2 * i] = new double[] {x, y, 1, 0, 0, 0, -x * seen.x(), -y * seen.x()};
            a[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -x * seen.y(), -y * seen.y()};
            b[2 * i] = seen.x();
            b[2 * i + 1] = seen.y();
        }
        double[][] inverse = SmallMatrix.inverse(a);
        double[] h = new double[UNKNOWNS + 1];
        for (int i = 0; i < UNKNOWNS; i++) {
            for (int j = 0; j < UNKNOWNS; j++) {
                h[i] += inverse[i][j] * b[j];
            }
        }
        h[UNKNOWNS] = 1;
        return PlaneMap.ofPixelToMm(h);
    }
}
