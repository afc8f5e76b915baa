package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import java.util.List;

/**
 * One labelled thing of a picture.
 *
 * @param className as its data set calls it
 * @param isBox true if the corners are those of a box, of which only the extent is known
 * @param isCrowd true if it marks a region of many things, as COCO has them: neither missed nor found
 * @param corners as shares of the picture's sides, 0 to 1; of a box from the top left clockwise
 */
public record LabelledShape(String className, boolean isBox, boolean isCrowd, List<PixelPoint> corners) {
    public LabelledShape {
        corners = List.copyOf(corners);
        if (corners.size() < 3) {
            throw new IllegalArgumentException(
                    "a shape of class '" + className + "' has " + corners.size() + " corners; needed are 3 or more");
        }
    }

    /** Whether it is neither a point nor an upright or level line. */
    boolean hasExtent() {
        return Bounds.around(corners).hasExtent();
    }
}
