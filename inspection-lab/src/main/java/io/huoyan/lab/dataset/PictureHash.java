package io.huoyan.lab.dataset;

import io.huoyan.core.image.MatScope;
import java.nio.file.Path;
import java.util.Arrays;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * What a picture looks like from afar, in 64 bits: the signs of the lowest frequencies of its cosine transform against
 * their median (after Zauner 2010, "Implementation and benchmarking of perceptual image hash functions"). Pictures that
 * differ by compression, size or light have hashes that differ in few bits.
 */
final class PictureHash {
    private static final int SIDE_PX = 32;
    private static final int FREQUENCIES = 8;

    private PictureHash() {}

    /**
     * Of a picture file.
     *
     * @throws DatasetException if it is no picture, or a damaged one
     */
    static long of(Path file) {
        PictureFiles.refuseDamaged(file);
        try (MatScope scope = MatScope.open()) {
            Mat picture = scope.own(Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_GRAYSCALE));
            if (picture.empty()) {
                throw new DatasetException(file + ": is missing, empty or no picture");
            }
            Mat small = scope.mat();
            Imgproc.resize(picture, small, new Size(SIDE_PX, SIDE_PX), 0, 0, Imgproc.INTER_AREA);
            Mat numbers = scope.mat();
            small.convertTo(numbers, CvType.CV_32F);
            Mat frequencies = scope.mat();
            Core.dct(numbers, frequencies);
            float[] lowest = new float[FREQUENCIES * FREQUENCIES];
            for (int row = 0; row < FREQUENCIES; row++) {
                float[] values = new float[FREQUENCIES];
                frequencies.get(row + 1, 1, values);
                System.arraycopy(values, 0, lowest, row * FREQUENCIES, FREQUENCIES);
            }
            return bits(lowest);
        }
    }

    private static long bits(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        float median = sorted[sorted.length / 2];
        long bits = 0;
        for (int i = 0; i < values.length; i++) {
            bits |= values[i] > median ? 1L << i : 0;
        }
        return bits;
    }

    /** In how many of 64 bits two pictures differ. */
    static int distance(long first, long second) {
        return Long.bitCount(first ^ second);
    }
}
