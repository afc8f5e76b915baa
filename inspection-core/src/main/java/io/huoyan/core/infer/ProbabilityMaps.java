package io.huoyan.core.infer;

/**
 * Class probabilities per pixel of one patch. Not exclusive: a pixel may be seam and pore.
 *
 * @param labels number of labels
 * @param height rows of the patch
 * @param width columns of the patch
 * @param probability {@code labels × height × width}, row-major, each 0 to 1; not copied, not to be changed
 */
public record ProbabilityMaps(int labels, int height, int width, float[] probability) {
    public ProbabilityMaps {
        if (probability.length != labels * height * width) {
            throw new IllegalArgumentException("probability has " + probability.length + " values; " + labels + " × "
                    + height + " × " + width + " needs " + labels * height * width);
        }
        // No number is below every threshold: nothing would be found, and a failure would read as a good weld.
        for (int i = 0; i < probability.length; i++) {
            if (!(probability[i] >= 0 && probability[i] <= 1)) {
                throw new IllegalArgumentException("probability is " + probability[i] + " at value " + i + " of "
                        + probability.length + "; allowed is 0 to 1");
            }
        }
    }

    public float at(int label, int y, int x) {
        return probability[(label * height + y) * width + x];
    }

    /**
     * Means over square cells, for comparing maps in little room.
     *
     * @param cellPx side of a cell; must divide height and width
     * @return {@code labels × height/cellPx × width/cellPx}, row-major
     */
    public float[] cellMeans(int cellPx) {
        if (cellPx < 1 || height % cellPx != 0 || width % cellPx != 0) {
            throw new IllegalArgumentException(
                    "cell side is " + cellPx + " px; allowed are divisors of " + width + " and " + height);
        }
        int columns = width / cellPx;
        int rows = height / cellPx;
        float[] means = new float[labels * rows * columns];
        for (int i = 0; i < probability.length; i++) {
            int x = i % width;
            int y = i / width % height;
            int label = i / (width * height);
            means[(label * rows + y / cellPx) * columns + x / cellPx] += probability[i] / (cellPx * cellPx);
        }
        return means;
    }
}
