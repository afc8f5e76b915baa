package io.huoyan.core.domain;

/** A point on the weld plane of a view, in the part's frame, in millimetres; x and y as the weld plan has them. */
public record MmPoint(double x, double y) {
    /** Euclidean distance in mm. */
    public double distanceMm(MmPoint other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
