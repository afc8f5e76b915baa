package io.huoyan.core.locate;

import io.huoyan.core.domain.PlaneTilt;
import java.util.Arrays;

/**
 * What is not known of the plane of the welds: its height and tilt, and with them the place of the part, as standard
 * uncertainties with their correlations. Immutable.
 *
 * <p>Six quantities, in this order: height (mm), tilt along x and along y (radians), shift in x and y (mm), turn about
 * the pivot (radians).
 */
public final class PlaneDoubt {
    /** How many quantities there are. */
    public static final int QUANTITIES = 6;

    private final PlaneTilt tilt;
    private final double[] covariance;
    private final boolean isRectangular;

    /**
     * @param tilt the camera over the plane
     * @param covariance of the six quantities, row by row; copied
     * @param isRectangular whether height and tilt are known by their limits only, any value within as likely
     */
    PlaneDoubt(PlaneTilt tilt, double[] covariance, boolean isRectangular) {
        if (covariance.length != QUANTITIES * QUANTITIES) {
            throw new IllegalArgumentException(
                    "covariance has " + covariance.length + " elements; allowed are " + QUANTITIES * QUANTITIES);
        }
        this.tilt = tilt;
        this.covariance = covariance.clone();
        this.isRectangular = isRectangular;
    }

    /** Whether height and tilt are known by their limits only. */
    public boolean isRectangular() {
        return isRectangular;
    }

    /** Covariance of two of the quantities. */
    public double covariance(int a, int b) {
        return covariance[QUANTITIES * a + b];
    }

    /** Standard uncertainty of one of the quantities. */
    public double sigma(int quantity) {
        return Math.sqrt(covariance(quantity, quantity));
    }

    /**
     * From where the picture's map puts a point to where it would be with one of the quantities changed; nine elements,
     * row by row.
     */
    public double[] moved(int quantity, double by) {
        double[] values = new double[QUANTITIES];
        values[quantity] = by;
        return moved(tilt, values);
    }

    static double[] moved(PlaneTilt tilt, double[] values) {
        double cos = Math.cos(values[5]);
        double sin = Math.sin(values[5]);
        double x0 = tilt.pivot().x();
        double y0 = tilt.pivot().y();
        double[] rigid = {
            cos, -sin, x0 - cos * x0 + sin * y0 + values[3], sin, cos, y0 - sin * x0 - cos * y0 + values[4], 0, 0, 1
        };
        return Matrix3.product(rigid, tilt.seenToTrue(values[0], values[1], values[2]));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlaneDoubt doubt
                && tilt.equals(doubt.tilt)
                && Arrays.equals(covariance, doubt.covariance)
                && isRectangular == doubt.isRectangular;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(covariance);
    }
}
