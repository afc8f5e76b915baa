package io.huoyan.lab.synth;

/**
 * A camera over welds whose geometry is known, and what may vary from picture to picture. Ranges that are no part of it
 * are those of docs/metrology.md.
 *
 * @param name what it is called
 * @param pixelMm size of a pixel on the plane; > 0
 * @param cameraHeightMm distance of the camera from the calibrated plane; > 0
 * @param heightMm the plane lies up to so much nearer or farther than calibrated; 0 or more
 * @param tiltDeg it is tilted by up to so much about any axis; 0 or more
 * @param distortionK1 radial distortion of the lens; −0.5 to 0.5, as of specimens
 * @param blurMinPx least standard deviation of the blur
 * @param blurMaxPx largest
 * @param motionPx longest smear by motion during the exposure; 0 or more
 * @param noiseFactor temporal noise as a multiple of the camera's; 0 or more
 * @param hasRipple whether beads have ripples
 * @param highlightMin least strength of mirrored light
 * @param highlightMax largest
 * @param fiducials how many discs the part has, 0 or 2 to 4
 */
public record Rig(
        String name,
        double pixelMm,
        double cameraHeightMm,
        double heightMm,
        double tiltDeg,
        double distortionK1,
        double blurMinPx,
        double blurMaxPx,
        double motionPx,
        double noiseFactor,
        boolean hasRipple,
        double highlightMin,
        double highlightMax,
        int fiducials) {
    /** Side of the picture on the plane. */
    static final double FIELD_MM = 50;

    private static final double REMOUNT_HEIGHT_MM = 0.3;
    private static final double REMOUNT_TILT_DEG = 0.5;
    private static final double PIXEL_MIN_MM = 0.02;
    private static final double PIXEL_MAX_MM = 0.5;

    private static final double TILT_MAX_DEG = 20;

    public Rig {
        if (!(pixelMm >= PIXEL_MIN_MM) || !(pixelMm <= PIXEL_MAX_MM)) {
            throw new IllegalArgumentException(
                    "pixelMm is " + pixelMm + "; allowed are " + PIXEL_MIN_MM + " to " + PIXEL_MAX_MM);
        }
        if (!(cameraHeightMm > 0) || !(heightMm >= 0) || !(heightMm < cameraHeightMm / 10)) {
            throw new IllegalArgumentException("cameraHeightMm is " + cameraHeightMm + " and heightMm " + heightMm
                    + "; allowed are a camera above the plane and heights of less than a tenth of that");
        }
        if (!(tiltDeg >= 0) || !(tiltDeg <= TILT_MAX_DEG)) {
            throw new IllegalArgumentException("tiltDeg is " + tiltDeg + "; allowed are 0 to " + TILT_MAX_DEG);
        }
        Range distortion = Quantity.DISTORTION.allowed();
        if (!(distortionK1 >= distortion.min()) || !(distortionK1 <= distortion.max())) {
            throw new IllegalArgumentException("distortionK1 is " + distortionK1 + "; allowed are " + distortion.min()
                    + " to " + distortion.max());
        }
        range("blurPx", blurMinPx, blurMaxPx);
        range("highlight", highlightMin, highlightMax);
        range("motionPx", motionPx, motionPx);
        range("noiseFactor", noiseFactor, noiseFactor);
        if (fiducials != 0 && (fiducials < 2 || fiducials > 4)) {
            throw new IllegalArgumentException("fiducials are " + fiducials + "; allowed are 0, or 2 to 4");
        }
    }

    private static void range(String key, double min, double max) {
        if (!(min >= 0) || !(max >= min)) {
            throw new IllegalArgumentException(key + " is " + (min == max ? min : min + " to " + max)
                    + "; allowed are 0 and more, a range in order");
        }
    }

    /** The rigs that ship; docs/metrology.md. */
    public static Rig flat() {
        return new Rig("flat", 0.05, 400, 0, 0, 0, 0.5, 0.9, 0, 1, true, 0, 1.2, 4);
    }

    /** {@link #flat} without ripple and highlight. */
    public static Rig plain() {
        return new Rig("plain", 0.05, 400, 0, 0, 0, 0.5, 0.9, 0, 1, false, 0, 0, 4);
    }

    public static Rig coarse() {
        return new Rig("coarse", 0.2, 800, 0, 0, 0, 0.5, 0.9, 0, 1, true, 0, 1.2, 4);
    }

    public static Rig hard() {
        return new Rig("hard", 0.1, 400, 2, 5, -0.2, 1.5, 1.5, 0, 3, true, 0, 1.2, 4);
    }

    /** The same rig for a gauge study: remounted parts lie at least ±0.3 mm and ±0.5° from where they were. */
    public Rig remounted() {
        return new Rig(
                name,
                pixelMm,
                cameraHeightMm,
                Math.max(heightMm, REMOUNT_HEIGHT_MM),
                Math.max(tiltDeg, REMOUNT_TILT_DEG),
                distortionK1,
                blurMinPx,
                blurMaxPx,
                motionPx,
                noiseFactor,
                hasRipple,
                highlightMin,
                highlightMax,
                fiducials);
    }

    /** Side of the picture, pixels. */
    int sidePx() {
        return (int) Math.round(FIELD_MM / pixelMm);
    }
}
