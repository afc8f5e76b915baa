package io.huoyan.lab.synth;

/** Blur by a motion of constant speed during the exposure. */
final class Smear {
    private static final double NEGLIGIBLE_PX = 0.05;
    private static final double SPACING_PX = 0.5;

    private Smear() {}

    /** The mean over a stretch of {@code lengthPx} in direction {@code angle}, in place; borders are prolonged. */
    static void along(float[] plane, int width, int height, double lengthPx, double angle) {
        if (lengthPx < NEGLIGIBLE_PX) {
            return;
        }
        int samples = 1 + (int) Math.ceil(lengthPx / SPACING_PX);
        float[] source = plane.clone();
        java.util.Arrays.fill(plane, 0);
        for (int k = 0; k < samples; k++) {
            double t = ((k + 0.5) / samples - 0.5) * lengthPx;
            add(plane, source, width, height, t * StrictMath.cos(angle), t * StrictMath.sin(angle), 1f / samples);
        }
    }

    private static void add(float[] plane, float[] source, int width, int height, double dx, double dy, float weight) {
        int left = (int) Math.floor(dx);
        int top = (int) Math.floor(dy);
        float fx = (float) (dx - left);
        float fy = (float) (dy - top);
        for (int y = 0; y < height; y++) {
            int above = Math.max(0, Math.min(height - 1, y + top)) * width;
            int below = Math.max(0, Math.min(height - 1, y + top + 1)) * width;
            for (int x = 0; x < width; x++) {
                int a = Math.max(0, Math.min(width - 1, x + left));
                int b = Math.max(0, Math.min(width - 1, x + left + 1));
                float upper = source[above + a] * (1 - fx) + source[above + b] * fx;
                float lower = source[below + a] * (1 - fx) + source[below + b] * fx;
                plane[y * width + x] += weight * (upper * (1 - fy) + lower * fy);
            }
        }
    }
}
