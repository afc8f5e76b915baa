package io.huoyan.lab.synth;

/**
 * Makes relief visible: a distant lamp, sky light, and a highlight after the GGX distribution (Walter et al.,
 * "Microfacet models for refraction through rough surfaces", 2007), over normals taken from the height map. The camera
 * looks straight down; nothing casts shadows.
 *
 * @param azimuth where the lamp is, radians in the picture
 * @param elevation its height over the plane, radians
 * @param ambient share of light from everywhere
 * @param direct share of the lamp's light
 * @param highlight strength of mirrored light
 * @param roughness of a gloss of 0; a gloss of 1 is as smooth as {@link #SMOOTHEST}
 */
record Light(float azimuth, float elevation, float ambient, float direct, float highlight, float roughness) {
    private static final float SMOOTHEST = 0.16f;

    static Light roll(Dice dice) {
        return new Light(
                dice.angle(),
                dice.between(0.45, 1.3),
                dice.between(0.12, 0.5),
                dice.between(0.4, 1),
                dice.chance(0.3) ? dice.between(1.2, 2.5) : dice.between(0.15, 1.2),
                dice.between(0.3, 0.6));
    }

    /** A ring light with one side a little stronger, as inspection cells have. */
    static Light rollLine(Dice dice) {
        return new Light(
                dice.angle(),
                dice.between(0.8, 1.05),
                dice.between(0.35, 0.5),
                dice.between(0.6, 0.8),
                dice.between(0.5, 0.9),
                0.5f);
    }

    /** The light of a rig: the ranges of docs/metrology.md. */
    static Light rollRig(Dice dice, double highlightMin, double highlightMax) {
        return new Light(
                dice.angle(),
                (float) Math.toRadians(dice.between(30, 70)),
                dice.between(0.25, 0.5),
                dice.between(0.5, 0.75),
                dice.between(highlightMin, highlightMax),
                0.5f);
    }

    /** The picture at pixel resolution: samples are averaged over each pixel's area. */
    Planes shade(Canvas canvas) {
        Planes planes = new Planes(canvas.widthPx, canvas.heightPx);
        int fineness = canvas.fineness;
        float share = 1f / (fineness * fineness);
        Lamp lamp = new Lamp();
        for (int row = 0; row < canvas.rows; row++) {
            int pixelRow = row / fineness * canvas.widthPx;
            for (int column = 0; column < canvas.columns; column++) {
                int i = row * canvas.columns + column;
                lamp.shine(canvas, row, column);
                int pixel = pixelRow + column / fineness;
                planes.blue()[pixel] +=
                        share * (canvas.blue[i] * lamp.diffuse + lamp.mirrored * (0.6f + 0.4f * canvas.blue[i]));
                planes.green()[pixel] +=
                        share * (canvas.green[i] * lamp.diffuse + lamp.mirrored * (0.6f + 0.4f * canvas.green[i]));
                planes.red()[pixel] +=
                        share * (canvas.red[i] * lamp.diffuse + lamp.mirrored * (0.6f + 0.4f * canvas.red[i]));
            }
        }
        return planes;
    }

    /** The lamp's light at one sample. */
    private final class Lamp {
        private final float lx = (float) (StrictMath.cos(azimuth) * StrictMath.cos(elevation));
        private final float ly = (float) (StrictMath.sin(azimuth) * StrictMath.cos(elevation));
        private final float lz = (float) StrictMath.sin(elevation);
        private final float halfLength = (float) StrictMath.sqrt(lx * lx + ly * ly + (lz + 1) * (lz + 1));
        private float diffuse;
        private float mirrored;

        private void shine(Canvas canvas, int row, int column) {
            int i = row * canvas.columns + column;
            int west = column > 0 ? i - 1 : i;
            int east = column < canvas.columns - 1 ? i + 1 : i;
            int north = row > 0 ? i - canvas.columns : i;
            int south = row < canvas.rows - 1 ? i + canvas.columns : i;
            float nx = canvas.fall(i, west, east);
            float ny = canvas.fall(i, north, south);
            float nz = 1 / (float) Math.sqrt(nx * nx + ny * ny + 1);
            float facing = (nx * lx + ny * ly + lz) * nz;
            diffuse = ambient * (0.4f + 0.6f * nz) + direct * Math.max(0, facing);
            float gloss = Math.max(0, canvas.gloss[i]);
            float alpha = roughness + (SMOOTHEST - roughness) * Math.min(1, gloss);
            float square = alpha * alpha;
            float half = (nx * lx + ny * ly + lz + 1) / halfLength * nz;
            float peak = half <= 0 ? 0 : square / (1 + half * half * (square - 1));
            mirrored = highlight * gloss * peak * peak;
        }
    }
}
