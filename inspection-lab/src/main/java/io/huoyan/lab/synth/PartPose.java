package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;

/**
 * How a part lies in front of the camera, compared with the one at calibration.
 *
 * @param shiftXMm to the right
 * @param shiftYMm down
 * @param angle turned by, radians, around the middle of the view
 */
record PartPose(double shiftXMm, double shiftYMm, double angle) {
    private static final double SHIFT_MAX_MM = 1;
    private static final double ANGLE_MAX = Math.toRadians(0.5);

    static PartPose roll(Dice dice) {
        return new PartPose(dice.signed(0, SHIFT_MAX_MM), dice.signed(0, SHIFT_MAX_MM), dice.signed(0, ANGLE_MAX));
    }

    /** From pixels to mm on the part that lies so: {@code part = Rᵀ · (seen − middle − shift) + middle}. */
    PlaneMap pixelToPart(PlaneMap pixelToSeen, MmPoint middle) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double x = middle.x() + shiftXMm;
        double y = middle.y() + shiftYMm;
        double[] turn = {cos, sin, middle.x() - cos * x - sin * y, -sin, cos, middle.y() + sin * x - cos * y, 0, 0, 1};
        double[] seen = pixelToSeen.pixelToMm();
        double[] product = new double[seen.length];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int k = 0; k < 3; k++) {
                    product[3 * row + column] += turn[3 * row + k] * seen[3 * k + column];
                }
            }
        }
        return PlaneMap.ofPixelToMm(product);
    }
}
