package io.huoyan.lab.evaluate;

import io.huoyan.core.image.MatScope;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/**
 * Pixels of all pictures by score, kept as counts in bins of equal relative width (2⁻¹² of the score), so that no map
 * need be kept.
 *
 * <p>AUPRO is the area under the curve of the overlap of defect regions, each weighing the same, against the share of
 * good pixels called bad, up to a share of 0.3, divided by 0.3 (Bergmann et al., MVTec AD, IJCV 129, 2021).
 */
final class PixelTally {
    static final double FALSE_SHARE_MAX = 0.3;

    private static final int BITS_LEFT_OUT = 11;
    private static final int BINS = 1 << (Integer.SIZE - 1 - BITS_LEFT_OUT);
    private static final int EIGHT_NEIGHBOURS = 8;

    private final long[] good = new long[BINS];
    private final long[] bad = new long[BINS];
    private final double[] regionShares = new double[BINS];
    private long goodPixels;
    private long badPixels;
    private int regions;

    /**
     * Counts a picture.
     *
     * @param truth one byte per pixel: 0 good, 1 bad, anything else not known
     */
    void add(ScoreMap map, byte[] truth) {
        if (truth.length != map.scores().length) {
            throw new IllegalArgumentException("truth has " + truth.length + " pixels, the map " + map.scores().length);
        }
        double[] weights = new double[1];
        int[] numbers = new int[0];
        boolean hasBad = false;
        for (byte pixel : truth) {
            hasBad |= pixel == 1;
        }
        if (hasBad) {
            numbers = regionsOf(truth, map.widthPx(), map.heightPx());
            weights = weights(numbers);
            regions += weights.length - 1;
        }
        for (int i = 0; i < truth.length; i++) {
            int bin = Float.floatToIntBits(Math.max(0f, map.scores()[i])) >>> BITS_LEFT_OUT;
            if (truth[i] == 0) {
                good[bin]++;
                goodPixels++;
            } else if (truth[i] == 1) {
                bad[bin]++;
                badPixels++;
                regionShares[bin] += weights[numbers[i]];
            }
        }
    }

    /** 0 to 1; NaN without good or without bad pixels. */
    double auroc() {
        if (goodPixels == 0 || badPixels == 0) {
            return Double.NaN;
        }
        double sum = 0;
        long goodBelow = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += bad[bin] * (goodBelow + good[bin] / 2.0);
            goodBelow += good[bin];
        }
        return sum / goodPixels / badPixels;
    }

    /** 0 to 1; NaN without good or without bad pixels. */
    double aupro() {
        if (goodPixels == 0 || regions == 0) {
            return Double.NaN;
        }
        double area = 0;
        double falseShare = 0;
        double overlap = 0;
        for (int bin = BINS - 1; bin >= 0 && falseShare < FALSE_SHARE_MAX; bin--) {
            double nextFalse = falseShare + (double) good[bin] / goodPixels;
            double nextOverlap = overlap + regionShares[bin] / regions;
            double end = Math.min(nextFalse, FALSE_SHARE_MAX);
            double atEnd = nextFalse == falseShare
                    ? nextOverlap
                    : overlap + (nextOverlap - overlap) * (end - falseShare) / (nextFalse - falseShare);
            area += (end - falseShare) * (overlap + atEnd) / 2;
            falseShare = nextFalse;
            overlap = nextOverlap;
        }
        return area / FALSE_SHARE_MAX;
    }

    private static int[] regionsOf(byte[] truth, int width, int height) {
        byte[] isBad = new byte[truth.length];
        for (int i = 0; i < truth.length; i++) {
            isBad[i] = (byte) (truth[i] == 1 ? 1 : 0);
        }
        try (MatScope scope = MatScope.open()) {
            Mat bytes = scope.zeros(height, width, CvType.CV_8UC1);
            bytes.put(0, 0, isBad);
            Mat numbersMat = scope.mat();
            Imgproc.connectedComponents(bytes, numbersMat, EIGHT_NEIGHBOURS, CvType.CV_32S);
            int[] numbers = new int[truth.length];
            numbersMat.get(0, 0, numbers);
            return numbers;
        }
    }

    /** One over the area of each region. */
    private static double[] weights(int[] numbers) {
        int count = 0;
        for (int number : numbers) {
            count = Math.max(count, number);
        }
        double[] weights = new double[count + 1];
        for (int number : numbers) {
            weights[number]++;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 / weights[i];
        }
        return weights;
    }
}
