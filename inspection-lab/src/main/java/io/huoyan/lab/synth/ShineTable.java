package io.huoyan.lab.synth;

/**
 * What a surface sends to the camera for every way it may face: lamps and camera being far away, that depends on its
 * normal and its roughness alone, so that many lamps cost no more than one.
 */
final class ShineTable {
    private static final int GRID = 41;
    private static final float REACH = 0.985f;
    private static final int LEVELS = 5;
    /** Roughness (GGX alpha) of a gloss of 0 and of the highest. */
    private static final float ROUGHEST = 0.6f;

    private static final float SMOOTHEST = 0.13f;
    private static final float GLOSS_MAX = 1.2f;

    private final float[] matt = new float[GRID * GRID];
    private final float[][] mirrored = new float[LEVELS][GRID * GRID];

    /** @param view unit vector towards the camera */
    ShineTable(Lamps lamps, Reflection reflection, float[] view) {
        float[] n = new float[3];
        for (int row = 0, i = 0; row < GRID; row++) {
            for (int column = 0; column < GRID; column++, i++) {
                n[0] = REACH * (2f * column / (GRID - 1) - 1);
                n[1] = REACH * (2f * row / (GRID - 1) - 1);
                float flat = n[0] * n[0] + n[1] * n[1];
                if (flat > REACH * REACH) {
                    float shrink = REACH / (float) Math.sqrt(flat);
                    n[0] *= shrink;
                    n[1] *= shrink;
                    flat = REACH * REACH;
                }
                n[2] = (float) Math.sqrt(1 - flat);
                fill(i, n, lamps, reflection, view);
            }
        }
    }

    private void fill(int i, float[] n, Lamps lamps, Reflection reflection, float[] view) {
        for (float[] lamp : lamps.lamps()) {
            float facing = n[0] * lamp[0] + n[1] * lamp[1] + n[2] * lamp[2];
            if (facing > 0) {
                matt[i] += lamp[3] * facing;
                for (int level = 0; level < LEVELS; level++) {
                    mirrored[level][i] += lamp[3] * reflection.mirrored(n, lamp, view, roughness(level));
                }
            }
        }
    }

    private static float roughness(int level) {
        return ROUGHEST + (SMOOTHEST - ROUGHEST) * level / (LEVELS - 1);
    }

    /** Light of a white matt surface with this unit normal; 1 is that of one facing up. */
    float matt(float nx, float ny) {
        return at(matt, nx, ny);
    }

    /** Mirrored light at a gloss of 0 … 1.2. */
    float mirrored(float nx, float ny, float gloss) {
        float place = Math.max(0, Math.min(GLOSS_MAX, gloss)) * (LEVELS - 1) / GLOSS_MAX;
        int level = Math.min(LEVELS - 2, (int) place);
        float share = place - level;
        float rougher = at(mirrored[level], nx, ny);
        return rougher + share * (at(mirrored[level + 1], nx, ny) - rougher);
    }

    private static float at(float[] table, float nx, float ny) {
        float u = (nx / REACH + 1) * (0.5f * (GRID - 1));
        float v = (ny / REACH + 1) * (0.5f * (GRID - 1));
        u = u < 0 ? 0 : u > GRID - 1.001f ? GRID - 1.001f : u;
        v = v < 0 ? 0 : v > GRID - 1.001f ? GRID - 1.001f : v;
        int column = (int) u;
        int row = (int) v;
        float fu = u - column;
        float fv = v - row;
        int i = row * GRID + column;
        float upper = table[i] + fu * (table[i + 1] - table[i]);
        float lower = table[i + GRID] + fu * (table[i + GRID + 1] - table[i + GRID]);
        return upper + fv * (lower - upper);
    }
}
