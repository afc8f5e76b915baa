package io.huoyan.core.locate;

import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.List;

/** Registers the part in a picture and cuts out its welds. Without state, thread-safe. */
public final class Locator {
    private Locator() {}

    /**
     * @param frame the picture
     * @param calibration of the picture's view
     * @param welds the welds to cut out
     * @param pixelsPerWeldWidth scale of the patches: patch pixels per nominal weld width; > 0
     * @param patchSidePx side of the square patches; > 0
     * @param scope owns the patches
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static Location locate(
            Frame frame,
            View.Calibration calibration,
            List<Weld> welds,
            double pixelsPerWeldWidth,
            int patchSidePx,
            MatScope scope) {
        throw new UnsupportedOperationException();
    }
}
