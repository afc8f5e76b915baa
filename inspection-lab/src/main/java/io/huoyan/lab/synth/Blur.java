package io.huoyan.lab.synth;

/** Gaussian blur of a plane, in place; borders are prolonged. */
final class Blur {
    private static final float NEGLIGIBLE_PX = 0.15f;

    private Blur() {}

    static void gaussian(float[] plane, int width, int height, float deviationPx) {
        if (deviationPx < NEGLIGIBLE_PX) {
            return;
        }
        float[] kernel = kernel(deviationPx);
        float[] line = new float[Math.max(width, height) + 2 * kernel.length];
        for (int y = 0; y < height; y++) {
            along(plane, y * width, 1, width, kernel, line);
        }
        columns(plane, width, height, kernel);
    }

    /** Half a kernel: its middle and one side, normalised. */
    private static float[] kernel(float deviationPx) {
        int reach = Math.max(1, (int) Math.ceil(2.6 * deviationPx));
        float[] kernel = new float[reach + 1];
        double sum = 0;
        for (int k = 0; k <= reach; k++) {
            kernel[k] = (float) StrictMath.exp(-0.5 * k * k / (deviationPx * deviationPx));
            sum += (k == 0 ? 1 : 2) * kernel[k];
        }
        for (int k = 0; k <= reach; k++) {
            kernel[k] /= (float) sum;
        }
        return kernel;
    }

    private static void along(float[] plane, int start, int step, int count, float[] kernel, float[] line) {
        int reach = kernel.length - 1;
        for (int i = -reach; i < count + reach; i++) {
            line[i + reach] = plane[start + Math.max(0, Math.min(count - 1, i)) * step];
        }
        for (int i = 0; i < count; i++) {
            float sum = kernel[0] * line[i + reach];
            for (int k = 1; k <= reach; k++) {
                sum += kernel[k] * (line[i + reach - k] + line[i + reach + k]);
            }
            plane[start + i * step] = sum;
        }
    }

    /** The same down the columns, a whole row at a time for the cache's sake. */
    private static void columns(float[] plane, int width, int height, float[] kernel) {
        int reach = kernel.length - 1;
        float[] source = plane.clone();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                plane[y * width + x] = kernel[0] * source[y * width + x];
            }
            for (int k = 1; k <= reach; k++) {
                int above = Math.max(0, y - k) * width;
                int below = Math.min(height - 1, y + k) * width;
                for (int x = 0; x < width; x++) {
                    plane[y * width + x] += kernel[k] * (source[above + x] + source[below + x]);
                }
            }
        }
    }
}
