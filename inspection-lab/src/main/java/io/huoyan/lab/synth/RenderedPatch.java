package io.huoyan.lab.synth;

/**
 * A rendered picture patch with its truth.
 *
 * @param side width and height, pixels
 * @param bgr blue, green, red per pixel, row by row from the top; {@code 3 · side²} bytes, owned by the caller
 * @param labels one byte per pixel, row by row: {@link Label#bit} of each label that is there; {@code side²} bytes,
 *     owned by the caller. Seam and spot include the pixels of defects inside them.
 */
public record RenderedPatch(int side, byte[] bgr, byte[] labels) {
    public RenderedPatch {
        if (bgr.length != 3 * side * side || labels.length != side * side) {
            throw new IllegalArgumentException("patch of side " + side + " has " + bgr.length + " colour and "
                    + labels.length + " label bytes; allowed are " + 3 * side * side + " and " + side * side);
        }
    }

    /** Number of pixels that carry a label. */
    public int count(Label label) {
        int count = 0;
        for (byte pixel : labels) {
            if (label.isIn(pixel)) {
                count++;
            }
        }
        return count;
    }
}
