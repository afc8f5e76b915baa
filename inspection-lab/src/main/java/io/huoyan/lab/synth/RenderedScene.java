package io.huoyan.lab.synth;

import io.huoyan.core.domain.ViewMap;
import java.util.List;

/**
 * A rendered picture of a view with its truth.
 *
 * @param widthPx width
 * @param heightPx height
 * @param grey one byte per pixel, row by row from the top; owned by the caller
 * @param labels one byte per pixel as in {@link RenderedPatch#labels}; owned by the caller
 * @param pixelToPart from pixels to mm on the part as it lay: the calibration, corrected by the part's true place
 * @param welds truth of each weld, in the order asked for
 */
public record RenderedScene(
        int widthPx, int heightPx, byte[] grey, byte[] labels, ViewMap pixelToPart, List<WeldTruth> welds) {
    public RenderedScene {
        if (grey.length != widthPx * heightPx || labels.length != widthPx * heightPx) {
            throw new IllegalArgumentException("scene of " + widthPx + " × " + heightPx + " px has " + grey.length
                    + " grey and " + labels.length + " label bytes; allowed are " + widthPx * heightPx + " of each");
        }
        welds = List.copyOf(welds);
    }
}
