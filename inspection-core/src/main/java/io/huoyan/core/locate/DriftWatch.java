package io.huoyan.core.locate;

import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.ViewId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Watches running cameras against their fiducials: how well they fit, and how far off they are, picture by picture.
 * Both are smoothed with their trend (double exponential smoothing after C. C. Holt, 1957), and a warning is given once
 * when one of them will reach its limit soon: before pictures are refused, while there is time to look at the camera.
 *
 * <p>Parts lie here and there, and a single one off its place says nothing of the camera; a mean that moves does.
 * Thread-safe.
 */
public final class DriftWatch {
    /** Share of a new picture in the smoothed value. */
    private static final double LEVEL_SHARE = 0.05;

    /** Share of a new change in the smoothed trend. */
    private static final double TREND_SHARE = 0.02;

    /** Nothing is said of a camera before so many pictures. */
    static final int PICTURES_MIN = 50;

    /** A warning is given if the limit would be reached within so many pictures at the present trend, */
    static final int HORIZON_PICTURES = 200;

    /** and the smoothed value is above this share of the limit already: less is noise; */
    static final double NOISE_SHARE = 0.4;

    /** or if it is above this share, whatever the trend. */
    static final double WARNING_SHARE = 0.75;

    /** After a warning the smoothed value must fall below this share before there is another one. */
    static final double REST_SHARE = 0.35;

    /** Cameras watched; beyond it the one not heard of for longest is forgotten. */
    static final int CAMERAS_MAX = 1024;

    private final Map<Looker, Trend[]> trends = new LinkedHashMap<>();

    private record Looker(CameraId camera, ViewId view) {}

    /** What is watched. */
    public enum Quantity {
        /** RMS distance of the fiducials from where the best place of the part puts them. */
        RESIDUAL,
        /** Distance of the part from its nominal place. */
        SHIFT
    }

    /**
     * A camera, or the fixture under it, that is leaving its calibration.
     *
     * @param camera which
     * @param view of it
     * @param quantity what grows
     * @param smoothedMm its smoothed value
     * @param perPictureMm how much that grows from picture to picture
     * @param limitMm from which on pictures are refused
     */
    public record Warning(
            CameraId camera, ViewId view, Quantity quantity, double smoothedMm, double perPictureMm, double limitMm) {
        /** One sentence for the log. */
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "camera %s drifts in view %s: %s of its fiducials is %.3f mm (smoothed), %+.5f mm a picture; pictures"
                            + " are refused above %.3f mm. Look at camera and fixture, and calibrate again",
                    camera,
                    view,
                    quantity == Quantity.RESIDUAL ? "the residual" : "the shift",
                    smoothedMm,
                    perPictureMm,
                    limitMm);
        }
    }

    /** A smoothed value with its trend. */
    private static final class Trend {
        private int pictures;
        private double level;
        private double slope;
        private boolean isWarned;

        /** Whether a warning is due now. */
        boolean add(double value, double limit) {
            pictures++;
            double before = level;
            // The mean of the first pictures, until its share has fallen to the smoothed one's.
            double share = Math.max(LEVEL_SHARE, 1.0 / pictures);
            level = (1 - share) * (level + slope) + share * value;
            if (pictures > PICTURES_MIN / 2) {
                slope = (1 - TREND_SHARE) * slope + TREND_SHARE * (level - before);
            }
            if (level < REST_SHARE * limit) {
                isWarned = false;
            }
            boolean isNear = level > WARNING_SHARE * limit
                    || (level > NOISE_SHARE * limit && level + HORIZON_PICTURES * slope > limit);
            if (isWarned || pictures < PICTURES_MIN || !isNear) {
                return false;
            }
            isWarned = true;
            return true;
        }
    }

    /**
     * Takes note of a picture that was registered.
     *
     * @return at most one warning of each quantity, the residual's before the shift's; none as long as there is nothing
     *     to warn of, or nothing new
     */
    public synchronized List<Warning> add(
            CameraId camera, ViewId view, Registration registration, View.Calibration calibration) {
        if (calibration.fiducials().isEmpty()) {
            return List.of();
        }
        Looker looker = new Looker(camera, view);
        Trend[] own = Optional.ofNullable(trends.remove(looker)).orElse(new Trend[] {new Trend(), new Trend()});
        trends.put(looker, own);
        if (trends.size() > CAMERAS_MAX) {
            trends.remove(trends.keySet().iterator().next());
        }
        double residualMaxMm = calibration.registrationResidualMaxMm();
        double shiftMaxMm = FiducialFinder.SEARCH_DIAMETERS
                * calibration.fiducials().stream()
                        .mapToDouble(View.Fiducial::diameterMm)
                        .min()
                        .orElseThrow();
        List<Warning> warnings = new ArrayList<>();
        if (own[0].add(registration.residualMm(), residualMaxMm)) {
            warnings.add(new Warning(camera, view, Quantity.RESIDUAL, own[0].level, own[0].slope, residualMaxMm));
        }
        if (own[1].add(registration.shiftMm(), shiftMaxMm)) {
            warnings.add(new Warning(camera, view, Quantity.SHIFT, own[1].level, own[1].slope, shiftMaxMm));
        }
        return warnings;
    }
}
