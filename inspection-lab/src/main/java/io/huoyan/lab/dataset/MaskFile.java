package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** A picture that is other than 0 where something is labelled. */
public final class MaskFile {
    private MaskFile() {}

    /** Whether it marks nothing; one that cannot be read does not. */
    public static boolean isBlank(Path file) {
        try (MatScope scope = MatScope.open()) {
            Mat mask = scope.own(Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_GRAYSCALE));
            return mask.empty() || Core.countNonZero(mask) == 0;
        }
    }

    private static Mat read(Path file, MatScope scope) {
        Mat mask = scope.own(Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_GRAYSCALE));
        if (mask.empty()) {
            throw new DatasetException(file + ": is missing, empty or no picture");
        }
        return mask;
    }

    /**
     * Around each of its parts, holes filled, as shares of its sides; a part that is one row, column or pixel as its
     * four corners.
     *
     * @throws DatasetException if it cannot be read
     */
    public static List<List<PixelPoint>> outlines(Path file) {
        try (MatScope scope = MatScope.open()) {
            Mat mask = read(file, scope);
            Imgproc.threshold(mask, mask, 0, 255, Imgproc.THRESH_BINARY);
            List<MatOfPoint> contours = new ArrayList<>();
            Imgproc.findContours(mask, contours, scope.mat(), Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_SIMPLE);
            List<List<PixelPoint>> outlines = new ArrayList<>();
            for (MatOfPoint contour : contours) {
                scope.own(contour);
                outlines.add(outline(contour, mask.cols(), mask.rows()));
            }
            return outlines;
        }
    }

    private static List<PixelPoint> outline(MatOfPoint contour, double width, double height) {
        List<PixelPoint> outline = new ArrayList<>();
        if (Imgproc.contourArea(contour) > 0) {
            for (Point point : contour.toList()) {
                outline.add(new PixelPoint((point.x + 0.5) / width, (point.y + 0.5) / height));
            }
            return outline;
        }
        Rect box = Imgproc.boundingRect(contour);
        double right = box.x + (double) box.width;
        double bottom = box.y + (double) box.height;
        outline.add(new PixelPoint(box.x / width, box.y / height));
        outline.add(new PixelPoint(right / width, box.y / height));
        outline.add(new PixelPoint(right / width, bottom / height));
        outline.add(new PixelPoint(box.x / width, bottom / height));
        return outline;
    }
}
