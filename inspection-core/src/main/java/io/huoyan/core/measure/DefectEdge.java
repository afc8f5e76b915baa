package io.huoyan.core.measure;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * The closed edge of a defect: the network's outline moved to the edge in the original picture, where there is one.
 *
 * @param outline in original pixels; at least one point
 * @param fromMask true if too little of it was found in the picture and the mask's outline was taken
 * @param middle centre of its area
 */
record DefectEdge(List<PixelPoint> outline, boolean fromMask, PixelPoint middle) {
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
    private static final int SMOOTH_REACH = 2;

    DefectEdge {
        outline = List.copyOf(outline);
    }

    /** @param patchPixelPx size of one of the network's pixels, in original pixels; > 0 */
    static DefectEdge of(Frame frame, Detection defect, double patchPixelPx, MatScope scope) {
        double smallerSidePx = hull(defect.outline(), Scale.pixels().pixelToMm())
                .smallestRectangle()
                .widthMm();
        double searchPx = Math.max(
                SEARCH_MIN_PX, Math.min(SEARCH_PATCH_PIXELS * patchPixelPx, SEARCH_SIDE_SHARE * smallerSidePx));
        List<EdgeTrace.EdgePoint> edge = located(frame, defect.outline(), searchPx, patchPixelPx, scope);
        long located = edge.stream().filter(EdgeTrace.EdgePoint::located).count();
        boolean fromMask = edge.isEmpty() || located < Ruler.LOCATED_SHARE_MIN * edge.size();
        List<PixelPoint> outline = fromMask
                ? defect.outline()
                : edge.stream().map(EdgeTrace.EdgePoint::point).toList();
        return new DefectEdge(outline, fromMask, Outlines.centroid(outline));
    }

    private static List<EdgeTrace.EdgePoint> located(
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
        if (region.box().isEmpty()) {
            return List.of();
        }
        return smoothed(rays, new EdgeTrace(region).trace(rays, searchPx, 0, true, slope(rays, region)));
    }

    /** Which way grey changes outwards: a thing is darker than what is around it, or brighter, all around. */
    private static EdgeTrace.Slope slope(List<EdgeTrace.Ray> rays, GreyRegion region) {
        double sum = 0;
        for (EdgeTrace.Ray ray : rays) {
            PixelPoint inside = ray.at(0);
            PixelPoint outside = ray.at(2 * ray.expectedPx());
            sum += region.at(outside.x(), outside.y()) - region.at(inside.x(), inside.y());
        }
        return sum > 0 ? EdgeTrace.Slope.RISING : EdgeTrace.Slope.FALLING;
    }

    /** Sizes hang on single points: each is held against its neighbours, so that a speck beside the edge is none. */
    private static List<EdgeTrace.EdgePoint> smoothed(List<EdgeTrace.Ray> rays, List<EdgeTrace.EdgePoint> edge) {
        if (edge.size() < 2 * SMOOTH_REACH + 1) {
            return edge;
        }
        double[] median = RunningMedian.ofRing(
                edge.stream().mapToDouble(EdgeTrace.EdgePoint::distancePx).toArray(), SMOOTH_REACH);
        List<EdgeTrace.EdgePoint> smooth = new ArrayList<>(edge.size());
        for (int i = 0; i < median.length; i++) {
            EdgeTrace.EdgePoint point = edge.get(i);
            smooth.add(new EdgeTrace.EdgePoint(rays.get(i).at(median[i]), median[i], point.located()));
        }
        return smooth;
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

    /** The edge on the plane. */
    List<MmPoint> mm(ViewMap map) {
        return outline.stream().map(map::toMm).toList();
    }

    Hull hull(ViewMap map) {
        return hull(outline, map);
    }

    private static Hull hull(List<PixelPoint> outline, ViewMap map) {
        return Hull.of(outline.stream().map(map::toMm).toList());
    }

    /** Area within the edge, by Gauss's formula, in the square of the map's unit. */
    double area(ViewMap map) {
        List<MmPoint> points = mm(map);
        MmPoint origin = points.get(0);
        double sum = 0;
        for (int i = 0; i < points.size(); i++) {
            MmPoint a = points.get(i);
            MmPoint b = points.get((i + 1) % points.size());
            sum += (a.x() - origin.x()) * (b.y() - origin.y()) - (b.x() - origin.x()) * (a.y() - origin.y());
        }
        return Math.abs(sum) / 2;
    }

    /** Length of the hull's outline: a ragged edge has no length of its own. */
    double girth(ViewMap map) {
        List<MmPoint> corners = hull(map).corners();
        double sum = 0;
        for (int i = 0; i < corners.size(); i++) {
            sum += corners.get(i).distanceMm(corners.get((i + 1) % corners.size()));
        }
        return sum;
    }
}
