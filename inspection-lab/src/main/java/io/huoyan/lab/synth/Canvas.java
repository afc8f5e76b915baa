package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.ViewMap;

/**
 * What painters paint on: the weld plane sampled on a grid that is a whole number of times finer than the picture. Each
 * sample knows its place in mm; pixel (0,0) is the centre of the top-left pixel. Not thread-safe: one per picture.
 */
final class Canvas {
    final int widthPx;
    final int heightPx;
    /** Samples per pixel along each side. */
    final int fineness;

    final int columns;
    final int rows;
    /** Side of a sample in the middle of the picture. */
    final float mmPerSample;

    final float[] xMm;
    final float[] yMm;
    final float[] heightMm;
    /** Reflectance for diffuse light, about 0–1. */
    final float[] blue;

    final float[] green;
    final float[] red;
    /** 0 matt … 1 polished. */
    final float[] gloss;

    final byte[] labels;

    private final ViewMap pixelToMm;

    /** What is done at one sample. */
    interface Painter {
        void paint(int i, float xMm, float yMm);
    }

    Canvas(int widthPx, int heightPx, int fineness, ViewMap pixelToMm) {
        this(widthPx, heightPx, fineness, pixelToMm, 1);
    }

    /**
     * @param stride every so many samples along and across a place is worked out through the lens; those between lie on
     *     a straight line. With 8 samples of half a pixel and distortions of up to 0.5 over a field of 0.1 focal
     *     lengths that is off by less than 0.001 pixels.
     */
    Canvas(int widthPx, int heightPx, int fineness, ViewMap pixelToMm, int stride) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.fineness = fineness;
        this.pixelToMm = pixelToMm;
        columns = widthPx * fineness;
        rows = heightPx * fineness;
        mmPerSample = (float) (pixelToMm.mmPerPixel(new PixelPoint(0.5 * widthPx, 0.5 * heightPx)) / fineness);
        int samples = columns * rows;
        xMm = new float[samples];
        yMm = new float[samples];
        heightMm = new float[samples];
        blue = new float[samples];
        green = new float[samples];
        red = new float[samples];
        gloss = new float[samples];
        labels = new byte[samples];
        if (pixelToMm instanceof PlaneMap plane) {
            place(plane.pixelToMm());
        } else if (stride > 1) {
            placeBetween(stride);
        } else {
            placeOneByOne();
        }
    }

    private void placeOneByOne() {
        for (int row = 0, i = 0; row < rows; row++) {
            double y = (row + 0.5) / fineness - 0.5;
            for (int column = 0; column < columns; column++, i++) {
                MmPoint mm = pixelToMm.toMm(new PixelPoint((column + 0.5) / fineness - 0.5, y));
                xMm[i] = (float) mm.x();
                yMm[i] = (float) mm.y();
            }
        }
    }

    private void placeBetween(int stride) {
        int across = (columns + stride - 1) / stride + 1;
        MmPoint[] above = knots(0, stride, across);
        for (int top = 0; top < rows; top += stride) {
            MmPoint[] below = knots(top + stride, stride, across);
            for (int row = top; row < Math.min(rows, top + stride); row++) {
                double fy = (double) (row - top) / stride;
                for (int column = 0; column < columns; column++) {
                    int knot = column / stride;
                    double fx = (double) (column - knot * stride) / stride;
                    int i = row * columns + column;
                    xMm[i] = (float)
                            mixed(above[knot].x(), above[knot + 1].x(), below[knot].x(), below[knot + 1].x(), fx, fy);
                    yMm[i] = (float)
                            mixed(above[knot].y(), above[knot + 1].y(), below[knot].y(), below[knot + 1].y(), fx, fy);
                }
            }
            above = below;
        }
    }

    private MmPoint[] knots(int row, int stride, int across) {
        MmPoint[] knots = new MmPoint[across];
        for (int k = 0; k < across; k++) {
            knots[k] =
                    pixelToMm.toMm(new PixelPoint((k * stride + 0.5) / fineness - 0.5, (row + 0.5) / fineness - 0.5));
        }
        return knots;
    }

    private static double mixed(double a, double b, double c, double d, double fx, double fy) {
        double upper = a + fx * (b - a);
        double lower = c + fx * (d - c);
        return upper + fy * (lower - upper);
    }

    private void place(double[] m) {
        int i = 0;
        for (int row = 0; row < rows; row++) {
            double y = (row + 0.5) / fineness - 0.5;
            for (int column = 0; column < columns; column++, i++) {
                double x = (column + 0.5) / fineness - 0.5;
                double w = m[6] * x + m[7] * y + m[8];
                xMm[i] = (float) ((m[0] * x + m[1] * y + m[2]) / w);
                yMm[i] = (float) ((m[3] * x + m[4] * y + m[5]) / w);
            }
        }
    }

    void everywhere(Painter painter) {
        for (int i = 0; i < xMm.length; i++) {
            painter.paint(i, xMm[i], yMm[i]);
        }
    }

    /** Visits at least the samples of an upright box in mm (and a few around it). */
    void within(double minX, double minY, double maxX, double maxY, Painter painter) {
        PixelPoint[] corners = {
            pixelToMm.toPixel(new MmPoint(minX, minY)), pixelToMm.toPixel(new MmPoint(maxX, minY)),
            pixelToMm.toPixel(new MmPoint(minX, maxY)), pixelToMm.toPixel(new MmPoint(maxX, maxY))
        };
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (PixelPoint corner : corners) {
            left = Math.min(left, corner.x());
            right = Math.max(right, corner.x());
            top = Math.min(top, corner.y());
            bottom = Math.max(bottom, corner.y());
        }
        int firstColumn = clamp((int) Math.floor((left + 0.5) * fineness) - 1, columns);
        int lastColumn = clamp((int) Math.ceil((right + 0.5) * fineness) + 1, columns);
        int firstRow = clamp((int) Math.floor((top + 0.5) * fineness) - 1, rows);
        int lastRow = clamp((int) Math.ceil((bottom + 0.5) * fineness) + 1, rows);
        for (int row = firstRow; row < lastRow; row++) {
            for (int i = row * columns + firstColumn; i < row * columns + lastColumn; i++) {
                painter.paint(i, xMm[i], yMm[i]);
            }
        }
    }

    /** Visits at least the samples within {@code radiusMm} of a point. */
    void around(double x, double y, double radiusMm, Painter painter) {
        within(x - radiusMm, y - radiusMm, x + radiusMm, y + radiusMm, painter);
    }

    private static int clamp(int value, int size) {
        return Math.max(0, Math.min(size, value));
    }

    /** Multiplies the reflectance of a sample. */
    void darken(int i, float factor) {
        blue[i] *= factor;
        green[i] *= factor;
        red[i] *= factor;
    }

    /** Mixes a colour into a sample: 0 leaves it, 1 replaces it. */
    void blend(int i, float share, float b, float g, float r) {
        blue[i] += share * (b - blue[i]);
        green[i] += share * (g - green[i]);
        red[i] += share * (r - red[i]);
    }

    /**
     * How steeply the surface falls from one neighbour of a sample to the other. A neighbour with other labels is left
     * out: its height belongs to another thing, and the edge between them must not be smeared onto either.
     */
    float fall(int i, int before, int after) {
        boolean hasBefore = labels[before] == labels[i];
        boolean hasAfter = labels[after] == labels[i];
        float difference = heightMm[hasBefore ? before : i] - heightMm[hasAfter ? after : i];
        return hasBefore && hasAfter ? difference / (2 * mmPerSample) : difference / mmPerSample;
    }

    void mark(int i, Label label) {
        labels[i] |= label.bit();
    }

    /**
     * Labels per pixel: a pixel has a label if at least half of its samples have it; a crack, being as thin as a pixel,
     * if any sample has it.
     */
    byte[] pixelLabels() {
        byte[] result = new byte[widthPx * heightPx];
        int[] counts = new int[Label.values().length];
        int half = fineness * fineness / 2;
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                count(x, y, counts);
                int bits = 0;
                for (int k = 0; k < counts.length; k++) {
                    int least = 1 << k == Label.CRACK.bit() ? 1 : Math.max(1, half);
                    bits |= counts[k] >= least ? 1 << k : 0;
                }
                result[y * widthPx + x] = (byte) bits;
            }
        }
        return result;
    }

    private void count(int x, int y, int[] counts) {
        java.util.Arrays.fill(counts, 0);
        for (int row = y * fineness; row < (y + 1) * fineness; row++) {
            for (int i = row * columns + x * fineness; i < row * columns + (x + 1) * fineness; i++) {
                for (int k = 0, bits = labels[i]; bits != 0; k++, bits >>>= 1) {
                    counts[k] += bits & 1;
                }
            }
        }
    }
}
