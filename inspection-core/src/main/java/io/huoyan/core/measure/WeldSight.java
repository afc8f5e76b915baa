package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.image.Frame;
import io.huoyan.core.infer.Detection;
import java.util.List;

/**
 * What a ruler is given of one weld.
 *
 * @param frame the original picture
 * @param region where the weld is in it, with a margin; clipped to the picture
 * @param detections what the network saw there, outlines in original pixels; one thing of a seam seen in two patches
 *     may come twice
 * @param patchPixelPx size of one of the network's pixels, in original pixels; > 0
 * @param scale from pixels to lengths
 */
public record WeldSight(Frame frame, PixelBox region, List<Detection> detections, double patchPixelPx, Scale scale) {
    public WeldSight {
        detections = List.copyOf(detections);
        if (!(patchPixelPx > 0)) {
            throw new IllegalArgumentException("patchPixelPx is " + patchPixelPx + "; allowed is above 0");
        }
    }

    /** How far from the mask's edge the picture's is sought, px of the original picture. */
    double searchPx() {
        return Math.max(Ruler.SEARCH_MIN_PX, Ruler.SEARCH_PATCH_PIXELS * patchPixelPx);
    }

    List<Detection> of(String label) {
        return detections.stream().filter(d -> d.label().equals(label)).toList();
    }
}
