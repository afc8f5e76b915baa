package io.huoyan.core.locate;

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
    @SuppressWarnings("DoNotCallSuggester")
    public static WeldPatch patch(Frame frame, double patchPixelsPerPixel, int sideMultiplePx, MatScope scope) {
        throw new UnsupportedOperationException();
    }
}
