package io.huoyan.core.quality;

import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * How bright a picture is, from every n-th pixel of every n-th row, n such that about {@value #SAMPLED_PX} pixels are
 * read.
 *
 * @param meanGrey mean, share of full scale
 * @param deviation standard deviation, share of full scale
 * @param saturatedShare share of pixels at or above 99 % of full scale
 * @param blackShare share of pixels under 2 % of full scale
 */
record GreyStatistics(double meanGrey, double deviation, double saturatedShare, double blackShare) {
    /**
     * From this share of full scale on a pixel counts as saturated; not 100 %, since a lossy codec moves values a
     * little.
     */
    static final double SATURATED_FROM = 0.99;

    static final double BLACK_BELOW = 0.02;
    private static final int SAMPLED_PX = 1 << 16;

    static GreyStatistics of(Frame frame, MatScope scope) {
        long pixels = (long) frame.widthPx() * frame.heightPx();
        int step = (int) Math.max(1, Math.floor(Math.sqrt((double) pixels / SAMPLED_PX)));
        Mat sampled = frame.pixels();
        if (step > 1) {
            sampled = scope.mat();
            Size size = new Size(Math.max(1, frame.widthPx() / step), Math.max(1, frame.heightPx() / step));
            Imgproc.resize(frame.pixels(), sampled, size, 0, 0, Imgproc.INTER_NEAREST);
        }
        if (sampled.channels() != 1) {
            Mat grey = scope.mat();
            Imgproc.cvtColor(sampled, grey, Imgproc.COLOR_BGR2GRAY);
            sampled = grey;
        }
        Mat shares = scope.mat();
        sampled.convertTo(shares, CvType.CV_32F, 1.0 / frame.fullScale());
        float[] values = new float[shares.rows() * shares.cols()];
        shares.get(0, 0, values);
        return of(values);
    }

    private static GreyStatistics of(float[] values) {
        double sum = 0;
        double squares = 0;
        int saturated = 0;
        int black = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
            saturated += value >= SATURATED_FROM ? 1 : 0;
            black += value < BLACK_BELOW ? 1 : 0;
        }
        double n = values.length;
        double mean = sum / n;
        return new GreyStatistics(mean, Math.sqrt(Math.max(0, squares / n - mean * mean)), saturated / n, black / n);
    }
}
