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
 * @param parts as how many it counts: pores that touch are one thing, of one size, and count each; at least 1
 */
public record Detection(String label, double score, List<PixelPoint> outline, double areaPx, int parts) {
    public Detection {
        outline = List.copyOf(outline);
        if (parts < 1) {
            throw new IllegalArgumentException("parts is " + parts + "; a thing counts as 1 at least");
        }
    }

    /** A thing that counts as one. */
    public Detection(String label, double score, List<PixelPoint> outline, double areaPx) {
        this(label, score, outline, areaPx, 1);
    }
}
