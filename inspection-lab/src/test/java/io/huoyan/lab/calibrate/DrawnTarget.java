package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.Lens;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Pictures of a target as a known lens in a known place would take them; with noise. */
final class DrawnTarget {
    static final int WIDTH_PX = 1280;
    static final int HEIGHT_PX = 1024;
    static final Lens LENS = new Lens(2200, 2205, 650, 500, -0.18, 0.12, 0.0006, -0.0004, 0);

    private static final Target TARGET = Target.A4;
    private static final double NOISE_GREY = 3;
    private static final double BLUR_PX = 0.7;

    private DrawnTarget() {}

    /**
     * The target turned about its own middle.
     *
     * @param middleX where its middle lies before the camera, mm from the axis
     * @param distanceMm of its middle along the axis
     * @param pitchDeg turn about the picture's horizontal
     * @param yawDeg turn about its vertical
     */
    static BoardPose pose(double middleX, double middleY, double distanceMm, double pitchDeg, double yawDeg) {
        double a = Math.toRadians(pitchDeg);
        double b = Math.toRadians(yawDeg);
        // About x, then about y.
        double[] r = {
            Math.cos(b),
            Math.sin(b) * Math.sin(a),
            Math.sin(b) * Math.cos(a),
            0,
            Math.cos(a),
            -Math.sin(a),
            -Math.sin(b),
            Math.cos(b) * Math.sin(a),
            Math.cos(b) * Math.cos(a)
        };
        double halfX = TARGET.columns() * TARGET.pitchMm() / 2;
        double halfY = TARGET.rows() * TARGET.pitchMm() / 2;
        double[] t = {
            middleX - r[0] * halfX - r[1] * halfY,
            middleY - r[3] * halfX - r[4] * halfY,
            distanceMm - r[6] * halfX - r[7] * halfY
        };
        return new BoardPose(r, t);
    }

    /** @return 8 bit grey; the scope's */
    static Mat picture(BoardPose pose, long seed, MatScope scope) {
        Mat raster = TARGET.raster(scope);
        Mat margin = scope.mat();
        int border = Target.SQUARE_PX;
        Core.copyMakeBorder(raster, margin, border, border, border, border, Core.BORDER_CONSTANT, Scalar.all(255));
        Imgproc.GaussianBlur(margin, margin, new Size(0, 0), 0.8);
        Mat mapX = scope.mat(HEIGHT_PX, WIDTH_PX, CvType.CV_32FC1);
        Mat mapY = scope.mat(HEIGHT_PX, WIDTH_PX, CvType.CV_32FC1);
        float[] x = new float[WIDTH_PX];
        float[] y = new float[WIDTH_PX];
        double perMm = Target.SQUARE_PX / TARGET.pitchMm();
        for (int row = 0; row < HEIGHT_PX; row++) {
            for (int column = 0; column < WIDTH_PX; column++) {
                double[] onSheet = onSheet(pose, new PixelPoint(column, row));
                // The corner of the first square is the corner of the raster's first pixel, half one before its middle.
                x[column] = (float) (onSheet[0] * perMm - 0.5 + border);
                y[column] = (float) (onSheet[1] * perMm - 0.5 + border);
            }
            mapX.put(row, 0, x);
            mapY.put(row, 0, y);
        }
        Mat picture = scope.mat();
        Imgproc.remap(margin, picture, mapX, mapY, Imgproc.INTER_LINEAR, Core.BORDER_CONSTANT, Scalar.all(150));
        Imgproc.GaussianBlur(picture, picture, new Size(0, 0), BLUR_PX);
        noise(picture, seed);
        return picture;
    }

    /** Where the ray of a pixel meets the sheet, mm from the outer corner of its first square. */
    static double[] onSheet(BoardPose pose, PixelPoint seen) {
        PixelPoint ideal = LENS.ideal(seen);
        double[] ray = {(ideal.x() - LENS.cxPx()) / LENS.fxPx(), (ideal.y() - LENS.cyPx()) / LENS.fyPx(), 1};
        double[] r = pose.rotation();
        double[] t = pose.translationMm();
        double along = (r[2] * t[0] + r[5] * t[1] + r[8] * t[2]) / (r[2] * ray[0] + r[5] * ray[1] + r[8]);
        double[] sheet = new double[2];
        for (int axis = 0; axis < 2; axis++) {
            for (int i = 0; i < 3; i++) {
                sheet[axis] += r[3 * i + axis] * (along * ray[i] - t[i]);
            }
        }
        return sheet;
    }

    private static void noise(Mat picture, long seed) {
        Random random = new Random(seed);
        byte[] grey = new byte[WIDTH_PX * HEIGHT_PX];
        picture.get(0, 0, grey);
        for (int i = 0; i < grey.length; i++) {
            double value = 30 + 0.7 * Byte.toUnsignedInt(grey[i]) + NOISE_GREY * random.nextGaussian();
            grey[i] = (byte) Math.rint(Math.max(0, Math.min(255, value)));
        }
        picture.put(0, 0, grey);
    }
}
