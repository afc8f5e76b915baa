package io.huoyan.lab.synth;

import io.huoyan.core.domain.Lens;
import io.huoyan.core.domain.LensMap;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.PlaneTilt;
import io.huoyan.core.domain.ViewMap;

/**
 * A camera over a specimen. The origin of the specimen's frame lies in the middle of the picture.
 *
 * @param sidePx width and height of the picture
 * @param pixelMm size of a pixel on the plane in the middle; > 0
 * @param heightMm distance of the lens from the middle of the plane; > 0
 * @param tiltDeg angle between the plane and one that faces the camera, 0 … 60
 * @param tiltDirection in which the plane comes nearer, radians
 * @param turn of the camera about its axis, radians
 * @param k1 radial distortion of the lens
 * @param k2 radial distortion on the fourth power
 * @param fNumber focal length over the opening of the lens; > 0
 * @param focusMm how much nearer than the middle of the plane the lens is focused
 * @param lensBlurPx standard deviation of the blur in focus
 * @param motionPx way of the image during the exposure
 * @param motionDirection of that, radians
 * @param isColour whether it sees colours
 * @param sensor its noise
 */
record StudioCamera(
        int sidePx,
        double pixelMm,
        double heightMm,
        double tiltDeg,
        double tiltDirection,
        double turn,
        double k1,
        double k2,
        double fNumber,
        double focusMm,
        double lensBlurPx,
        double motionPx,
        double motionDirection,
        boolean isColour,
        Emva1288 sensor) {
    /** Pitch of the pixels of Sony's IMX250 and its relatives, as camera makers publish it. */
    static final double PITCH_MM = 0.00345;

    static final double TILT_MAX_DEG = 60;

    /** A disc of diameter d has a standard deviation of d/4 along each axis. */
    private static final double DISC_DEVIATION = 0.25;

    StudioCamera {
        if (!(tiltDeg >= 0 && tiltDeg <= TILT_MAX_DEG)) {
            throw new IllegalArgumentException("tiltDeg is " + tiltDeg + "; allowed are 0 to " + TILT_MAX_DEG);
        }
        if (!(pixelMm > 0) || !(heightMm > 0) || !(fNumber > 0)) {
            throw new IllegalArgumentException("pixelMm is " + pixelMm + ", heightMm " + heightMm + ", fNumber "
                    + fNumber + "; allowed is above 0");
        }
    }

    /** Intrinsics and distortion. */
    Lens lens() {
        double focalPx = heightMm / pixelMm;
        double middle = (sidePx - 1) / 2.0;
        return new Lens(focalPx, focalPx, middle, middle, k1, k2, 0, 0, 0);
    }

    /** From pixels to mm on the specimen. */
    ViewMap pixelToMm() {
        double middle = (sidePx - 1) / 2.0;
        double cos = pixelMm * StrictMath.cos(turn);
        double sin = pixelMm * StrictMath.sin(turn);
        PlaneMap facing = PlaneMap.ofPixelToMm(
                new double[] {cos, -sin, -cos * middle + sin * middle, sin, cos, -sin * middle - cos * middle, 0, 0, 1
                });
        MmPoint origin = new MmPoint(0, 0);
        double tilt = Math.toRadians(tiltDeg);
        PlaneMap tilted = facing.then(new PlaneTilt(origin, heightMm, origin)
                .seenToTrue(0, tilt * StrictMath.cos(tiltDirection), tilt * StrictMath.sin(tiltDirection)));
        return k1 == 0 && k2 == 0 ? tilted : new LensMap(lens(), tilted);
    }

    /** Focal length, mm: of a thin lens that images this scale at this distance. */
    double focalMm() {
        double magnification = PITCH_MM / pixelMm;
        return heightMm * magnification / (1 + magnification);
    }

    /**
     * Towards the camera from the specimen's surface, along the picture's rows, columns and the normal; unit vector.
     */
    float[] view() {
        double tilt = Math.toRadians(tiltDeg);
        return new float[] {
            (float) (StrictMath.sin(tilt) * StrictMath.cos(tiltDirection - turn)),
            (float) (StrictMath.sin(tilt) * StrictMath.sin(tiltDirection - turn)),
            (float) StrictMath.cos(tilt)
        };
    }

    /** How much nearer to the camera than the middle a point of the plane is, mm. */
    double nearerMm(double xMm, double yMm) {
        return StrictMath.sin(Math.toRadians(tiltDeg))
                * (xMm * StrictMath.cos(tiltDirection) + yMm * StrictMath.sin(tiltDirection));
    }

    /** Standard deviation of the blur of what lies {@code nearerMm} nearer than the middle: the thin lens's disc. */
    double blurPx(double nearerMm) {
        double focused = heightMm - focusMm;
        double distance = heightMm - nearerMm;
        double opening = focalMm() / fNumber;
        double discMm = opening * focalMm() / (focused - focalMm()) * Math.abs(distance - focused) / distance;
        return Math.hypot(lensBlurPx, DISC_DEVIATION * discMm / PITCH_MM);
    }

    /** The blur of every pixel. */
    float[] blurPx(ViewMap pixelToMm) {
        float[] deviation = new float[sidePx * sidePx];
        if (tiltDeg == 0) {
            java.util.Arrays.fill(deviation, (float) blurPx(0));
            return deviation;
        }
        for (int y = 0, i = 0; y < sidePx; y++) {
            MmPoint from = pixelToMm.toMm(new PixelPoint(0, y));
            MmPoint to = pixelToMm.toMm(new PixelPoint(sidePx - 1.0, y));
            double nearer = nearerMm(from.x(), from.y());
            double step = (nearerMm(to.x(), to.y()) - nearer) / (sidePx - 1);
            for (int x = 0; x < sidePx; x++, i++) {
                deviation[i] = (float) blurPx(nearer + x * step);
            }
        }
        return deviation;
    }

    /** From light to bytes blue, green, red per pixel. Overwrites {@code planes}. */
    byte[] expose(Planes planes, ViewMap pixelToMm, double meanGrey, double gamma, int jpegQuality, Dice dice) {
        if (!isColour) {
            toGrey(planes);
        }
        float[][] seen = isColour ? planes.all() : new float[][] {planes.green()};
        float[] deviation = blurPx(pixelToMm);
        for (float[] plane : seen) {
            Defocus.apply(plane, sidePx, sidePx, deviation);
            Smear.along(plane, sidePx, sidePx, motionPx, motionDirection);
        }
        float gain = gain(seen, meanGrey);
        for (float[] plane : seen) {
            for (int i = 0; i < plane.length; i++) {
                double signal = Math.max(0, Math.min(1, sensor.signal(plane[i] * gain, dice)));
                plane[i] = (float) (255 * toned(signal, gamma));
            }
        }
        Planes shown = isColour
                ? planes
                : new Planes(
                        sidePx,
                        sidePx,
                        planes.green(),
                        planes.green().clone(),
                        planes.green().clone());
        if (jpegQuality > 0) {
            BlockArtefacts.apply(shown, jpegQuality, !isColour);
        }
        return bytes(shown);
    }

    /** Into the green plane: weights of ITU-R BT.601. */
    private static void toGrey(Planes planes) {
        for (int i = 0; i < planes.green().length; i++) {
            planes.green()[i] = 0.114f * planes.blue()[i] + 0.587f * planes.green()[i] + 0.299f * planes.red()[i];
        }
    }

    /** x^gamma for 0.5 … 1, from a root and a mix instead of a power. */
    private static double toned(double value, double gamma) {
        return value + 2 * (1 - gamma) * (Math.sqrt(value) - value);
    }

    /** Highlights that would overflow count as full, else they would leave the rest in the dark. */
    private static float gain(float[][] planes, double meanGrey) {
        float gain = 1;
        for (int round = 0; round < 3; round++) {
            double sum = 0;
            for (float[] plane : planes) {
                for (float value : plane) {
                    sum += Math.min(1, gain * value);
                }
            }
            gain *= (float) (meanGrey * planes.length * planes[0].length / Math.max(1e-6, sum));
        }
        return gain;
    }

    private byte[] bytes(Planes planes) {
        byte[] bgr = new byte[3 * planes.blue().length];
        for (int i = 0; i < planes.blue().length; i++) {
            bgr[3 * i] = toByte(planes.blue()[i]);
            bgr[3 * i + 1] = isColour ? toByte(planes.green()[i]) : bgr[3 * i];
            bgr[3 * i + 2] = isColour ? toByte(planes.red()[i]) : bgr[3 * i];
        }
        return bgr;
    }

    private static byte toByte(float value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}
