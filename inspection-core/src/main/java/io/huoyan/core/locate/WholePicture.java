package io.huoyan.core.locate;

import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;

/** A picture without calibration, made one patch. */
public final class WholePicture {
    private WholePicture() {}

    /**
     * The whole picture as one patch; not square: each side is the scaled side, rounded up to the multiple, the rest
     * filled by repeating the last row and column.
     *
     * @param frame the picture
     * @param patchPixelsPerPixel scale; > 0
     * @param sideMultiplePx what the patch's sides are multiples of; > 0
     * @param scope owns the patch
     */
    public static WeldPatch patch(Frame frame, double patchPixelsPerPixel, int sideMultiplePx, MatScope scope) {
        if (!(patchPixelsPerPixel > 0) || sideMultiplePx < 1) {
            throw new IllegalArgumentException("scale is " + patchPixelsPerPixel + " and side multiple "
                    + sideMultiplePx + "; allowed are a scale above 0 and a multiple of 1 or more");
        }
        double pixelsPerPatchPixel = 1 / patchPixelsPerPixel;
        double half = (pixelsPerPatchPixel - 1) / 2;
        PlaneMap patchToPixel = PlaneMap.ofPixelToMm(
                new double[] {pixelsPerPatchPixel, 0, half, 0, pixelsPerPatchPixel, half, 0, 0, 1});
        return new PatchCutter(frame, scope)
                .cut(
                        patchToPixel,
                        side(frame.widthPx() * patchPixelsPerPixel, sideMultiplePx),
                        side(frame.heightPx() * patchPixelsPerPixel, sideMultiplePx));
    }

    private static int side(double lengthPx, int multiplePx) {
        return Math.max(1, (int) Math.ceil(lengthPx / multiplePx - 1e-9)) * multiplePx;
    }
}
