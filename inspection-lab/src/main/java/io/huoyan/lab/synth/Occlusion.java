package io.huoyan.lab.synth;

/** What stands in the way of light; at the picture's resolution, one share of 0 … 1 per pixel. */
final class Occlusion {
    /** Neighbourhood that closes a crease. */
    private static final float NEAR_MM = 0.5f;

    private static final float STRENGTH = 1.6f;
    private static final float OPEN_LEAST = 0.25f;
    private static final float SHADE_REACH_MM = 3;
    /** Half shade, as a share of the distance: the bar is wide. */
    private static final float SOFTNESS = 0.25f;

    private static final float SHADE_LEAST = 0.15f;
    private static final int STEPS_MAX = 24;

    private Occlusion() {}

    /** 1 where the sky is open; less where the neighbourhood lies higher. */
    static float[] openness(Canvas canvas) {
        float[] height = heights(canvas);
        float[] around = height.clone();
        float pixelMm = canvas.mmPerSample * canvas.fineness;
        Blur.gaussian(around, canvas.widthPx, canvas.heightPx, Math.min(8, NEAR_MM / pixelMm));
        for (int i = 0; i < height.length; i++) {
            float above = Math.max(0, around[i] - height[i]) / NEAR_MM;
            around[i] = Math.max(OPEN_LEAST, 1 / (1 + STRENGTH * above));
        }
        return around;
    }

    /** How much of a bar's light arrives: something higher between may throw its shade. */
    static float[] litShare(Canvas canvas, float azimuth, float elevation) {
        float[] height = heights(canvas);
        float pixelMm = canvas.mmPerSample * canvas.fineness;
        int steps = Math.max(1, Math.min(STEPS_MAX, (int) (SHADE_REACH_MM / pixelMm)));
        float stepPx = SHADE_REACH_MM / pixelMm / steps;
        float rise = (float) StrictMath.tan(elevation);
        float[] lit = new float[height.length];
        java.util.Arrays.fill(lit, 1);
        for (int k = 1; k <= steps; k++) {
            int dx = Math.round(k * stepPx * (float) StrictMath.cos(azimuth));
            int dy = Math.round(k * stepPx * (float) StrictMath.sin(azimuth));
            float away = k * stepPx * pixelMm;
            shade(canvas, height, lit, dx, dy, away * rise, SOFTNESS * away);
        }
        return lit;
    }

    private static void shade(
            Canvas canvas, float[] height, float[] lit, int dx, int dy, float lineMm, float softnessMm) {
        int width = canvas.widthPx;
        for (int y = Math.max(0, -dy); y < Math.min(canvas.heightPx, canvas.heightPx - dy); y++) {
            for (int x = Math.max(0, -dx); x < Math.min(width, width - dx); x++) {
                int i = y * width + x;
                float above = height[i + dy * width + dx] - height[i] - lineMm;
                if (above > -softnessMm) {
                    float hidden = Math.min(1, 0.5f + 0.5f * above / softnessMm);
                    lit[i] = Math.min(lit[i], 1 - (1 - SHADE_LEAST) * hidden);
                }
            }
        }
    }

    private static float[] heights(Canvas canvas) {
        float[] height = new float[canvas.widthPx * canvas.heightPx];
        int half = canvas.fineness / 2;
        for (int y = 0; y < canvas.heightPx; y++) {
            for (int x = 0; x < canvas.widthPx; x++) {
                height[y * canvas.widthPx + x] =
                        canvas.heightMm[(y * canvas.fineness + half) * canvas.columns + x * canvas.fineness + half];
            }
        }
        return height;
    }
}
