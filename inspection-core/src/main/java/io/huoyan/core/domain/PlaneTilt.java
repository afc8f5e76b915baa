package io.huoyan.core.domain;

/**
 * What becomes of points mapped to a calibrated plane when the true plane lies elsewhere: nearer to the camera or
 * turned about an axis in it. The camera is a point, so that the two planes are tied by a homography.
 *
 * @param camera foot of the perpendicular from the camera's centre on the calibrated plane
 * @param cameraHeightMm its length; > 0
 * @param pivot the point of the calibrated plane about which the true one is turned
 */
public record PlaneTilt(MmPoint camera, double cameraHeightMm, MmPoint pivot) {
    public PlaneTilt {
        if (!(cameraHeightMm > 0)) {
            throw new IllegalArgumentException(
                    "camera is " + cameraHeightMm + " mm over the plane; allowed is above 0");
        }
    }

    /**
     * From where the calibrated map puts a point to where it is on the true plane; nine elements, row by row.
     *
     * @param heightMm how far the pivot is raised towards the camera
     * @param tiltX slope of the plane along x, radians
     * @param tiltY slope of the plane along y, radians
     */
    public double[] seenToTrue(double heightMm, double tiltX, double tiltY) {
        double angle = Math.hypot(tiltX, tiltY);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double ax = angle == 0 ? 1 : tiltX / angle;
        double ay = angle == 0 ? 0 : tiltY / angle;
        // Unit vectors of the true plane: the calibrated ones, turned about the axis across the direction of slope.
        double[] u = {1 + (cos - 1) * ax * ax, (cos - 1) * ax * ay, sin * ax};
        double[] v = {(cos - 1) * ax * ay, 1 + (cos - 1) * ay * ay, sin * ay};
        double x0 = pivot.x();
        double y0 = pivot.y();
        double[] over = {
            -u[2] / cameraHeightMm, -v[2] / cameraHeightMm, 1 - (heightMm - u[2] * x0 - v[2] * y0) / cameraHeightMm
        };
        double[] trueToSeen = {
            u[0] + camera.x() * over[0],
            v[0] + camera.x() * over[1],
            x0 - u[0] * x0 - v[0] * y0 - camera.x() + camera.x() * over[2],
            u[1] + camera.y() * over[0],
            v[1] + camera.y() * over[1],
            y0 - u[1] * x0 - v[1] * y0 - camera.y() + camera.y() * over[2],
            over[0],
            over[1],
            over[2]
        };
        return PlaneMap.ofPixelToMm(trueToSeen).mmToPixel();
    }
}
