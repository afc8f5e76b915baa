package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import java.util.List;

/** The smallest upright box around points, in the unit of the points. */
public record Bounds(double left, double top, double right, double bottom) {
    /** Around one point or more. */
    public static Bounds around(List<PixelPoint> points) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (PixelPoint point : points) {
            left = Math.min(left, point.x());
            top = Math.min(top, point.y());
            right = Math.max(right, point.x());
            bottom = Math.max(bottom, point.y());
        }
        return new Bounds(left, top, right, bottom);
    }

    /** From left to right. */
    public double width() {
        return right - left;
    }

    /** From top to bottom. */
    public double height() {
        return bottom - top;
    }

    double area() {
        return width() * height();
    }

    boolean hasExtent() {
        return width() > 0 && height() > 0;
    }

    /** From the top left clockwise. */
    List<PixelPoint> corners() {
        return List.of(
                new PixelPoint(left, top),
                new PixelPoint(right, top),
                new PixelPoint(right, bottom),
                new PixelPoint(left, bottom));
    }
}
