package io.huoyan.core.infer;

import io.huoyan.core.domain.PixelPoint;
import java.util.List;

/**
 * One connected thing of one label.
 *
 * @param label name as the model has it
 * @param score highest probability in it, 0 to 1
 * @param outline closed contour in pixels of the original picture
 * @param areaPx its area in pixels² of the original picture
 */
public record Detection(String label, double score, List<PixelPoint> outline, double areaPx) {
    public Detection {
        outline = List.copyOf(outline);
    }
}
