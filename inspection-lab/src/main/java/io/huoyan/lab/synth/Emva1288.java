package io.huoyan.lab.synth;

/**
 * A camera after EMVA Standard 1288, Release 4.0 (linear): photons are counted, the dark adds its own, each pixel has
 * its own offset and gain, and the sum is rounded to eight bits.
 *
 * @param fullWell electrons at full scale
 * @param darkNoise temporal noise in the dark, electrons
 * @param offsetSpread DSNU, electrons
 * @param gainSpread PRNU, share
 * @param temporalFactor multiple of the temporal noise
 */
record Emva1288(double fullWell, double darkNoise, double offsetSpread, double gainSpread, double temporalFactor) {
    private static final int FULL_SCALE = 255;

    /** Of the order of Sony's IMX250 as camera makers publish it. */
    static Emva1288 camera(double temporalFactor) {
        return new Emva1288(10_500, 2.4, 1, 0.006, temporalFactor);
    }

    /** @param light one value per pixel, 1 fills the well */
    byte[] expose(float[] light, Dice dice) {
        byte[] grey = new byte[light.length];
        for (int i = 0; i < light.length; i++) {
            grey[i] = (byte) Math.max(0, Math.min(FULL_SCALE, Math.round(FULL_SCALE * signal(light[i], dice))));
        }
        return grey;
    }

    /** What is read of one pixel before it is rounded, as a share of the full well. */
    double signal(float light, Dice dice) {
        double electrons = Math.max(0, light) * fullWell * (1 + gainSpread * dice.gaussian());
        double temporal = temporalFactor * Math.sqrt(electrons + darkNoise * darkNoise) * dice.gaussian();
        return (electrons + temporal + offsetSpread * dice.gaussian()) / fullWell;
    }
}
