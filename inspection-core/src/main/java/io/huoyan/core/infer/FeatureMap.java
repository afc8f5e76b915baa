package io.huoyan.core.infer;

/**
 * What a network makes of each place of a patch on its way to the maps, for comparing places with those of good parts.
 * Vectors of two models, or of two numeric forms of one, are not comparable.
 *
 * @param channels numbers per place
 * @param rows places from top to bottom
 * @param columns places from left to right
 * @param stridePx patch pixels from one place to the next; place (row, column) stands for the square of that side whose
 *     top left pixel is ({@code column · stridePx}, {@code row · stridePx}), and has seen far around it
 * @param values {@code rows × columns × channels}, row-major, a place's numbers side by side; not copied, not to be
 *     changed
 */
public record FeatureMap(int channels, int rows, int columns, int stridePx, float[] values) {
    public FeatureMap {
        if (channels < 1 || rows < 1 || columns < 1 || stridePx < 1 || values.length != channels * rows * columns) {
            throw new IllegalArgumentException("features are " + values.length + " values at every " + stridePx
                    + " px; " + rows + " × " + columns + " × " + channels + " needs " + channels * rows * columns
                    + ", and each of these is 1 or more");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "feature is " + values[i] + " at value " + i + "; allowed are finite numbers");
            }
        }
    }

    /** A copy of one place's numbers. */
    public float[] at(int row, int column) {
        float[] place = new float[channels];
        System.arraycopy(values, (row * columns + column) * channels, place, 0, channels);
        return place;
    }
}
