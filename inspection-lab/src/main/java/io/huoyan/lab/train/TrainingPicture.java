package io.huoyan.lab.train;

import io.huoyan.core.domain.PixelPoint;
import java.util.List;

/**
 * A picture with all that is known of it.
 *
 * @param width columns, pixels
 * @param height rows, pixels
 * @param bgr blue, green, red per pixel, row by row; not copied, not to be changed
 * @param labels one byte per pixel: bits of the labels that are there; not copied, not to be changed
 * @param known one byte per pixel: bits of the labels of which it is known whether they are there; not copied, not to
 *     be changed
 * @param things what is boxed
 * @param absentWeights per kind of thing, how sure it is that it is not where no box says so: 0 (nothing is known) to 1
 * @param truth of the picture as a whole
 * @param pixelsPerWeldWidth width of its weld in pixels, 0 if it is to be learnt at any size
 */
record TrainingPicture(
        int width,
        int height,
        byte[] bgr,
        byte[] labels,
        byte[] known,
        List<TrueThing> things,
        float[] absentWeights,
        Truth truth,
        double pixelsPerWeldWidth) {
    /** What a picture says as a whole. */
    enum Truth {
        GOOD,
        FLAWED,
        /**
         * Every pixel's truth is known: flawed if a flaw is boxed in the piece, good if no pixel of one is in it,
         * neither if it shows a sliver.
         */
        BY_ITS_PIXELS,
        UNKNOWN
    }

    /**
     * @param kind number of its kind of thing
     * @param isWeld whether it is the weld itself
     * @param isFlaw whether a weld with it is not good
     * @param isTurnable false: its corners are those of an upright box, of which nothing is known turned
     * @param corners of its outline, pixels; the first pixel covers 0 to 1
     */
    record TrueThing(int kind, boolean isWeld, boolean isFlaw, boolean isTurnable, List<PixelPoint> corners) {
        TrueThing {
            corners = List.copyOf(corners);
        }
    }

    TrainingPicture {
        things = List.copyOf(things);
        int pixels = width * height;
        if (width < 1 || height < 1 || bgr.length != 3 * pixels || labels.length != pixels || known.length != pixels) {
            throw new IllegalArgumentException("picture of " + width + "×" + height + " px has " + bgr.length
                    + " colour, " + labels.length + " label and " + known.length + " known bytes; needed are "
                    + 3 * pixels + ", " + pixels + " and " + pixels);
        }
    }

    /** Whether it may be turned by any angle. */
    boolean isTurnable() {
        return things.stream().allMatch(TrueThing::isTurnable);
    }
}
