package io.huoyan.lab.dataset;

/**
 * A picture with a truth per pixel.
 *
 * @param width columns, pixels
 * @param height rows, pixels
 * @param bgr blue, green, red per pixel, row by row; {@code 3 · width · height} bytes; not copied, not to be changed
 * @param labels one byte per pixel, row by row: the {@link io.huoyan.lab.synth.Label#bit} of each label that is there;
 *     not copied, not to be changed
 * @param known one byte per pixel, row by row: bits of the labels of which it is known whether they are there; not
 *     copied, not to be changed
 * @param pixelsPerWeldWidth width of its weld in pixels, or 0 if it is not known
 */
public record LabelledPicture(
        int width, int height, byte[] bgr, byte[] labels, byte[] known, double pixelsPerWeldWidth) {
    public LabelledPicture {
        if (width < 1
                || height < 1
                || bgr.length != 3 * width * height
                || labels.length != width * height
                || known.length != labels.length) {
            throw new IllegalArgumentException("picture of " + width + "×" + height + " px has " + bgr.length
                    + " colour, " + labels.length + " label and " + known.length + " known bytes; needed are "
                    + 3 * width * height + ", " + width * height + " and " + width * height);
        }
        if (!(pixelsPerWeldWidth >= 0 && Double.isFinite(pixelsPerWeldWidth))) {
            throw new IllegalArgumentException(
                    "pixels per weld width are " + pixelsPerWeldWidth + "; allowed are 0 (unknown) and above");
        }
    }
}
