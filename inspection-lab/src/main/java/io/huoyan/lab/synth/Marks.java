package io.huoyan.lab.synth;

/** Which thing each sample of a canvas belongs to: 0 sheet, 1 weld, from 2 on one value per defect. */
final class Marks {
    static final int WELD = 1;
    static final int FIRST_DEFECT = 2;

    private final Canvas canvas;
    private final byte[] things;
    private final boolean[] isThin = new boolean[256];

    Marks(Canvas canvas) {
        this.canvas = canvas;
        things = new byte[canvas.labels.length];
    }

    /** All that is labelled as a weld so far. */
    void welds() {
        for (int i = 0; i < things.length; i++) {
            if (things[i] == 0 && (Label.SEAM.isIn(canvas.labels[i]) || Label.SPOT.isIn(canvas.labels[i]))) {
                things[i] = WELD;
            }
        }
    }

    /** Paints a flaw and marks what it covers, which may lie under what was labelled before. */
    void paint(Flaw flaw, int value) {
        byte[] before = canvas.labels.clone();
        java.util.Arrays.fill(canvas.labels, (byte) 0);
        flaw.paint(canvas);
        for (int i = 0; i < things.length; i++) {
            if (flaw.label().isIn(canvas.labels[i])) {
                things[i] = (byte) value;
            }
            canvas.labels[i] |= before[i];
        }
        isThin[value] |= flaw instanceof Crack;
    }

    /** Marks what lies inside an outline. */
    void fill(Outline outline, int value) {
        canvas.within(outline.minX(), outline.minY(), outline.maxX(), outline.maxY(), (i, x, y) -> {
            if (outline.contains(x, y)) {
                things[i] = (byte) value;
            }
        });
    }

    /** The thing of each pixel: that of most of its samples; a crack, as thin as a pixel, of any of them. */
    byte[] pixels() {
        byte[] pixels = new byte[canvas.widthPx * canvas.heightPx];
        int half = Math.max(1, canvas.fineness * canvas.fineness / 2);
        int[] counts = new int[256];
        for (int y = 0; y < canvas.heightPx; y++) {
            for (int x = 0; x < canvas.widthPx; x++) {
                pixels[y * canvas.widthPx + x] = pixel(x, y, half, counts);
            }
        }
        return pixels;
    }

    private byte pixel(int x, int y, int half, int[] counts) {
        int best = 0;
        for (int row = y * canvas.fineness; row < (y + 1) * canvas.fineness; row++) {
            int from = row * canvas.columns + x * canvas.fineness;
            for (int i = from; i < from + canvas.fineness; i++) {
                int thing = things[i];
                if (thing > 0 && ++counts[thing] >= (isThin[thing] ? 1 : half)) {
                    best = Math.max(best, thing);
                }
            }
        }
        for (int row = y * canvas.fineness; row < (y + 1) * canvas.fineness; row++) {
            int from = row * canvas.columns + x * canvas.fineness;
            for (int i = from; i < from + canvas.fineness; i++) {
                counts[things[i]] = 0;
            }
        }
        return (byte) best;
    }
}
