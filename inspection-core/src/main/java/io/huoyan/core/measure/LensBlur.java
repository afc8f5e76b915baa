package io.huoyan.core.measure;

import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.Optional;

/**
 * How blurred a picture is, from its fiducials: the edge of a disc is a step, and what is seen of it is the lens, the
 * focus, motion and the pixel. The standard deviation of the Gaussian that fits best across the discs' edges.
 */
public final class LensBlur {
    private static final int RAYS = 90;
    private static final double REACH_PX = 5;
    private static final double STEP_PX = 0.25;
    private static final int PLACES = (int) (2 * REACH_PX / STEP_PX) + 1;
    private static final double BLUR_MIN_PX = 0.35;
    private static final double BLUR_MAX_PX = 4;
    private static final double BLUR_FACTOR = 1.04;
    private static final double PLACE_REACH_PX = 1;
    private static final double PLACE_STEP_PX = 0.1;

    private LensBlur() {}

    /**
     * Median over the fiducials, pixels; empty where there is none.
     *
     * @param pixelToMm of this picture
     */
    public static Optional<Double> px(Frame frame, View.Calibration calibration, ViewMap pixelToMm, MatScope scope) {
        double[] blurs = calibration.fiducials().stream()
                .map(fiducial -> px(frame, fiducial, pixelToMm, scope))
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return blurs.length == 0 ? Optional.empty() : Optional.of(RunningMedian.median(blurs));
    }

    private static Optional<Double> px(Frame frame, View.Fiducial fiducial, ViewMap map, MatScope scope) {
        PixelPoint centre = map.toPixel(fiducial.centre());
        double radiusMm = fiducial.diameterMm() / 2;
        int half = (int) Math.ceil(radiusMm / map.mmPerPixel(centre) + 2 * REACH_PX);
        PixelBox box = new PixelBox(
                (int) Math.round(centre.x()) - half, (int) Math.round(centre.y()) - half, 2 * half + 1, 2 * half + 1);
        GreyRegion grey = GreyRegion.of(frame, box, scope);
        if (!grey.box().equals(box)) {
            return Optional.empty();
        }
        double[] mean = new double[PLACES];
        for (int i = 0; i < RAYS; i++) {
            double angle = 2 * Math.PI * i / RAYS;
            PixelPoint edge = map.toPixel(new MmPoint(
                    fiducial.centre().x() + radiusMm * Math.cos(angle),
                    fiducial.centre().y() + radiusMm * Math.sin(angle)));
            double distance = edge.distancePx(centre);
            double dx = (edge.x() - centre.x()) / distance;
            double dy = (edge.y() - centre.y()) / distance;
            for (int k = 0; k < PLACES; k++) {
                double out = k * STEP_PX - REACH_PX;
                mean[k] += grey.at(edge.x() + out * dx, edge.y() + out * dy) / RAYS;
            }
        }
        return Optional.of(fitted(mean));
    }

    private static double fitted(double[] mean) {
        double best = BLUR_MIN_PX;
        double least = Double.POSITIVE_INFINITY;
        for (double place = -PLACE_REACH_PX; place <= PLACE_REACH_PX; place += PLACE_STEP_PX) {
            for (double blur = BLUR_MIN_PX; blur <= BLUR_MAX_PX; blur *= BLUR_FACTOR) {
                double rest = squares(mean, place, blur);
                if (rest < least) {
                    least = rest;
                    best = blur;
                }
            }
        }
        return best;
    }

    /** What a blurred step leaves of the variance. */
    private static double squares(double[] mean, double place, double blur) {
        double s = 0;
        double ss = 0;
        double y = 0;
        double yy = 0;
        double sy = 0;
        for (int k = 0; k < PLACES; k++) {
            double step = ErrorFunction.normal((k * STEP_PX - REACH_PX - place) / blur);
            s += step;
            ss += step * step;
            y += mean[k];
            yy += mean[k] * mean[k];
            sy += step * mean[k];
        }
        double covariance = sy - s * y / PLACES;
        return yy - y * y / PLACES - covariance * covariance / (ss - s * s / PLACES);
    }
}
