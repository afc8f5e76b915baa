package io.huoyan.core.measure;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.RotatedRect;
import org.opencv.imgproc.Imgproc;

/**
 * Length and width of a defect: sides of the smallest rectangle around its outline, the outline moved to the edge in
 * the original picture where there is one. Without state, thread-safe.
 */
public final class DefectRuler {
    private static final double SPACING_PX = 1.0;
    private static final int POINTS_MAX = 720;
    private static final double SEARCH_PATCH_PIXELS = 2;

    /**
     * The edge is not sought farther inwards than this share of the outline's smaller side: behind it is the other
     * edge.
     */
    private static final double SEARCH_SIDE_SHARE = 0.4;

    private static final double SEARCH_MIN_PX = 1;
    private static final int NORMAL_REACH = 2;

    private DefectRuler() {}

    /**
     * Length and width in the scale's unit; for a defect of a seam its place along the nominal path too.
     *
     * @param patchPixelPx size of one of the network's pixels, in original pixels; > 0
     * @param seam nominal path, if it is a defect of a seam
     */
    public static List<Measurement> measure(
            Frame frame,
            Detection defect,
            double patchPixelPx,
            Scale scale,
            Optional<WeldGeometry.Seam> seam,
            MatScope scope) {
        if (defect.outline().isEmpty()) {
            return List.of();
        }
        double smallerSidePx =
                sides(defect.outline(), Scale.pixels().pixelToMm(), scope).width();
        double searchPx = Math.max(
                SEARCH_MIN_PX, Math.min(SEARCH_PATCH_PIXELS * patchPixelPx, SEARCH_SIDE_SHARE * smallerSidePx));
        List<EdgeTrace.EdgePoint> edge = edge(frame, defect.outline(), searchPx, patchPixelPx, scope);
        long located = edge.stream().filter(EdgeTrace.EdgePoint::located).count();
        boolean fromMask = edge.isEmpty() || located < Ruler.LOCATED_SHARE_MIN * edge.size();
        List<PixelPoint> outline = fromMask
                ? defect.outline()
                : edge.stream().map(EdgeTrace.EdgePoint::point).toList();
        PixelPoint centre = Outlines.centroid(defect.outline());
        double perPixel = scale.perPixel(centre);
        Rectangle rectangle = sides(outline, scale.pixelToMm(), scope);
        List<Measurement> sizes = new ArrayList<>();
        sizes.add(side(
                Measurand.DEFECT_LENGTH,
                rectangle.length(),
                rectangle.longAxis(),
                scale,
                fromMask,
                patchPixelPx * perPixel,
                perPixel));
        sizes.add(side(
                Measurand.DEFECT_WIDTH,
                rectangle.width(),
                rectangle.shortAxis(),
                scale,
                fromMask,
                patchPixelPx * perPixel,
                perPixel));
        seam.ifPresent(s -> sizes.add(position(s, centre, scale, patchPixelPx * perPixel)));
        return sizes;
    }

    private static Measurement side(
            Measurand measurand,
            double value,
            List<PixelPoint> axis,
            Scale scale,
            boolean fromMask,
            double patchPixel,
            double perPixel) {
        UncertaintyBudget budget = scale.budget(value, 2, perPixel)
                .with("sampling", 2 * UncertaintyBudget.rectangular(SAMPLING_HALF_WIDTH_PX) * perPixel)
                .with("mask edge", fromMask ? Math.sqrt(2) * patchPixel : 0);
        return Measurement.of(measurand, value, scale.unit(), budget, axis);
    }

    /** A defect's edge is a few pixels long: each of its two ends may be off by more than a long edge's. */
    private static final double SAMPLING_HALF_WIDTH_PX = 0.5;

    private static Measurement position(WeldGeometry.Seam seam, PixelPoint centre, Scale scale, double patchPixel) {
        double alongMm = new NominalPath(seam.path()).alongMm(scale.pixelToMm().toMm(centre));
        UncertaintyBudget budget = scale.budget(alongMm, 1, 0)
                .with("mask edge", UncertaintyBudget.rectangular(patchPixel))
                .with("fiducials", scale.placeUncertainty());
        return Measurement.of(Measurand.DEFECT_POSITION, alongMm, scale.unit(), budget, List.of(centre));
    }

