package io.huoyan.lab.train;

import io.huoyan.core.domain.PixelPoint;

/**
 * Where a piece lies in its picture: piece to picture is {@code (x, y) → (a·x + b·y + c, d·x + e·y + f)} of pixels'
 * middles, of which the first is at 0; without shear.
 */
record Placement(double a, double b, double c, double d, double e, double f) {
    /**
     * @param centre where the piece's middle lies in the picture
     * @param step picture pixels per piece pixel
     * @param angle radians
     * @param mirror 1 or -1
     */
    static Placement of(PixelPoint centre, int sidePx, double step, double angle, double mirror) {
        double cos = Math.cos(angle) * step;
        double sin = Math.sin(angle) * step;
        double half = (sidePx - 1) / 2.0;
        return new Placement(
                mirror * cos,
                -sin,
                centre.x() - half * (mirror * cos - sin),
                mirror * sin,
                cos,
                centre.y() - half * (mirror * sin + cos));
    }

    /**
     * Where a picture's point lies in the piece; in both the first pixel covers 0 to 1 and its middle is at 0.5, as in
     * labels, not at 0.
     */
    PixelPoint toPiece(PixelPoint point) {
        double determinant = a * e - b * d;
        double x = point.x() - 0.5 - c;
        double y = point.y() - 0.5 - f;
        return new PixelPoint((e * x - b * y) / determinant + 0.5, (a * y - d * x) / determinant + 0.5);
    }
}
