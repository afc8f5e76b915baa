package io.huoyan.core.locate;

import io.huoyan.core.catalog.Weld;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.quality.WeldRegion;
import java.util.List;

/**
 * A weld of the plan, found in the picture.
 *
 * @param weld the weld
 * @param patches what the network looks at: one patch for a spot, a row of overlapping ones from start to end along a
 *     seam
 * @param region smallest box around all patches, clipped to the picture
 * @param nominal where the plan puts it, in original pixels: the centre of a spot, the corners of a seam's path; may
 *     lie outside the picture
 * @param pixelsPerMm scale of the original picture at the weld; > 0
 */
public record LocatedWeld(
        Weld weld, List<WeldPatch> patches, PixelBox region, List<PixelPoint> nominal, double pixelsPerMm) {
    public LocatedWeld {
        patches = List.copyOf(patches);
        nominal = List.copyOf(nominal);
    }

    /** What the weld checks look at: the nominal weld itself, with a margin of half its width. */
    public WeldRegion checkedRegion() {
        double widthsAcross = 2;
        return new WeldRegion(nominal, widthsAcross * weld.geometry().nominalWidthMm() * pixelsPerMm);
    }
}
