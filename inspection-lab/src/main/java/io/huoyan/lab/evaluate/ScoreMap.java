package io.huoyan.lab.evaluate;

/**
 * How bad each pixel of a picture looks.
 *
 * @param widthPx columns
 * @param heightPx rows
 * @param scores row by row, 0 or more, larger is worse; not copied, not to be changed
 */
public record ScoreMap(int widthPx, int heightPx, float[] scores) {
    public ScoreMap {
        if (widthPx < 1 || heightPx < 1 || scores.length != widthPx * heightPx) {
            throw new IllegalArgumentException("map of " + widthPx + "×" + heightPx + " px has " + scores.length
                    + " scores; needed are " + (long) widthPx * heightPx);
        }
    }
}
