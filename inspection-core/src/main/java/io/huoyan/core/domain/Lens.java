package io.huoyan.core.domain;

/**
 * A camera's inner geometry with the distortion of its lens: D. C. Brown, Close-range camera calibration,
 * Photogrammetric Engineering 37, 1971, with the coefficients in the order and meaning of OpenCV.
 *
 * @param fxPx focal length over the pixel pitch along x; > 0
 * @param fyPx the same along y; > 0
 * @param cxPx principal point
 * @param cyPx principal point
 * @param k1 radial, on the square of the distance from the axis
 * @param k2 radial, on its fourth power
 * @param p1 tangential
 * @param p2 tangential
 * @param k3 radial, on its sixth power
 */
public record Lens(
        double fxPx, double fyPx, double cxPx, double cyPx, double k1, double k2, double p1, double p2, double k3) {
    private static final int ROUNDS = 30;
    private static final double NEAR_ENOUGH = 1e-12;

    public Lens {
        if (!(fxPx > 0) || !(fyPx > 0)) {
            throw new IllegalArgumentException("focal length is " + fxPx + ", " + fyPx + " px; allowed is above 0");
        }
    }

    /** Where a lens without distortion would show what this one shows at {@code seen}; by repeated substitution. */
    public PixelPoint ideal(PixelPoint seen) {
        double xd = (seen.x() - cxPx) / fxPx;
        double yd = (seen.y() - cyPx) / fyPx;
        double x = xd;
        double y = yd;
        for (int round = 0; round < ROUNDS; round++) {
            double factor = factor(x * x + y * y);
            double nextX = (xd - tangentialX(x, y)) / factor;
            double nextY = (yd - tangentialY(x, y)) / factor;
            boolean isNear = Math.abs(nextX - x) + Math.abs(nextY - y) < NEAR_ENOUGH;
            x = nextX;
            y = nextY;
            if (isNear) {
                break;
            }
        }
        return new PixelPoint(cxPx + fxPx * x, cyPx + fyPx * y);
    }

    /** Where this lens shows what a lens without distortion would show at {@code ideal}. */
    public PixelPoint seen(PixelPoint ideal) {
        double x = (ideal.x() - cxPx) / fxPx;
        double y = (ideal.y() - cyPx) / fyPx;
        double factor = factor(x * x + y * y);
        return new PixelPoint(
                cxPx + fxPx * (x * factor + tangentialX(x, y)), cyPx + fyPx * (y * factor + tangentialY(x, y)));
    }

    /** How much farther from the axis, as a factor, at the square of an ideal distance from it. */
    private double factor(double r2) {
        return 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
    }

    /**
     * Whether the distortion can be undone up to a distance from the axis: beyond the place where a greater ideal
     * distance is no longer a greater seen one it has no meaning, and folds far points back in.
     *
     * @param radiusPx ideal distance from the principal point
     */
    public boolean isUsableTo(double radiusPx) {
        double r = radiusPx / Math.min(fxPx, fyPx);
        double end = r * r;
        // The slope of r · factor(r²) is a cubic of r²: least at an end, or where its own slope is 0.
        double root = Math.sqrt(25 * k2 * k2 - 63 * k1 * k3);
        double least = Math.min(1, slope(end));
        for (double turn : new double[] {(-5 * k2 - root) / (21 * k3), (-5 * k2 + root) / (21 * k3), -0.3 * k1 / k2}) {
            if (turn > 0 && turn < end) {
                least = Math.min(least, slope(turn));
            }
        }
        return least > 0;
    }

    /** Whether a point of an ideal picture is one that this lens shows at one place of its own. */
    public boolean isUsableAt(PixelPoint ideal) {
        return isUsableTo(Math.hypot(ideal.x() - cxPx, ideal.y() - cyPx));
    }

    private double slope(double r2) {
        return 1 + r2 * (3 * k1 + r2 * (5 * k2 + r2 * 7 * k3));
    }

    private double tangentialX(double x, double y) {
        return 2 * p1 * x * y + p2 * (3 * x * x + y * y);
    }

    private double tangentialY(double x, double y) {
        return p1 * (x * x + 3 * y * y) + 2 * p2 * x * y;
    }
}
