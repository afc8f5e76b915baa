package io.huoyan.lab.evaluate;

import io.huoyan.core.image.MatScope;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * How bad each pixel of a picture looks.
 *
 * @param meaning what the scores are
 * @param widthPx columns
 * @param heightPx rows
 * @param scores row by row, 0 or more, larger is worse; not copied, not to be changed
 */
public record ScoreMap(Meaning meaning, int widthPx, int heightPx, float[] scores) {
    /** What a score is. */
    public enum Meaning {
        /** A distance from good pictures; 1 is how far the farthest places of good pictures lie from each other. */
        DISTANCE(1, 2),
        /** The probability of a defect. */
        PROBABILITY(0.1, 0.9);

        private final double ordinary;
        private final double worst;

        Meaning(double ordinary, double worst) {
            this.ordinary = ordinary;
            this.worst = worst;
        }

        /**
         * How notable a score is for those who look: 0 up to what good pictures show too, 1 at the worst told apart.
         */
        double notability(double score) {
            return Math.min(1, Math.max(0, (score - ordinary) / (worst - ordinary)));
        }
    }

    public ScoreMap {
        if (widthPx < 1 || heightPx < 1 || scores.length != widthPx * heightPx) {
            throw new IllegalArgumentException("map of " + widthPx + "×" + heightPx + " px has " + scores.length
                    + " scores; needed are " + (long) widthPx * heightPx);
        }
    }

    /**
     * The same in fewer pixels, each the mean of those that it stands for.
     *
     * @param longSidePx columns or rows at most; a smaller map stays as it is
     */
    ScoreMap within(int longSidePx) {
        double scale = (double) longSidePx / Math.max(widthPx, heightPx);
        return scale >= 1
                ? this
                : resized(
                        (int) Math.max(1, Math.rint(widthPx * scale)),
                        (int) Math.max(1, Math.rint(heightPx * scale)),
                        Imgproc.INTER_AREA);
    }

    /** The same in as many pixels as a picture has, between its own linearly. */
    ScoreMap spread(int toWidthPx, int toHeightPx) {
        return resized(toWidthPx, toHeightPx, Imgproc.INTER_LINEAR);
    }

    private ScoreMap resized(int toWidthPx, int toHeightPx, int interpolation) {
        try (MatScope scope = MatScope.open()) {
            Mat own = scope.mat(heightPx, widthPx, CvType.CV_32FC1);
            own.put(0, 0, scores);
            Mat sized = scope.mat();
            Imgproc.resize(own, sized, new Size(toWidthPx, toHeightPx), 0, 0, interpolation);
            float[] values = new float[toWidthPx * toHeightPx];
            sized.get(0, 0, values);
            return new ScoreMap(meaning, toWidthPx, toHeightPx, values);
        }
    }
}
