package io.huoyan.lab.synth;

import java.util.Optional;

/**
 * What is drawn by lot for a specimen: the published ranges. They were fixed before any network or ruler saw a
 * specimen; docs/synth.md tells where each comes from.
 */
public enum Quantity {
    PIXEL("pixelMm", "mm", 0.04, 0.09, 0.005, 0.5),
    CAMERA_HEIGHT("cameraHeightMm", "mm", 250, 600, 50, 3000),
    TILT("tiltDeg", "deg", 0, 12, 0, 60),
    DISTORTION("distortionK1", "", -0.15, 0.05, -0.5, 0.5),
    F_NUMBER("fNumber", "", 2.8, 8, 0.7, 32),
    FOCUS("focusMm", "mm", -1, 1, -50, 50),
    LENS_BLUR("blurPx", "px", 0.5, 0.9, 0, 10),
    MOTION("motionPx", "px", 0, 1, 0, 50),
    NOISE("noiseFactor", "", 0.7, 1.5, 0, 20),
    MEAN_GREY("meanGrey", "", 0.3, 0.45, 0.05, 0.9),
    GAMMA("gamma", "", 0.75, 1, 0.5, 1),
    ELEVATION("elevationDeg", "deg", 30, 70, 10, 85),
    AMBIENT("ambient", "", 0.15, 0.5, 0, 1),
    ARC_WIDTH("arcWidthMm", "mm", 3, 8, 1, 20),
    LASER_WIDTH("laserWidthMm", "mm", 0.8, 2.2, 0.4, 5),
    BRAZED_WIDTH("brazedWidthMm", "mm", 2, 4.5, 1, 8),
    SPOT_DIAMETER("spotDiameterMm", "mm", 4, 8, 2, 12),
    FLANK("flankDeg", "deg", 15, 45, 2, 70),
    RIPPLE_PITCH("ripplePitchMm", "mm", 0.3, 1.2, 0.05, 5),
    RIPPLE_HEIGHT("rippleShare", "of pitch", 0.02, 0.06, 0, 0.3),
    TOE_DARKNESS("toeDarkness", "", 0.2, 0.8, 0, 1),
    TOE_WIDTH("toeWidthMm", "mm", 0.05, 0.4, 0.01, 1),
    RAGGEDNESS("raggedness", "of width", 0.01, 0.05, 0, 0.4),
    GLOSS("gloss", "", 0.35, 1.1, 0, 1.2),
    HEAT_REACH("heatReachMm", "mm", 1, 5, 0.1, 20);

    private final String key;
    private final String unit;
    private final double min;
    private final double max;
    private final double allowedMin;
    private final double allowedMax;

    Quantity(String key, String unit, double min, double max, double allowedMin, double allowedMax) {
        this.key = key;
        this.unit = unit;
        this.min = min;
        this.max = max;
        this.allowedMin = allowedMin;
        this.allowedMax = allowedMax;
    }

    /** Its name in a file of ranges. */
    public String key() {
        return key;
    }

    /** What it is counted in; empty for a plain number. */
    public String unit() {
        return unit;
    }

    /** The range that is drawn from where nothing else is asked for. */
    public Range published() {
        return new Range(min, max);
    }

    /** What may be asked for. */
    public Range allowed() {
        return new Range(allowedMin, allowedMax);
    }

    static Optional<Quantity> of(String key) {
        for (Quantity quantity : values()) {
            if (quantity.key.equals(key)) {
                return Optional.of(quantity);
            }
        }
        return Optional.empty();
    }
}
