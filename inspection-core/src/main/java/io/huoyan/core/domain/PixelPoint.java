package io.huoyan.core.domain;

/**
 * A point in the original picture. (0, 0) is the <em>centre</em> of the top-left pixel, x to the right, y down;
 * fractions are sub-pixel positions (OpenCV's convention).
 */
public record PixelPoint(double x, double y) {
    /** Euclidean distance in pixels. */
    public double distancePx(PixelPoint other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
