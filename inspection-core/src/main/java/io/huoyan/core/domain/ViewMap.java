package io.huoyan.core.domain;

/**
 * Maps points of a picture to millimetres on the plane of the welds and back. Immutable, thread-safe.
 *
 * <p>Points, not pictures, are mapped: pixel (0, 0) is the centre of the top-left pixel.
 */
public sealed interface ViewMap permits PlaneMap, LensMap {
    MmPoint toMm(PixelPoint p);

    PixelPoint toPixel(MmPoint p);

    /** The same view, every result moved by a homography of the plane: nine elements, mm → mm, row by row. */
    ViewMap then(double[] mmToMm);

    /** Local scale at a pixel: square root of the area in mm² that one pixel covers there. */
    default double mmPerPixel(PixelPoint at) {
        MmPoint o = toMm(at);
        MmPoint dx = toMm(new PixelPoint(at.x() + 1, at.y()));
        MmPoint dy = toMm(new PixelPoint(at.x(), at.y() + 1));
        return Math.sqrt(Math.abs((dx.x() - o.x()) * (dy.y() - o.y()) - (dx.y() - o.y()) * (dy.x() - o.x())));
    }
}
