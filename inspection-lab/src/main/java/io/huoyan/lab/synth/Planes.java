package io.huoyan.lab.synth;

/**
 * Brightness of a picture in three colours, row by row, linear in light.
 *
 * @param widthPx width
 * @param heightPx height
 * @param blue one value per pixel
 * @param green one value per pixel
 * @param red one value per pixel
 */
record Planes(int widthPx, int heightPx, float[] blue, float[] green, float[] red) {
    Planes(int widthPx, int heightPx) {
        this(
                widthPx,
                heightPx,
                new float[widthPx * heightPx],
                new float[widthPx * heightPx],
                new float[widthPx * heightPx]);
    }

    float[][] all() {
        return new float[][] {blue, green, red};
    }
}
