package io.huoyan.lab.calibrate;

/**
 * How a target stood before the camera: a point of its plane goes to the camera's frame by {@code R · (x, y, 0) + t}.
 *
 * @param rotation R, nine numbers row by row
 * @param translationMm t
 */
record BoardPose(double[] rotation, double[] translationMm) {
    /** How far the sheet is turned about the picture's horizontal, degrees: its top nearer or farther. */
    double pitchDeg() {
        return Math.toDegrees(Math.atan2(rotation[5], rotation[8]));
    }

    /** How far the sheet is turned about the picture's vertical, degrees. */
    double yawDeg() {
        return Math.toDegrees(Math.atan2(rotation[2], rotation[8]));
    }

    /** Between the sheet's normal and the camera's axis, degrees. */
    double tiltDeg() {
        return Math.toDegrees(Math.acos(Math.min(1, Math.abs(rotation[8]))));
    }

    /** The camera's place over the sheet: x, y on it, and its height over it, mm. */
    double[] camera() {
        double[] c = new double[3];
        for (int column = 0; column < 3; column++) {
            for (int row = 0; row < 3; row++) {
                c[column] -= rotation[3 * row + column] * translationMm[row];
            }
        }
        return new double[] {c[0], c[1], Math.abs(c[2])};
    }
}
