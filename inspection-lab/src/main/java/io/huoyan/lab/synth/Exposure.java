package io.huoyan.lab.synth;

/**
 * From light to bytes: uneven lighting, blur of the lens, exposure, shot and read noise, tone curve, colour or grey.
 *
 * @param target mean brightness that exposure aims at, share of full scale
 * @param unevenness how much brighter one side of the picture is than the other
 * @param blurPx standard deviation of the lens blur
 * @param shot noise of full scale as a share of it; grows with the root of brightness
 * @param read noise in the dark as a share of full scale
 * @param softNoise whether noise is blurred once more, as resampling does
 * @param gamma exponent of the tone curve
 * @param isGrey whether the camera sees no colour
 * @param jpegQuality 1 … 100 for block artefacts; 0 for none
 */
record Exposure(
        float target,
        float unevenness,
        float blurPx,
        float shot,
        float read,
        boolean softNoise,
        float gamma,
        boolean isGrey,
        int jpegQuality) {
    private static final float BLUE_WEIGHT = 0.114f;
    private static final float GREEN_WEIGHT = 0.587f;
    private static final float RED_WEIGHT = 0.299f;

    static Exposure roll(Dice dice) {
        return new Exposure(
                dice.between(0.17, 0.6),
                dice.chance(0.6) ? dice.between(0, 0.5) : 0,
                dice.chance(0.85) ? dice.between(0.3, 1.1) : dice.between(1.1, 2),
                dice.between(0.004, 0.04),
                dice.between(0.001, 0.012),
                dice.chance(0.5),
                dice.between(0.6, 1),
                dice.chance(0.55),
                dice.chance(0.5) ? 40 + dice.below(55) : 0);
    }

    /** A fixed machine-vision camera, well set up. */
    static Exposure rollLine(Dice dice) {
        return new Exposure(
                dice.between(0.38, 0.46),
                dice.between(0, 0.15),
                dice.between(0.5, 0.7),
                dice.between(0.008, 0.012),
                0.003f,
                false,
                0.8f,
                true,
                0);
    }

    /** Bytes blue, green, red per pixel. Overwrites {@code planes}. */
    byte[] expose(Planes planes, Dice dice) {
        if (isGrey) {
            toGrey(planes);
        }
        light(planes, dice.angle());
        for (float[] plane : seen(planes)) {
            Blur.gaussian(plane, planes.widthPx(), planes.heightPx(), blurPx);
        }
        gain(planes);
        noise(planes, dice);
        for (float[] plane : seen(planes)) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = 255 * tone(plane[i]);
            }
        }
        if (jpegQuality > 0) {
            BlockArtefacts.apply(planes, jpegQuality, isGrey);
        }
        return interleaved(planes);
    }

    /** The planes that matter: of a grey picture only the first. */
    private float[][] seen(Planes planes) {
        return isGrey ? new float[][] {planes.blue()} : planes.all();
    }

    private void light(Planes planes, float angle) {
        float cos = (float) StrictMath.cos(angle) / planes.widthPx();
        float sin = (float) StrictMath.sin(angle) / planes.heightPx();
        for (float[] plane : seen(planes)) {
            for (int y = 0, i = 0; y < planes.heightPx(); y++) {
                float row = 1 + unevenness * ((y - 0.5f * planes.heightPx()) * sin - 0.5f * planes.widthPx() * cos);
                for (int x = 0; x < planes.widthPx(); x++, i++) {
                    plane[i] *= row + unevenness * x * cos;
                }
            }
        }
    }

    private static void toGrey(Planes planes) {
        for (int i = 0; i < planes.blue().length; i++) {
            float grey =
                    BLUE_WEIGHT * planes.blue()[i] + GREEN_WEIGHT * planes.green()[i] + RED_WEIGHT * planes.red()[i];
            planes.blue()[i] = grey;
        }
    }

    private void gain(Planes planes) {
        float[] measured = isGrey ? planes.blue() : planes.green();
        double sum = 0;
        for (float value : measured) {
            sum += value;
        }
        float gain = (float) (target * measured.length / Math.max(1e-6, sum));
        for (float[] plane : seen(planes)) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] *= gain;
            }
        }
    }

    private void noise(Planes planes, Dice dice) {
        for (float[] plane : seen(planes)) {
            long state = dice.next() | 1;
            for (int i = 0; i < plane.length; i++) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
                float light = Math.max(0, plane[i]);
                float deviation = shot * (float) Math.sqrt(light) + read;
                plane[i] = light + deviation * Noise.gaussian((int) (state >>> 24));
            }
            if (softNoise) {
                Blur.gaussian(plane, planes.widthPx(), planes.heightPx(), 0.5f);
            }
        }
    }

    /** An s-less tone curve: x^gamma, from a square root and a mix instead of a power. */
    private float tone(float value) {
        if (value <= 0) {
            return 0;
        }
        float share = 2 * (1 - gamma);
        float bright = (float) Math.sqrt(value);
        return Math.min(1, value + share * (bright - value));
    }

    private byte[] interleaved(Planes planes) {
        byte[] bgr = new byte[3 * planes.blue().length];
        for (int i = 0; i < planes.blue().length; i++) {
            bgr[3 * i] = toByte(planes.blue()[i]);
            bgr[3 * i + 1] = isGrey ? bgr[3 * i] : toByte(planes.green()[i]);
            bgr[3 * i + 2] = isGrey ? bgr[3 * i] : toByte(planes.red()[i]);
        }
        return bgr;
    }

    private static byte toByte(float value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}
