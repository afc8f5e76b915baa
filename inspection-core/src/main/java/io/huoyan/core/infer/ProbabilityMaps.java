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
    }

    public float at(int label, int y, int x) {
        return probability[(label * height + y) * width + x];
    }
}
