package io.huoyan.lab.synth;

import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.domain.ViewMap;
import java.util.List;

/**
 * A picture of a rig with its truth.
 *
 * @param widthPx width
 * @param heightPx height
 * @param grey one byte per pixel, row by row from the top; owned by the caller
 * @param labels one byte per pixel as in {@link RenderedPatch#labels}; owned by the caller
 * @param calibration what the ruler is told
 * @param pixelToPart the truth: from pixels to mm on the part as it lay
 * @param welds the plan
 * @param truths of the welds, in their order
 */
public record RigPicture(
        int widthPx,
        int heightPx,
        byte[] grey,
        byte[] labels,
        View.Calibration calibration,
        ViewMap pixelToPart,
        List<Weld> welds,
        List<WeldTruth> truths) {
    public RigPicture {
        welds = List.copyOf(welds);
        truths = List.copyOf(truths);
    }
}
