package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/**
 * How wide a bead is in a picture without calibration, roughly: the largest circle within its outline. Unlike area over
 * length it does not care how ragged the outline is. Good enough to choose a scale, and never reported.
 */
public final class BeadWidth {
    /** The outline is painted no larger than this. */
    private static final double PAINTED_SIDE_MAX_PX = 512;

    private static final int MARGIN_PX = 1;

    private BeadWidth() {}

    /** Diameter of the largest circle within a closed outline, in its own pixels; 0 of fewer than three points. */
    public static double ofOutlinePx(List<PixelPoint> outline, MatScope scope) {
        if (outline.size() < 3) {
            return 0;
        }
        double x0 = outline.stream().mapToDouble(PixelPoint::x).min().orElseThrow();
        double y0 = outline.stream().mapToDouble(PixelPoint::y).min().orElseThrow();
        double width = outline.stream().mapToDouble(PixelPoint::x).max().orElseThrow() - x0;
        double height = outline.stream().mapToDouble(PixelPoint::y).max().orElseThrow() - y0;
        double scale = Math.min(1, PAINTED_SIDE_MAX_PX / Math.max(1, Math.max(width, height)));
        List<PixelPoint> painted = outline.stream()
                .map(p -> new PixelPoint((p.x() - x0) * scale + MARGIN_PX, (p.y() - y0) * scale + MARGIN_PX))
                .toList();
        PixelBox box = new PixelBox(
                0,
                0,
                (int) Math.ceil(width * scale) + 2 * MARGIN_PX + 1,
                (int) Math.ceil(height * scale) + 2 * MARGIN_PX + 1);
        Mat mask = SeenMask.of(box, List.of(painted), scope).mat(scope);
        Mat distance = scope.mat(box.height(), box.width(), CvType.CV_32FC1);
        Imgproc.distanceTransform(mask, distance, Imgproc.DIST_L2, Imgproc.DIST_MASK_5);
        return 2 * Core.minMaxLoc(distance).maxVal / scale;
    }
}
