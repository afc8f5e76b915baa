package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.imgproc.Imgproc;

/**
 * Outlines along the edges of pixels, so that they hold the area of their pixels and no less; in pixels from the
 * picture's upper left corner, clockwise.
 */
public final class PixelEdges {
    private static final int[] STEP_X = {1, 0, -1, 0};
    private static final int[] STEP_Y = {0, 1, 0, -1};

    /** Which pixels belong to something; none beyond the picture does. */
    @FunctionalInterface
    interface Pixels {
        boolean hold(int x, int y);
    }

    private PixelEdges() {}

    /**
     * The outline of each part of a mask, that is of pixels that touch at a side or a corner; holes filled, with what
     * lies in them.
     *
     * @param mask {@code CV_8UC1}, other than 0 in a part
     * @param areaMinPx smallest area within the centres of a part's outermost pixels; smaller ones are left out
     */
    public static List<List<PixelPoint>> ofParts(Mat mask, double areaMinPx, MatScope scope) {
        int width = mask.cols();
        int height = mask.rows();
        byte[] bytes = new byte[width * height];
        mask.get(0, 0, bytes);
        Pixels pixels = (x, y) -> x >= 0 && y >= 0 && x < width && y < height && bytes[y * width + x] != 0;
        List<MatOfPoint> contours = new ArrayList<>();
        Imgproc.findContours(mask, contours, scope.mat(), Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_SIMPLE);
        List<List<PixelPoint>> outlines = new ArrayList<>();
        for (MatOfPoint contour : contours) {
            scope.own(contour);
            if (Imgproc.contourArea(contour) >= areaMinPx) {
                Point first = first(contour.toList());
                outlines.add(around(pixels, (int) first.x, (int) first.y));
            }
        }
        return outlines;
    }

    /** The leftmost of the topmost. */
    private static Point first(List<Point> contour) {
        Point first = contour.get(0);
        for (Point point : contour) {
            if (point.y < first.y || (point.y == first.y && point.x < first.x)) {
                first = point;
            }
        }
        return first;
    }

    /**
     * Walks around a part with it at the right hand, from the top left corner of its first pixel.
     *
     * @param firstX of the leftmost of the part's topmost pixels
     * @param firstY of the same
     */
    static List<PixelPoint> around(Pixels pixels, int firstX, int firstY) {
        List<PixelPoint> corners = new ArrayList<>();
        int x = firstX;
        int y = firstY;
        int heading = 0;
        do {
            x += STEP_X[heading];
            y += STEP_Y[heading];
            int turned = turned(pixels, x, y, heading);
            if (turned != heading) {
                corners.add(new PixelPoint(x, y));
            }
            heading = turned;
        } while (x != firstX || y != firstY || heading != 0);
        return corners;
    }

    private static int turned(Pixels pixels, int x, int y, int heading) {
        // Pixels around the point, clockwise from the one ahead to the left when heading right.
        int[][] around = {{x, y - 1}, {x, y}, {x - 1, y}, {x - 1, y - 1}};
        int[] aheadLeft = around[heading];
        int[] aheadRight = around[(heading + 1) % 4];
        if (pixels.hold(aheadLeft[0], aheadLeft[1])) {
            return (heading + 3) % 4;
        }
        return pixels.hold(aheadRight[0], aheadRight[1]) ? heading : (heading + 1) % 4;
    }
}
