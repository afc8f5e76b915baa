package io.huoyan.lab.synth;

/**
 * Lights a specimen: matt light and light mirrored by microfacets, both from {@link ShineTable}s, what comes from all
 * around, creases that see less of it, and the shade that a bar of lamps throws.
 *
 * @param lamps over the specimen
 * @param ambient share of light that comes from everywhere, 0 … 1
 * @param view unit vector towards the camera
 */
record StudioLight(Lamps lamps, float ambient, float[] view) {
    /** Share of the light that glossy metal mirrors; the rest scatters in its scale and roughness. */
    private static final float MIRROR_LEAST = 0.2f;

    private static final float MIRROR_PER_GLOSS = 0.55f;
    private static final float MIRROR_MOST = 0.85f;
    private static final float HORIZON = 0.45f;

    /** @param sheet how the sheet mirrors; welds, spatter and whatever else is labelled mirror as weld metal does */
    Planes shade(Canvas canvas, Reflection sheet) {
        ShineTable ofSheet = new ShineTable(lamps, sheet, view);
        ShineTable ofWeld = new ShineTable(lamps, Reflection.weldMetal(), view);
        float[] open = Occlusion.openness(canvas);
        float[] lit = lamps.kind() == LightKind.BAR
                ? Occlusion.litShare(canvas, lamps.azimuth(), lamps.elevation())
                : new float[0];
        Planes planes = new Planes(canvas.widthPx, canvas.heightPx);
        Eye eye = new Eye(canvas, sheet, ofSheet, ofWeld);
        int fineness = canvas.fineness;
        float share = 1f / (fineness * fineness);
        for (int row = 0, i = 0; row < canvas.rows; row++) {
            int pixelRow = row / fineness * canvas.widthPx;
            for (int column = 0; column < canvas.columns; column++, i++) {
                int pixel = pixelRow + column / fineness;
                eye.look(i, row, column, open[pixel], lit.length == 0 ? 1 : lit[pixel]);
                planes.blue()[pixel] += share * eye.blue;
                planes.green()[pixel] += share * eye.green;
                planes.red()[pixel] += share * eye.red;
            }
        }
        return planes;
    }

    /** What the camera sees of one sample. */
    private final class Eye {
        private final Canvas canvas;
        private final boolean isMetalSheet;
        private final float filmFacing;
        private final ShineTable ofSheet;
        private final ShineTable ofWeld;
        private float blue;
        private float green;
        private float red;

        private Eye(Canvas canvas, Reflection sheet, ShineTable ofSheet, ShineTable ofWeld) {
            this.canvas = canvas;
            isMetalSheet = sheet.isMetal();
            filmFacing = sheet.facing();
            this.ofSheet = ofSheet;
            this.ofWeld = ofWeld;
        }

        private void look(int i, int row, int column, float open, float lit) {
            int west = column > 0 ? i - 1 : i;
            int east = column < canvas.columns - 1 ? i + 1 : i;
            int north = row > 0 ? i - canvas.columns : i;
            int south = row < canvas.rows - 1 ? i + canvas.columns : i;
            float slopeX = canvas.fall(i, west, east);
            float slopeY = canvas.fall(i, north, south);
            float nz = 1 / (float) Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1);
            float nx = slopeX * nz;
            float ny = slopeY * nz;
            boolean isWeld = canvas.labels[i] != 0;
            ShineTable table = isWeld ? ofWeld : ofSheet;
            float direct = (1 - ambient) * lit * (0.5f + 0.5f * open);
            float around = ambient * open;
            float gloss = Math.max(0, canvas.gloss[i]);
            float matt = direct * table.matt(nx, ny) + around * (0.5f + 0.5f * nz);
            float bounce = 2 * nz * (nx * view[0] + ny * view[1] + nz * view[2]) - view[2];
            float sky = around * (HORIZON + (1 - HORIZON) * Curves.share(bounce));
            float mirrored = direct * table.mirrored(nx, ny, gloss);
            if (isWeld || isMetalSheet) {
                float mirror = Math.min(MIRROR_MOST, MIRROR_LEAST + MIRROR_PER_GLOSS * gloss);
                float light = (1 - mirror) * matt + mirror * (mirrored + sky);
                blue = canvas.blue[i] * light;
                green = canvas.green[i] * light;
                red = canvas.red[i] * light;
            } else {
                float film = Math.min(1, gloss) * (mirrored + filmFacing * sky);
                blue = canvas.blue[i] * matt + film;
                green = canvas.green[i] * matt + film;
                red = canvas.red[i] * matt + film;
            }
        }
    }
}
