package io.huoyan.lab.evaluate;

import io.huoyan.core.domain.PixelPoint;
import java.util.List;

/**
 * One thing that may be there.
 *
 * @param className the data set's name for what it would be
 * @param score how sure, 0 to 1
 * @param isSeen whether it counts at the operating threshold; the others only complete the curve of precision
 * @param box its extent in the picture
 * @param outline closed contour in pixels of the picture; empty where only the box is known
 */
public record Candidate(String className, double score, boolean isSeen, Box box, List<PixelPoint> outline) {
    public Candidate {
        outline = List.copyOf(outline);
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score is " + score + "; allowed is 0 to 1");
        }
    }
}
