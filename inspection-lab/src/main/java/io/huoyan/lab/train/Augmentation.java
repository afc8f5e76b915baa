package io.huoyan.lab.train;

import io.huoyan.core.image.MatScope;
import io.huoyan.lab.dataset.LabelledPicture;
import io.huoyan.lab.synth.Label;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts a square piece out of a picture, turned, mirrored, scaled, in other light and with other noise. A pure function
 * of the picture and the random numbers.
 */
final class Augmentation {
    private static final double FULL_TURN = 2 * Math.PI;
    private static final double MIRROR_SHARE = 0.5;
    private static final double DEFECT_CENTRED_SHARE = 0.6;
    private static final double GREY_SHARE = 0.35;
    private static final double BLUR_SHARE = 0.25;
    private static final double BLUR_SIGMA_MAX_PX = 1.3;
    private static final double NOISE_SHARE = 0.5;
    private static final double NOISE_SIGMA_MAX = 8;
    private static final double GAIN_LOG_MAX = 0.5;
    private static final double OFFSET_MAX = 25;
    private static final double GAMMA_LOG_MAX = 0.35;
    private static final double CHANNEL_GAIN_LOG_MAX = 0.08;
    private static final double RENDERED_SCALE_LOG_MAX = 0.12;
    private static final double MAGNIFICATION_MAX = 1.5;
    private static final double UNKNOWN_SCALE_MIN = 0.35;
    private static final int LEVELS = 256;

    private final int sidePx;

    Augmentation(int sidePx) {
        this.sidePx = sidePx;
    }

    /** Writes one piece to place {@code index} of a batch. */
    void cut(LabelledPicture picture, Random random, Batch batch, int index) {
        try (MatScope scope = MatScope.open()) {
            Mat toSource = placement(picture, random, scope);
            Mat piece = warped(picture.bgr(), picture, CvType.CV_8UC3, toSource, scope);
            byte[] labels = bytes(warped(picture.labels(), picture, CvType.CV_8UC1, toSource, scope));
            byte[] known = bytes(warped(picture.known(), picture, CvType.CV_8UC1, toSource, scope));
            relight(piece, random, scope);
            write(bytes(piece), labels, known, batch, index);
        }
    }

    /** From the piece's pixels to the picture's. */
    private Mat placement(LabelledPicture picture, Random random, MatScope scope) {
        double step = 1 / scale(picture, random);
        double angle = random.nextDouble() * FULL_TURN;
        double mirror = random.nextDouble() < MIRROR_SHARE ? -1 : 1;
        double reach = step * sidePx / 2;
        double centreX = between(Math.min(reach, picture.width() / 2.0), picture.width(), random);
        double centreY = between(Math.min(reach, picture.height() / 2.0), picture.height(), random);
        int defect = random.nextDouble() < DEFECT_CENTRED_SHARE ? defectPixel(picture, random) : -1;
        if (defect >= 0) {
            int row = defect / picture.width();
            centreX = defect % picture.width() + (random.nextDouble() - 0.5) * reach;
            centreY = row + (random.nextDouble() - 0.5) * reach;
        }
        double cos = Math.cos(angle) * step;
        double sin = Math.sin(angle) * step;
        double half = (sidePx - 1) / 2.0;
        Mat matrix = scope.mat(2, 3, CvType.CV_64FC1);
        matrix.put(
                0,
                0,
                mirror * cos,
                -sin,
                centreX - half * (mirror * cos - sin),
                mirror * sin,
                cos,
                centreY - half * (mirror * sin + cos));
        return matrix;
    }

    private static double scale(LabelledPicture picture, Random random) {
        double share = random.nextDouble();
        double width = picture.pixelsPerWeldWidth();
        if (width == 0) {
            return Math.pow(UNKNOWN_SCALE_MIN, share);
        }
        boolean isInRange = width >= Samples.PIXELS_PER_WELD_WIDTH_MIN && width < Samples.PIXELS_PER_WELD_WIDTH_MAX;
        if (isInRange) {
            return Math.exp((2 * share - 1) * RENDERED_SCALE_LOG_MAX);
        }
        double wanted = Samples.PIXELS_PER_WELD_WIDTH_MIN
                * Math.pow(Samples.PIXELS_PER_WELD_WIDTH_MAX / Samples.PIXELS_PER_WELD_WIDTH_MIN, share);
        return Math.min(MAGNIFICATION_MAX, wanted / width);
    }