    private static List<EdgeTrace.EdgePoint> edge(
            Frame frame, List<PixelPoint> outline, double searchPx, double patchPixelPx, MatScope scope) {
        List<PixelPoint> even = Outlines.resampled(outline, SPACING_PX, POINTS_MAX);
        double turn = Math.signum(Outlines.twiceSignedArea(outline));
        if (even.size() < 2 * NORMAL_REACH + 1 || turn == 0) {
            return List.of();
        }
        List<EdgeTrace.Ray> rays = new ArrayList<>(even.size());
        for (int i = 0; i < even.size(); i++) {
            PixelPoint before = even.get(Math.floorMod(i - NORMAL_REACH, even.size()));
            PixelPoint after = even.get((i + NORMAL_REACH) % even.size());
            double length = before.distancePx(after);
            if (length == 0) {
                continue;
            }
            double dx = turn * (after.y() - before.y()) / length;
            double dy = -turn * (after.x() - before.x()) / length;
            PixelPoint p = even.get(i);
            rays.add(new EdgeTrace.Ray(p.x() - searchPx * dx, p.y() - searchPx * dy, dx, dy, searchPx));
        }
        PixelBox box = around(outline, (int) Math.ceil(searchPx + 2 * patchPixelPx) + 4);
        GreyRegion region = GreyRegion.of(frame, box, scope);
        // A patch may reach beyond the picture, and what is seen there has no pixels to find an edge in.
        return region.box().isEmpty()
                ? List.of()
                : new EdgeTrace(region).trace(rays, searchPx, 0, true, EdgeTrace.Slope.ANY);
    }

    private static PixelBox around(List<PixelPoint> outline, int marginPx) {
        double x0 = outline.stream().mapToDouble(PixelPoint::x).min().orElseThrow();
        double x1 = outline.stream().mapToDouble(PixelPoint::x).max().orElseThrow();
        double y0 = outline.stream().mapToDouble(PixelPoint::y).min().orElseThrow();
        double y1 = outline.stream().mapToDouble(PixelPoint::y).max().orElseThrow();
        int x = (int) Math.floor(x0) - marginPx;
        int y = (int) Math.floor(y0) - marginPx;
        return new PixelBox(x, y, (int) Math.ceil(x1) + marginPx + 1 - x, (int) Math.ceil(y1) + marginPx + 1 - y);
    }

    /** The smallest rectangle: its sides in the scale's unit, its axes in original pixels. */
    private record Rectangle(double length, double width, List<PixelPoint> longAxis, List<PixelPoint> shortAxis) {}

    private static Rectangle sides(List<PixelPoint> outline, ViewMap map, MatScope scope) {
        MatOfPoint2f points = scope.own(new MatOfPoint2f());
        MmPoint origin = map.toMm(outline.get(0));
        points.fromList(outline.stream()
                .map(map::toMm)
                .map(p -> new Point(p.x() - origin.x(), p.y() - origin.y()))
                .toList());
        RotatedRect rectangle = Imgproc.minAreaRect(points);
        Point[] corners = new Point[4];
        rectangle.points(corners);
        double first = Math.hypot(corners[0].x - corners[1].x, corners[0].y - corners[1].y);
        double second = Math.hypot(corners[1].x - corners[2].x, corners[1].y - corners[2].y);
        List<PixelPoint> alongFirst = axis(corners[3], corners[0], corners[2], corners[1], origin, map);
        List<PixelPoint> alongSecond = axis(corners[0], corners[1], corners[3], corners[2], origin, map);
        return first >= second
                ? new Rectangle(first, second, alongFirst, alongSecond)
                : new Rectangle(second, first, alongSecond, alongFirst);
    }

    /** From the middle of one side to the middle of the opposite one. */
    private static List<PixelPoint> axis(Point a, Point b, Point c, Point d, MmPoint origin, ViewMap map) {
        return List.of(
                map.toPixel(new MmPoint((a.x + b.x) / 2 + origin.x(), (a.y + b.y) / 2 + origin.y())),
                map.toPixel(new MmPoint((c.x + d.x) / 2 + origin.x(), (c.y + d.y) / 2 + origin.y())));
    }
}
