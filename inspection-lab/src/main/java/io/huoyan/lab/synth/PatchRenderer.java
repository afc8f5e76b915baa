package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;

/**
 * Renders training patches: none, one or two welds on sheet metal, about half of the patches with a defect.
 * Thread-safe.
 *
 * <p>Seeds from {@link #TRAINING_SEED_FIRST} on are for training and validation; below it they belong to sample sets,
 * which no network may have seen.
 */
public final class PatchRenderer {
    /** First seed that training may use; sample sets use smaller ones. */
    public static final long TRAINING_SEED_FIRST = 1_000_000;

    /** Width of the nominal weld of a patch, mm; sizes of defects refer to it. */
    static final float NOMINAL_WIDTH_MM = 6;

    /** Share of patches that look as on a well-kept line; the others look like anything. */
    private static final double LINE_SHARE = 0.35;

    private static final int FINENESS = 2;
    private static final int SIDE_MIN_PX = 32;
    private static final int SIDE_MAX_PX = 2048;

    private PatchRenderer() {}

    /**
     * A pure function of its arguments.
     *
     * @param seed which patch
     * @param side width and height in pixels, 32–2048
     * @param pixelsPerWeldWidth scale: pixels that the nominal weld width covers, above 0; welds differ from it by −25
     *     … +30 %
     */
    public static RenderedPatch render(long seed, int side, double pixelsPerWeldWidth) {
        if (side < SIDE_MIN_PX || side > SIDE_MAX_PX) {
            throw new IllegalArgumentException(
                    "patch side is " + side + " px; allowed is " + SIDE_MIN_PX + "–" + SIDE_MAX_PX);
        }
        if (!(pixelsPerWeldWidth > 0 && pixelsPerWeldWidth < SIDE_MAX_PX)) {
            throw new IllegalArgumentException(
                    "pixels per weld width is " + pixelsPerWeldWidth + "; allowed is above 0 and below " + SIDE_MAX_PX);
        }
        Dice dice = new Dice(seed);
        double mmPerPixel = NOMINAL_WIDTH_MM / pixelsPerWeldWidth;
        double edgeMm = -0.5 * (side - 1) * mmPerPixel;
        Canvas canvas =
                new Canvas(side, side, FINENESS, PlaneMap.straightDown(mmPerPixel, new MmPoint(edgeMm, edgeMm)));
        boolean isLine = dice.chance(LINE_SHARE);
        new PatchScene(canvas, dice, (float) (0.5 * side * mmPerPixel), isLine).paint();
        Light light = isLine ? Light.rollLine(dice) : Light.roll(dice);
        Exposure exposure = isLine ? Exposure.rollLine(dice) : Exposure.roll(dice);
        byte[] bgr = exposure.expose(light.shade(canvas), dice);
        return new RenderedPatch(side, bgr, canvas.pixelLabels());
    }
}
