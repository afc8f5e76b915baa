package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Mat;

/**
 * Which pixels a labelled outline holds: those whose centres lie in it (even and odd crossings). Outlines of labels are
 * measured from the picture's corner, so that pixel <i>i</i> covers <i>i</i> to <i>i</i> + 1. Where an outline is
 * narrower than a pixel and holds no centre, the pixel in the middle is taken, so that a fine crack stays in one piece.
 */
public final class OutlinePixels {
    /** Narrower is a line there and back, as tools draw them between two parts of a thing; pixels. */
    private static final double WIDTH_MIN = 1e-6;

    private final Mat mask;
    private final List<PixelPoint> outline;
    private final byte[] row;
    private int painted;

    private OutlinePixels(Mat mask, List<PixelPoint> outline, byte value) {
        this.mask = mask;
        this.outline = outline;
        this.row = new byte[mask.cols()];
        Arrays.fill(row, value);
    }

    /**
     * Gives a value to the pixels of an outline; one without an area is a line, or the pixel of its first corner.
     *
     * @param mask {@code CV_8UC1}; what lies beyond it is left out
     * @param outline corners in pixels of the mask, from its upper left corner
     */
    public static void paint(Mat mask, List<PixelPoint> outline, byte value) {
        if (outline.isEmpty()) {
            return;
        }
        OutlinePixels pixels = new OutlinePixels(mask, outline, value);
        pixels.scan(true, false);
        pixels.scan(false, false);
        if (pixels.painted == 0) {
            pixels.scan(true, true);
            pixels.scan(false, true);
        }
        if (pixels.painted == 0) {
            int x = (int) Math.floor(outline.get(0).x());
            pixels.put(x, x, (int) Math.floor(outline.get(0).y()));
        }
    }

    /**
     * Row by row, or column by column for what is narrow from top to bottom.
     *
     * @param hasLines whether what has no width is painted too
     */
    private void scan(boolean byRow, boolean hasLines) {
        double first = Double.POSITIVE_INFINITY;
        double last = Double.NEGATIVE_INFINITY;
        for (PixelPoint corner : outline) {
            first = Math.min(first, across(corner, byRow));
            last = Math.max(last, across(corner, byRow));
        }
        int from = (int) Math.max(0, Math.ceil(first - 0.5));
        int to = (int) Math.min((byRow ? mask.rows() : mask.cols()) - 1.0, Math.floor(last - 0.5));
        for (int i = from; i <= to; i++) {
            double[] crossings = crossings(i + 0.5, byRow);
            for (int c = 0; c + 1 < crossings.length; c += 2) {
                span(crossings[c], crossings[c + 1], i, byRow, hasLines);
            }
        }
    }

    /** Where the outline crosses a line through centres, in order. */
    private double[] crossings(double line, boolean byRow) {
        double[] places = new double[outline.size()];
        int count = 0;
        PixelPoint before = outline.get(outline.size() - 1);
        for (PixelPoint corner : outline) {
            double a = across(before, byRow);
            double b = across(corner, byRow);
            if (a <= line != b <= line) {
                double share = (line - a) / (b - a);
                places[count++] = along(before, byRow) + share * (along(corner, byRow) - along(before, byRow));
            }
            before = corner;
        }
        double[] found = Arrays.copyOf(places, count);
        Arrays.sort(found);
        return found;
    }

    private void span(double start, double end, int line, boolean byRow, boolean hasLines) {
        int from = (int) Math.ceil(start - 0.5);
        int to = (int) Math.ceil(end - 0.5) - 1;
        if (from <= to) {
            if (byRow) {
                put(from, to, line);
            }
        } else if (hasLines || end - start > WIDTH_MIN) {
            int middle = (int) Math.floor((start + end) / 2);
            int x = byRow ? middle : line;
            put(x, x, byRow ? line : middle);
        }
    }

    private void put(int from, int to, int y) {
        int left = Math.max(0, from);
        int count = Math.min(to, mask.cols() - 1) - left + 1;
        if (count > 0 && y >= 0 && y < mask.rows()) {
            mask.put(y, left, row, 0, count);
            painted += count;
        }
    }

    private static double along(PixelPoint point, boolean byRow) {
        return byRow ? point.x() : point.y();
    }

    private static double across(PixelPoint point, boolean byRow) {
        return byRow ? point.y() : point.x();
    }
}
