package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.ViewMap;

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
    ViewMap pixelToPart(ViewMap pixelToSeen, MmPoint middle) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double x = middle.x() + shiftXMm;
        double y = middle.y() + shiftYMm;
        double[] turn = {cos, sin, middle.x() - cos * x - sin * y, -sin, cos, middle.y() + sin * x - cos * y, 0, 0, 1};
        return pixelToSeen.then(turn);
    }
}
