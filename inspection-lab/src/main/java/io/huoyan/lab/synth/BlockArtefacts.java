package io.huoyan.lab.synth;

/**
 * What baseline JPEG does to a picture: 8 × 8 cosine transform, rounding by the example tables of ITU-T T.81 Annex K
 * scaled by quality as the IJG library does, and back. Chroma is not subsampled.
 */
final class BlockArtefacts {
    private static final int SIDE = 8;
    private static final int[] LUMA = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };
    private static final int CHROMA_LEVEL = 99;
    private static final float[] COSINES = cosines();

    private BlockArtefacts() {}

    /** Rounds the planes, whose values are 0 … 255; of a grey picture only the blue plane. */
    static void apply(Planes planes, int quality, boolean isGrey) {
        if (isGrey) {
            round(planes.blue(), planes.widthPx(), planes.heightPx(), steps(quality, false));
            return;
        }
        int count = planes.blue().length;
        float[] b = planes.blue();
        float[] g = planes.green();
        float[] r = planes.red();
        for (int i = 0; i < count; i++) {
            float y = 0.299f * r[i] + 0.587f * g[i] + 0.114f * b[i];
            b[i] = 0.564f * (b[i] - y);
            r[i] = 0.713f * (r[i] - y);
            g[i] = y;
        }
        round(g, planes.widthPx(), planes.heightPx(), steps(quality, false));
        round(b, planes.widthPx(), planes.heightPx(), steps(quality, true));
        round(r, planes.widthPx(), planes.heightPx(), steps(quality, true));
        for (int i = 0; i < count; i++) {
            float y = g[i];
            float cb = b[i];
            float cr = r[i];
            b[i] = y + 1.772f * cb;
            g[i] = y - 0.344f * cb - 0.714f * cr;
            r[i] = y + 1.402f * cr;
        }
    }

    private static float[] steps(int quality, boolean isChroma) {
        int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        float[] steps = new float[SIDE * SIDE];
        for (int i = 0; i < steps.length; i++) {
            int level = isChroma ? Math.min(CHROMA_LEVEL, LUMA[i] * 3 / 2) : LUMA[i];
            steps[i] = Math.max(1, Math.min(255, (level * scale + 50) / 100));
        }
        return steps;
    }

    private static void round(float[] plane, int width, int height, float[] steps) {
        float[] block = new float[SIDE * SIDE];
        float[] other = new float[SIDE * SIDE];
        for (int top = 0; top + SIDE <= height; top += SIDE) {
            for (int left = 0; left + SIDE <= width; left += SIDE) {
                for (int row = 0; row < SIDE; row++) {
                    System.arraycopy(plane, (top + row) * width + left, block, row * SIDE, SIDE);
                }
                transform(block, other, false);
                transform(other, block, false);
                for (int i = 0; i < block.length; i++) {
                    block[i] = steps[i] * (float) Math.rint(block[i] / steps[i]);
                }
                transform(block, other, true);
                transform(other, block, true);
                for (int row = 0; row < SIDE; row++) {
                    System.arraycopy(block, row * SIDE, plane, (top + row) * width + left, SIDE);
                }
            }
        }
    }

    /** Transforms the rows of {@code in} and writes them as columns of {@code out}. */
    private static void transform(float[] in, float[] out, boolean isBack) {
        for (int row = 0; row < SIDE; row++) {
            for (int k = 0; k < SIDE; k++) {
                float sum = 0;
                for (int n = 0; n < SIDE; n++) {
                    sum += in[row * SIDE + n] * (isBack ? COSINES[n * SIDE + k] : COSINES[k * SIDE + n]);
                }
                out[k * SIDE + row] = sum;
            }
        }
    }

    private static float[] cosines() {
        float[] cosines = new float[SIDE * SIDE];
        for (int k = 0; k < SIDE; k++) {
            double scale = k == 0 ? StrictMath.sqrt(1.0 / SIDE) : StrictMath.sqrt(2.0 / SIDE);
            for (int n = 0; n < SIDE; n++) {
                cosines[k * SIDE + n] = (float) (scale * StrictMath.cos(StrictMath.PI * (2 * n + 1) * k / (2 * SIDE)));
            }
        }
        return cosines;
    }
}
