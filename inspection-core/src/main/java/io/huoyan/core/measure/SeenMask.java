package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Where a label was seen, pixel by pixel of the original picture: the union of outlines, so that a seam that several
 * patches show is one. It says only which edge is meant; no length is taken from it where the picture has an edge.
 */
final class SeenMask {
    private final PixelBox box;
    private final byte[] inside;

    private SeenMask(PixelBox box, byte[] inside) {
        this.box = box;
        this.inside = inside;
    }

    static SeenMask of(PixelBox box, List<List<PixelPoint>> outlines, MatScope scope) {
        byte[] inside = new byte[box.width() * box.height()];
        if (!box.isEmpty()) {
            Mat mask = scope.zeros(box.height(), box.width(), CvType.CV_8UC1);
            for (List<PixelPoint> outline : outlines) {
                List<MatOfPoint> polygon = List.of(whole(outline, box, scope));
                Imgproc.fillPoly(mask, polygon, new Scalar(1));
            }
            mask.get(0, 0, inside);
        }
        return new SeenMask(box, inside);
    }

    /** The same with other outlines besides. */
    SeenMask with(List<List<PixelPoint>> outlines, MatScope scope) {
        SeenMask added = of(box, outlines, scope);
        for (int i = 0; i < inside.length; i++) {
            added.inside[i] |= inside[i];
        }
        return added;
    }

    private static MatOfPoint whole(List<PixelPoint> outline, PixelBox box, MatScope scope) {
        List<Point> points = new ArrayList<>(outline.size());
        for (PixelPoint p : outline) {
            points.add(new Point(Math.round(p.x() - box.x()), Math.round(p.y() - box.y())));
        }
        MatOfPoint polygon = scope.own(new MatOfPoint());
        polygon.fromList(points);
        return polygon;
    }

    /** As a matrix, 1 inside and 0 outside. */
    Mat mat(MatScope scope) {
        Mat mask = scope.mat(box.height(), box.width(), CvType.CV_8UC1);
        mask.put(0, 0, inside);
        return mask;
    }

    /** False outside the region. */
    boolean at(double x, double y) {
        int column = (int) Math.round(x) - box.x();
        int row = (int) Math.round(y) - box.y();
        return column >= 0
                && row >= 0
                && column < box.width()
                && row < box.height()
                && inside[row * box.width() + column] != 0;
    }
}
