package io.huoyan.core.infer;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Joins detections of one label whose outlines overlap. They are compared painted, in a grid of original pixels. */
final class OverlapMerge {
    /** A grid larger than this is made coarser. */
    private static final double GRID_PIXELS_MAX = 4e6;

    private OverlapMerge() {}

    static List<Detection> merged(List<Detection> detections) {
        List<Detection> done = new ArrayList<>();
        for (Detection next : detections) {
            Detection joined = next;
            int overlapping = firstOverlapping(done, joined);
            while (overlapping >= 0) {
                joined = union(done.remove(overlapping), joined);
                overlapping = firstOverlapping(done, joined);
            }
            done.add(joined);
        }
        return done;
    }

    private static int firstOverlapping(List<Detection> done, Detection detection) {
        for (int i = 0; i < done.size(); i++) {
            Detection other = done.get(i);
            if (other.label().equals(detection.label()) && overlap(other, detection)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean overlap(Detection a, Detection b) {
        Bounds boundsA = Bounds.of(a);
        Bounds boundsB = Bounds.of(b);
        if (!boundsA.meets(boundsB)) {
            return false;
        }
        try (MatScope scope = MatScope.open()) {
            Grid grid = new Grid(boundsA.with(boundsB));
            Mat both = scope.mat();
            Core.bitwise_and(grid.painted(a, scope), grid.painted(b, scope), both);
            return Core.countNonZero(both) > 0;
        }
    }

    private static Detection union(Detection a, Detection b) {
        try (MatScope scope = MatScope.open()) {
            Grid grid = new Grid(Bounds.of(a).with(Bounds.of(b)));
            Mat union = scope.mat();
            Core.bitwise_or(grid.painted(a, scope), grid.painted(b, scope), union);
            List<PixelPoint> outline = new ArrayList<>();
            for (Point point : Instances.outerContour(union, scope)) {
                outline.add(grid.original(point));
            }
            double area = Core.countNonZero(union) * grid.pixelArea();
            int parts = Math.max(a.parts(), b.parts());
            return new Detection(a.label(), Math.max(a.score(), b.score()), outline, area, parts);
        }
    }

    private record Bounds(double left, double top, double right, double bottom) {
        static Bounds of(Detection detection) {
            double left = Double.POSITIVE_INFINITY;
            double top = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double bottom = Double.NEGATIVE_INFINITY;
            for (PixelPoint point : detection.outline()) {
                left = Math.min(left, point.x());
                top = Math.min(top, point.y());
                right = Math.max(right, point.x());
                bottom = Math.max(bottom, point.y());
            }
            return new Bounds(left, top, right, bottom);
        }

        boolean meets(Bounds other) {
            return left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom;
        }

        Bounds with(Bounds other) {
            return new Bounds(
                    Math.min(left, other.left),
                    Math.min(top, other.top),
                    Math.max(right, other.right),
                    Math.max(bottom, other.bottom));
        }
    }

    /** A raster over some bounds; {@code step} original pixels per cell, 1 unless the bounds are large. */
    private static final class Grid {
        private final Bounds bounds;
        private final double step;
        private final int columns;
        private final int rows;

        Grid(Bounds bounds) {
            this.bounds = bounds;
            double width = bounds.right - bounds.left + 1;
            double height = bounds.bottom - bounds.top + 1;
            this.step = Math.max(1, Math.sqrt(width * height / GRID_PIXELS_MAX));
            this.columns = (int) Math.ceil(width / step) + 1;
            this.rows = (int) Math.ceil(height / step) + 1;
        }

        Mat painted(Detection detection, MatScope scope) {
            Mat mask = scope.zeros(rows, columns, CvType.CV_8UC1);
            Point[] points = detection.outline().stream()
                    .map(point -> new Point(
                            Math.rint((point.x() - bounds.left) / step), Math.rint((point.y() - bounds.top) / step)))
                    .toArray(Point[]::new);
            Imgproc.fillPoly(mask, List.of(scope.own(new MatOfPoint(points))), Scalar.all(255));
            return mask;
        }

        PixelPoint original(Point cell) {
            return new PixelPoint(bounds.left + cell.x * step, bounds.top + cell.y * step);
        }

        double pixelArea() {
            return step * step;
        }
    }
}
