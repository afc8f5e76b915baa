package io.huoyan.lab.synth;

import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.measure.Measurand;
import java.util.List;
import java.util.Map;

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
 * @param flaws of the first weld, each with what is true of it
 */
public record RigPicture(
        int widthPx,
        int heightPx,
        byte[] grey,
        byte[] labels,
        View.Calibration calibration,
        ViewMap pixelToPart,
        List<Weld> welds,
        List<WeldTruth> truths,
        List<FlawTruth> flaws) {
    /**
     * A flaw whose geometry is known.
     *
     * @param middle of it, on the part
     * @param measures what is true of it
     */
    public record FlawTruth(MmPoint middle, Map<Measurand, Double> measures) {
        public FlawTruth {
            measures = Map.copyOf(measures);
        }
    }

    public RigPicture {
        welds = List.copyOf(welds);
        truths = List.copyOf(truths);
        flaws = List.copyOf(flaws);
    }
}
