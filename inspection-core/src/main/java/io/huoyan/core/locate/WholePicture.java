package io.huoyan.core.locate;

import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;

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

    /**
     * A patch in overlapping tiles, row by row; they share its pixels.
     *
     * @param tilePx longest side of a tile, patch pixels
     * @param overlapPx how far neighbours overlap at least, patch pixels; < {@code tilePx}
     * @param scope owns the tiles' matrices
     */
    public static List<WeldPatch> tiles(WeldPatch whole, int tilePx, int overlapPx, MatScope scope) {
        int widthPx = Math.min(tilePx, whole.pixels().cols());
        int heightPx = Math.min(tilePx, whole.pixels().rows());
        List<WeldPatch> tiles = new ArrayList<>();
        for (int y : starts(whole.pixels().rows(), heightPx, overlapPx)) {
            for (int x : starts(whole.pixels().cols(), widthPx, overlapPx)) {
                Mat pixels = scope.own(whole.pixels().submat(y, y + heightPx, x, x + widthPx));
                tiles.add(new WeldPatch(
                        pixels, shifted(whole.patchToPixel(), x, y), whole.sourceBox(), whole.visibleShare()));
            }
        }
        return tiles;
    }

    /** Starts of overlapping tiles over a length, the last one ending where the length does. */
    static List<Integer> starts(int length, int tile, int overlap) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start + tile < length; start += tile - overlap) {
            starts.add(start);
        }
        starts.add(length - tile);
        return starts;
    }

    private static PlaneMap shifted(PlaneMap map, int x, int y) {
        double[] m = map.pixelToMm();
        for (int row = 0; row < 3; row++) {
            m[3 * row + 2] += m[3 * row] * x + m[3 * row + 1] * y;
        }
        return PlaneMap.ofPixelToMm(m);
    }

    private static int side(double lengthPx, int multiplePx) {
        return Math.max(1, (int) Math.ceil(lengthPx / multiplePx - 1e-9)) * multiplePx;
    }

    /** The pixels of a patch, left and right exchanged; the scope owns them. */
    public static Mat mirrored(WeldPatch patch, MatScope scope) {
        Mat mirrored = scope.mat();
        Core.flip(patch.pixels(), mirrored, 1);
        return mirrored;
    }
}
