package io.huoyan.core.quality;

import io.huoyan.core.domain.PixelPoint;
import java.util.List;

/**
 * The part of a picture in which a weld should be: the points nearer than half a width to a path.
 *
 * @param path the nominal weld in original pixels: one point for a spot, two or more for a seam
 * @param widthPx width of the region across the path, original pixels; > 0
 */
public record WeldRegion(List<PixelPoint> path, double widthPx) {
    public WeldRegion {
        path = List.copyOf(path);
        if (path.isEmpty() || !(widthPx > 0)) {
            throw new IllegalArgumentException("weld region has " + path.size() + " points and width " + widthPx
                    + " px; allowed is at least one point and a width above 0");
        }
    }
}
