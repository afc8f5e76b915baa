package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import java.util.ArrayList;
import java.util.List;

/**
 * What a length of {@link #LENGTH_MM} may be wrong by over the field, before anything of the weld itself: target,
 * height and tilt of the plane, what the lens model leaves. The names are those of docs/measurands.md.
 */
public final class ExpectedUncertainty {
    /** A short seam, or two imprints. */
    public static final double LENGTH_MM = 30;

    /** Places along each side of the field. */
    static final int PLACES = 5;

    /** k = 2 for about 95 %. */
    private static final double COVERAGE_FACTOR = 2;

    private static final double EDGE = 0.08;

    /**
     * @param at where in the picture
     * @param mmPerPixel scale there
     * @param expandedMm U, k = 2
     */
    public record Place(PixelPoint at, double mmPerPixel, double expandedMm) {}

    /**
     * How far the plane of the welds may lie from where the target lay.
     *
     * @param heightMm nearer or farther by so much, any height as likely; 0 or more
     * @param tiltDeg tilted by so much about any axis; 0 or more
     */
    public record PlaneRange(double heightMm, double tiltDeg) {
        public PlaneRange {
            if (!(heightMm >= 0 && heightMm <= 100 && tiltDeg >= 0 && tiltDeg <= 20)) {
                throw new CalibrationException("height and tilt of the plane may differ by " + heightMm + " mm and "
                        + tiltDeg + "°; allowed are 0 to 100 mm and 0 to 20°");
            }
        }
    }

    private ExpectedUncertainty() {}

    /** Over a grid of places, row by row. */
    public static List<Place> over(
            PlaneCalibration plane, int widthPx, int heightPx, double targetRelative, PlaneRange range) {
        List<Place> places = new ArrayList<>();
        for (int row = 0; row < PLACES; row++) {
            for (int column = 0; column < PLACES; column++) {
                PixelPoint at = new PixelPoint(
                        widthPx * (EDGE + (1 - 2 * EDGE) * column / (PLACES - 1)),
                        heightPx * (EDGE + (1 - 2 * EDGE) * row / (PLACES - 1)));
                places.add(at(plane, at, targetRelative, range));
            }
        }
        return places;
    }

    /** The relative parts act on the length; a tilt moves places up and down by their distance from where it turns. */
    private static Place at(PlaneCalibration plane, PixelPoint at, double targetRelative, PlaneRange range) {
        ViewMap map = plane.map();
        double mmPerPixel = map.mmPerPixel(at);
        MmPoint place = map.toMm(at);
        double fromFootMm = Math.hypot(
                place.x() - plane.camera().x(), place.y() - plane.camera().y());
        double height = range.heightMm() / Math.sqrt(3) / plane.cameraHeightMm();
        double tilt = Math.tan(Math.toRadians(range.tiltDeg()))
                / Math.sqrt(3)
                * Math.hypot(fromFootMm, LENGTH_MM / 2)
                / plane.cameraHeightMm();
        double relative = Math.sqrt(targetRelative * targetRelative + height * height + tilt * tilt);
        // Two ends, each with half the mean square of a distance along the length.
        double residualMm = plane.rmsPx() * mmPerPixel;
        return new Place(at, mmPerPixel, COVERAGE_FACTOR * Math.hypot(LENGTH_MM * relative, residualMm));
    }
}
