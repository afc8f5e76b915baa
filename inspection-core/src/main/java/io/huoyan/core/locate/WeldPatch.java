package io.huoyan.core.locate;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import org.opencv.core.Mat;

/**
 * A piece of the picture as the network sees it, at the recipe's scale.
 *
 * @param pixels {@code CV_8UC3}, blue green red, square except for a whole picture; owned by the frame's scope
 * @param patchToPixel maps patch pixels to original pixels (a plane map; its "mm" side is original pixels)
 * @param sourceBox the region of the original picture it was cut from, clipped to the picture
 * @param visibleShare share of the patch that lies inside the picture, 0 to 1
 */
public record WeldPatch(Mat pixels, PlaneMap patchToPixel, PixelBox sourceBox, double visibleShare) {
    /** The original pixel under a patch pixel. */
    public PixelPoint toOriginal(double patchX, double patchY) {
        var p = patchToPixel.toMm(new PixelPoint(patchX, patchY));
        return new PixelPoint(p.x(), p.y());
    }

    /** The patch pixel over an original pixel. */
    public PixelPoint toPatch(PixelPoint original) {
        return patchToPixel.toPixel(new MmPoint(original.x(), original.y()));
    }
}
