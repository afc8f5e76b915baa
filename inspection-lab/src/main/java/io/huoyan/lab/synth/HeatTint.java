package io.huoyan.lab.synth;

/** Temper colours of steel beside a weld: grey, then blue, purple, brown and straw, going outwards. */
final class HeatTint {
    /** Reflectance factors blue, green, red at equal steps from the weld outwards. */
    private static final float[][] BANDS = {
        {0.55f, 0.55f, 0.55f},
        {0.85f, 0.62f, 0.48f},
        {0.62f, 0.48f, 0.62f},
        {0.42f, 0.58f, 0.80f},
        {0.66f, 0.88f, 1.0f},
        {1, 1, 1}
    };

    private HeatTint() {}

    /** Tints a sample: {@code t} is 0 at the weld and 1 where the tint ends, {@code strength} 0 … 1. */
    static void paint(Canvas canvas, int i, float t, float strength) {
        if (t >= 1 || strength <= 0) {
            return;
        }
        float band = Math.max(0, t) * (BANDS.length - 1);
        int k = (int) band;
        float f = band - k;
        canvas.blue[i] *= 1 + strength * (BANDS[k][0] + f * (BANDS[k + 1][0] - BANDS[k][0]) - 1);
        canvas.green[i] *= 1 + strength * (BANDS[k][1] + f * (BANDS[k + 1][1] - BANDS[k][1]) - 1);
        canvas.red[i] *= 1 + strength * (BANDS[k][2] + f * (BANDS[k + 1][2] - BANDS[k][2]) - 1);
    }
}