    private static double between(double margin, double size, Random random) {
        return margin + random.nextDouble() * (size - 2 * margin);
    }

    /** Some pixel of a defect, or -1. */
    private static int defectPixel(LabelledPicture picture, Random random) {
        int welds = Label.SEAM.bit() | Label.SPOT.bit();
        byte[] labels = picture.labels();
        int start = random.nextInt(labels.length);
        for (int i = 0; i < labels.length; i++) {
            int pixel = (start + i) % labels.length;
            if ((Byte.toUnsignedInt(labels[pixel]) & ~welds) != 0) {
                return pixel;
            }
        }
        return -1;
    }

    private Mat warped(byte[] values, LabelledPicture picture, int type, Mat toSource, MatScope scope) {
        Mat source = scope.mat(picture.height(), picture.width(), type);
        source.put(0, 0, values);
        Mat piece = scope.mat();
        boolean isPicture = type == CvType.CV_8UC3;
        Imgproc.warpAffine(
                source,
                piece,
                toSource,
                new Size(sidePx, sidePx),
                Imgproc.WARP_INVERSE_MAP | (isPicture ? Imgproc.INTER_LINEAR : Imgproc.INTER_NEAREST),
                isPicture ? Core.BORDER_REFLECT_101 : Core.BORDER_CONSTANT,
                Scalar.all(0));
        return piece;
    }

    private static void relight(Mat piece, Random random, MatScope scope) {
        if (random.nextDouble() < GREY_SHARE) {
            Mat grey = scope.mat();
            Imgproc.cvtColor(piece, grey, Imgproc.COLOR_BGR2GRAY);
            Imgproc.cvtColor(grey, piece, Imgproc.COLOR_GRAY2BGR);
        }
        Mat table = scope.mat(1, LEVELS, CvType.CV_8UC3);
        table.put(0, 0, lightTable(random));
        Core.LUT(piece, table, piece);
        if (random.nextDouble() < BLUR_SHARE) {
            Imgproc.GaussianBlur(piece, piece, new Size(0, 0), 0.3 + random.nextDouble() * BLUR_SIGMA_MAX_PX);
        }
        if (random.nextDouble() < NOISE_SHARE) {
            addNoise(piece, random.nextDouble() * NOISE_SIGMA_MAX, random);
        }
    }

    private static byte[] lightTable(Random random) {
        double gain = Math.exp(symmetric(random) * GAIN_LOG_MAX);
        double offset = symmetric(random) * OFFSET_MAX;
        double gamma = Math.exp(symmetric(random) * GAMMA_LOG_MAX);
        byte[] table = new byte[3 * LEVELS];
        for (int channel = 0; channel < 3; channel++) {
            double channelGain = gain * Math.exp(symmetric(random) * CHANNEL_GAIN_LOG_MAX);
            for (int level = 0; level < LEVELS; level++) {
                double value = Math.pow(level / 255.0, gamma) * 255 * channelGain + offset;
                table[3 * level + channel] = (byte) Math.max(0, Math.min(255, Math.rint(value)));
            }
        }
        return table;
    }

    private static void addNoise(Mat piece, double sigma, Random random) {
        byte[] values = bytes(piece);
        for (int i = 0; i < values.length; i++) {
            // The sum of three even numbers has variance 1/4; close enough to a bell and far quicker.
            double even = random.nextFloat() + random.nextFloat() + random.nextFloat() - 1.5;
            values[i] = (byte) Math.max(0, Math.min(255, Byte.toUnsignedInt(values[i]) + Math.rint(2 * even * sigma)));
        }
        piece.put(0, 0, values);
    }

    private static double symmetric(Random random) {
        return 2 * random.nextDouble() - 1;
    }

    private static byte[] bytes(Mat mat) {
        byte[] bytes = new byte[mat.rows() * mat.cols() * mat.channels()];
        mat.get(0, 0, bytes);
        return bytes;
    }

    private static void write(byte[] bgr, byte[] labels, byte[] known, Batch batch, int index) {
        batch.pictures().put(index * bgr.length, bgr);
        byte[] plane = new byte[labels.length];
        for (int label = 0; label < batch.labels(); label++) {
            for (int i = 0; i < plane.length; i++) {
                boolean isKnown = (known[i] >> label & 1) == 1;
                plane[i] = (byte) (isKnown ? labels[i] >> label & 1 : TrainingForm.UNKNOWN);
            }
            batch.targets().put((index * batch.labels() + label) * plane.length, plane);
        }
    }
}
