package io.huoyan.lab.synth;

import java.util.ArrayList;
import java.util.List;

/** Blur that differs from place to place: a few evenly blurred pictures, mixed at each pixel. */
final class Defocus {
    private static final float SPAN_NEGLIGIBLE_PX = 0.08f;
    private static final int STEPS_MAX = 5;
    private static final float STEP_PX = 0.35f;

    private Defocus() {}

    /** @param deviationPx standard deviation of the blur of each pixel */
    static void apply(float[] plane, int width, int height, float[] deviationPx) {
        float least = Float.MAX_VALUE;
        float most = 0;
        for (float deviation : deviationPx) {
            least = Math.min(least, deviation);
            most = Math.max(most, deviation);
        }
        if (most - least < SPAN_NEGLIGIBLE_PX) {
            Blur.gaussian(plane, width, height, 0.5f * (least + most));
            return;
        }
        int steps = Math.min(STEPS_MAX, 2 + (int) ((most - least) / STEP_PX));
        List<float[]> blurred = new ArrayList<>();
        for (int k = 0; k < steps; k++) {
            float[] copy = plane.clone();
            Blur.gaussian(copy, width, height, least + (most - least) * k / (steps - 1));
            blurred.add(copy);
        }
        for (int i = 0; i < plane.length; i++) {
            float place = (deviationPx[i] - least) / (most - least) * (steps - 1);
            int k = Math.min(steps - 2, (int) place);
            float a = blurred.get(k)[i];
            plane[i] = a + (place - k) * (blurred.get(k + 1)[i] - a);
        }
    }
}
