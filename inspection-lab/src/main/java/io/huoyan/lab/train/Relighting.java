package io.huoyan.lab.train;

import io.huoyan.core.image.MatScope;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Other light, sharpness and noise. */
final class Relighting {
    private static final double GREY_SHARE = 0.25;
    private static final double BLUR_SHARE = 0.2;
    private static final double BLUR_SIGMA_MAX_PX = 1.3;
    private static final double NOISE_SHARE = 0.4;
    private static final double NOISE_SIGMA_MAX = 8;
    private static final double GAIN_LOG_MAX = 0.4;
    private static final double OFFSET_MAX = 25;
    private static final double GAMMA_LOG_MAX = 0.35;
    private static final double CHANNEL_GAIN_LOG_MAX = 0.08;
    private static final int LEVELS = 256;

    private final Random random;

    Relighting(Random random) {
        this.random = random;
    }

    /** Changes a piece in place. */
    void apply(Mat piece, MatScope scope) {
        if (random.nextDouble() < GREY_SHARE) {
            Mat grey = scope.mat();
            Imgproc.cvtColor(piece, grey, Imgproc.COLOR_BGR2GRAY);
            Imgproc.cvtColor(grey, piece, Imgproc.COLOR_GRAY2BGR);
        }
        Mat table = scope.mat(1, LEVELS, CvType.CV_8UC3);
        table.put(0, 0, lightTable());
        Core.LUT(piece, table, piece);
        if (random.nextDouble() < BLUR_SHARE) {
            Imgproc.GaussianBlur(piece, piece, new Size(0, 0), 0.3 + random.nextDouble() * BLUR_SIGMA_MAX_PX);
        }
        if (random.nextDouble() < NOISE_SHARE) {
            addNoise(piece, random.nextDouble() * NOISE_SIGMA_MAX);
        }
    }

    private byte[] lightTable() {
        double gain = Math.exp(symmetric() * GAIN_LOG_MAX);
        double offset = symmetric() * OFFSET_MAX;
        double gamma = Math.exp(symmetric() * GAMMA_LOG_MAX);
        byte[] table = new byte[3 * LEVELS];
        for (int channel = 0; channel < 3; channel++) {
            double channelGain = gain * Math.exp(symmetric() * CHANNEL_GAIN_LOG_MAX);
            for (int level = 0; level < LEVELS; level++) {
                double value = Math.pow(level / 255.0, gamma) * 255 * channelGain + offset;
                table[3 * level + channel] = (byte) Math.max(0, Math.min(255, Math.rint(value)));
            }
        }
        return table;
    }

    private void addNoise(Mat piece, double sigma) {
        byte[] values = Augmentation.bytes(piece);
        long bits = random.nextLong() | 1;
        for (int i = 0; i < values.length; i++) {
            // xorshift64 (Marsaglia 2003); the sum of three even numbers has variance 1/4 and is close enough to a
            // bell.
            bits ^= bits << 13;
            bits ^= bits >>> 7;
            bits ^= bits << 17;
            double even = ((bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff)) / 65536.0 - 1.5;
            values[i] = (byte) Math.max(0, Math.min(255, Byte.toUnsignedInt(values[i]) + Math.rint(2 * even * sigma)));
        }
        piece.put(0, 0, values);
    }

    private double symmetric() {
        return 2 * random.nextDouble() - 1;
    }
}
