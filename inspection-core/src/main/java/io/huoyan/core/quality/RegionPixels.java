package io.huoyan.core.quality;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.GreyWindow;
import io.huoyan.core.image.MatScope;
import java.util.List;
import java.util.Optional;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * The pixels of a weld's region.
 *
 * @param window the smallest window around the region's part in the picture
 * @param isInside for each pixel of the window, whether it belongs to the region
 */
record RegionPixels(GreyWindow window, boolean[] isInside) {
    private static final int SIDE_MIN_PX = 8;

    /** Empty where the region has hardly a pixel in the picture. */
    static Optional<RegionPixels> of(Frame frame, WeldRegion region, MatScope scope) {
        PixelBox box = box(region).clippedTo(frame.widthPx(), frame.heightPx());
        if (box.width() < SIDE_MIN_PX || box.height() < SIDE_MIN_PX) {
            return Optional.empty();
        }
        return Optional.of(new RegionPixels(GreyWindow.of(frame, box, scope), inside(region, box, scope)));
    }

    private static PixelBox box(WeldRegion region) {
        double half = region.widthPx() / 2;
        List<PixelPoint> path = region.path();
        int left =
                (int) Math.floor(path.stream().mapToDouble(PixelPoint::x).min().orElseThrow() - half);
        int top =
                (int) Math.floor(path.stream().mapToDouble(PixelPoint::y).min().orElseThrow() - half);
        int right =
                (int) Math.ceil(path.stream().mapToDouble(PixelPoint::x).max().orElseThrow() + half) + 1;
        int bottom =
                (int) Math.ceil(path.stream().mapToDouble(PixelPoint::y).max().orElseThrow() + half) + 1;
        return new PixelBox(left, top, right - left, bottom - top);
    }

    private static boolean[] inside(WeldRegion region, PixelBox box, MatScope scope) {
        Mat mask = scope.zeros(box.height(), box.width(), CvType.CV_8UC1);
        List<Point> points = region.path().stream()
                .map(p -> new Point(p.x() - box.x(), p.y() - box.y()))
                .toList();
        int thickness = Math.max(1, (int) Math.round(region.widthPx()));
        Scalar inside = new Scalar(1);
        Imgproc.circle(mask, points.get(0), thickness / 2, inside, Imgproc.FILLED);
        for (int i = 1; i < points.size(); i++) {
            Imgproc.line(mask, points.get(i - 1), points.get(i), inside, thickness);
        }
        byte[] bytes = new byte[box.width() * box.height()];
        mask.get(0, 0, bytes);
        boolean[] isInside = new boolean[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            isInside[i] = bytes[i] != 0;
        }
        return isInside;
    }
}
