package io.huoyan.core.image;

import io.huoyan.core.domain.PixelBox;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/**
 * A piece of a picture as grey values, share of full scale (0 to 1), that can be read between pixels. Colour becomes
 * grey by ITU-R BT.601.
 *
 * @param box where it lies in the picture; not empty, within the picture
 * @param grey {@code CV_32FC1}; owned by the scope it was cut in
 * @param values the same, row by row; read-only by agreement
 */
public record GreyWindow(PixelBox box, Mat grey, float[] values) {
    /** Cuts a window; only its own pixels are converted. */
    public static GreyWindow of(Frame frame, PixelBox box, MatScope scope) {
        Mat piece = scope.own(frame.pixels().submat(new Rect(box.x(), box.y(), box.width(), box.height())));
        Mat single = piece;
        if (piece.channels() != 1) {
            single = scope.mat();
            Imgproc.cvtColor(piece, single, Imgproc.COLOR_BGR2GRAY);
        }
        Mat grey = scope.mat();
        single.convertTo(grey, CvType.CV_32F, 1.0 / frame.fullScale());
        float[] values = new float[box.width() * box.height()];
        grey.get(0, 0, values);
        return new GreyWindow(box, grey, values);
    }

    /**
     * Grey value at a point of the picture, bilinear; NaN where one of the four pixels around it is outside the window.
     */
    public double at(double xPx, double yPx) {
        double x = xPx - box.x();
        double y = yPx - box.y();
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        if (column < 0 || row < 0 || column >= box.width() - 1 || row >= box.height() - 1) {
            return Double.NaN;
        }
        double right = x - column;
        double down = y - row;
        int i = row * box.width() + column;
        double upper = values[i] * (1 - right) + values[i + 1] * right;
        double lower = values[i + box.width()] * (1 - right) + values[i + box.width() + 1] * right;
        return upper * (1 - down) + lower * down;
    }
}
