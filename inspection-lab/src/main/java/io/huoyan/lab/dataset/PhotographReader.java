package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.synth.Label;
import java.nio.file.Path;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.RotatedRect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Paints the shapes of one photograph into a truth per pixel. A box says where a thing is, not its outline: a round
 * thing's box becomes the ellipse in it, a slender seam's box the seam, and the box of a crack or of a seam that lies
 * askew a region of which nothing is known about that label. Of a photograph without any seam shape nothing is known
 * about seams: whoever labelled it looked for something else.
 */
final class PhotographReader {
    /** A box at least this many times as long as wide is taken for the seam in it. */
    private static final double SLENDER_RATIO = 2.5;

    private final Path image;
    private final List<YoloLabels.Shape> shapes;
    private final byte knownLabels;

    PhotographReader(Path image, List<YoloLabels.Shape> shapes, byte knownLabels) {
        this.image = image;
        this.shapes = shapes;
        this.knownLabels = knownLabels;
    }

    LabelledPicture read(double pixelsPerWeldWidthMax) {
        try (MatScope scope = MatScope.open()) {
            Mat original = scope.own(Imgcodecs.imread(image.toString(), Imgcodecs.IMREAD_COLOR));
            if (original.empty()) {
                throw new DatasetException(image + ": is missing or no picture");
            }
            double width = weldWidthPx(original.cols(), original.rows(), scope);
            double factor = width > pixelsPerWeldWidthMax ? pixelsPerWeldWidthMax / width : 1;
            Mat pixels = scope.mat();
            Imgproc.resize(
                    original,
                    pixels,
                    new Size(
                            Math.max(1, Math.rint(original.cols() * factor)),
                            Math.max(1, Math.rint(original.rows() * factor))),
                    0,
                    0,
                    Imgproc.INTER_AREA);
            return paint(pixels, width * factor, scope);
        }
    }

    private LabelledPicture paint(Mat pixels, double weldWidthPx, MatScope scope) {
        Mat labels = scope.mat(pixels.rows(), pixels.cols(), CvType.CV_8UC1);
        scope.own(labels.setTo(Scalar.all(0)));
        Mat known = scope.mat(pixels.rows(), pixels.cols(), CvType.CV_8UC1);
        scope.own(known.setTo(Scalar.all(knownBits())));
        Mat mask = scope.mat(pixels.rows(), pixels.cols(), CvType.CV_8UC1);
        for (YoloLabels.Shape shape : shapes) {
            scope.own(mask.setTo(Scalar.all(0)));
            fill(mask, shape, scope);
            int bit = Byte.toUnsignedInt(shape.label().bit());
            Mat target = isOnlyARegion(shape, pixels) ? known : labels;
            Mat painted = scope.mat();
            target.copyTo(painted);
            setBit(painted, bit, target == labels, scope);
            painted.copyTo(target, mask);
        }
        byte[] bgr = new byte[pixels.rows() * pixels.cols() * 3];
        pixels.get(0, 0, bgr);
        byte[] labelBytes = new byte[pixels.rows() * pixels.cols()];
        labels.get(0, 0, labelBytes);
        byte[] knownBytes = new byte[labelBytes.length];
        known.get(0, 0, knownBytes);
        return new LabelledPicture(pixels.cols(), pixels.rows(), bgr, labelBytes, knownBytes, weldWidthPx);
    }

    private static void setBit(Mat bytes, int bit, boolean isSet, MatScope scope) {
        Mat bits = scope.mat(bytes.rows(), bytes.cols(), CvType.CV_8UC1);
        scope.own(bits.setTo(Scalar.all(isSet ? bit : ~bit & 0xff)));
        if (isSet) {
            Core.bitwise_or(bytes, bits, bytes);
        } else {
            Core.bitwise_and(bytes, bits, bytes);
        }
    }

    private static boolean isOnlyARegion(YoloLabels.Shape shape, Mat picture) {
        if (!shape.isBox()) {
            return false;
        }
        return switch (shape.label()) {
            case CRACK -> true;
            case SEAM -> !isSlender(shape, picture.cols(), picture.rows());
            case SPOT, PORE, EXCESS, SPATTER, BURN_THROUGH -> false;
        };
    }

    private static boolean isSlender(YoloLabels.Shape box, int columns, int rows) {
        PixelPoint a = box.corners().get(0);
        PixelPoint b = box.corners().get(2);
        double width = (b.x() - a.x()) * columns;
        double height = (b.y() - a.y()) * rows;
        return Math.max(width, height) >= SLENDER_RATIO * Math.min(width, height);
    }

    private int knownBits() {
        int shown = 0;
        for (YoloLabels.Shape shape : shapes) {
            shown |= shape.label().bit();
        }
        return shown & Byte.toUnsignedInt(knownLabels);
    }

    private static void fill(Mat mask, YoloLabels.Shape shape, MatScope scope) {
        boolean isRound = shape.isBox() && (shape.label() == Label.PORE || shape.label() == Label.SPATTER);
        if (isRound) {
            PixelPoint a = shape.corners().get(0);
            PixelPoint b = shape.corners().get(2);
            Point centre = new Point((a.x() + b.x()) / 2 * mask.cols(), (a.y() + b.y()) / 2 * mask.rows());
            Size size = new Size((b.x() - a.x()) * mask.cols(), (b.y() - a.y()) * mask.rows());
            Imgproc.ellipse(mask, new RotatedRect(centre, size, 0), Scalar.all(255), Imgproc.FILLED);
        } else {
            MatOfPoint corners = scope.own(new MatOfPoint(points(shape, mask.cols(), mask.rows())));
            Imgproc.fillPoly(mask, List.of(corners), Scalar.all(255));
        }
    }

    /**
     * Width of the largest seam: the shorter side of the rectangle of its area {@code A} and circumference {@code P},
     * {@code (P/2 − √(P²/4 − 4A)) / 2}, which holds for bent seams too; {@code √A} for what is rounder than a square. 0
     * without a seam.
     */
    private double weldWidthPx(int columns, int rows, MatScope scope) {
        double areaMax = 0;
        double width = 0;
        for (YoloLabels.Shape shape : shapes) {
            if (shape.label() == Label.SEAM && !(shape.isBox() && !isSlender(shape, columns, rows))) {
                MatOfPoint2f outline = scope.own(new MatOfPoint2f(points(shape, columns, rows)));
                double area = Imgproc.contourArea(outline);
                double half = Imgproc.arcLength(outline, true) / 2;
                if (area > areaMax) {
                    areaMax = area;
                    double square = half * half - 4 * area;
                    width = square > 0 ? (half - Math.sqrt(square)) / 2 : Math.sqrt(area);
                }
            }
        }
        return width;
    }

    private static Point[] points(YoloLabels.Shape shape, int columns, int rows) {
        return shape.corners().stream()
                .map(corner -> new Point(Math.rint(corner.x() * columns), Math.rint(corner.y() * rows)))
                .toArray(Point[]::new);
    }
}
