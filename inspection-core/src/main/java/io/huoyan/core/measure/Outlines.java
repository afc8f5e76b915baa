package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelPoint;
import java.util.ArrayList;
import java.util.List;

/** Plane geometry of closed outlines in pixels. */
final class Outlines {
    private Outlines() {}

    /** Twice the signed area; positive where the outline runs clockwise as seen (x right, y down). */
    static double twiceSignedArea(List<PixelPoint> outline) {
        double sum = 0;
        for (int i = 0; i < outline.size(); i++) {
            PixelPoint a = outline.get(i);
            PixelPoint b = outline.get((i + 1) % outline.size());
            sum += a.x() * b.y() - b.x() * a.y();
        }
        return sum;
    }

    /** Centre of area; of an outline without area the mean of its points. */
    static PixelPoint centroid(List<PixelPoint> outline) {
        double twiceArea = twiceSignedArea(outline);
        PixelPoint origin = outline.get(0);
        if (Math.abs(twiceArea) < 1) {
            return new PixelPoint(
                    outline.stream().mapToDouble(PixelPoint::x).average().orElseThrow(),
                    outline.stream().mapToDouble(PixelPoint::y).average().orElseThrow());
        }
        double x = 0;
        double y = 0;
        for (int i = 0; i < outline.size(); i++) {
            PixelPoint a = outline.get(i);
            PixelPoint b = outline.get((i + 1) % outline.size());
            double ax = a.x() - origin.x();
            double ay = a.y() - origin.y();
            double bx = b.x() - origin.x();
            double by = b.y() - origin.y();
            double cross = ax * by - bx * ay;
            x += (ax + bx) * cross;
            y += (ay + by) * cross;
        }
        return new PixelPoint(origin.x() + x / (3 * twiceArea), origin.y() + y / (3 * twiceArea));
    }

    /** Points about {@code spacingPx} apart along the outline, at most {@code pointsMax}. */
    static List<PixelPoint> resampled(List<PixelPoint> outline, double spacingPx, int pointsMax) {
        double lengthPx = 0;
        for (int i = 0; i < outline.size(); i++) {
            lengthPx += outline.get(i).distancePx(outline.get((i + 1) % outline.size()));
        }
        int points = (int) Math.max(1, Math.min(pointsMax, Math.round(lengthPx / spacingPx)));
        List<PixelPoint> even = new ArrayList<>(points);
        double step = lengthPx / points;
        double walkedPx = 0;
        for (int i = 0; i < outline.size() && even.size() < points; i++) {
            PixelPoint a = outline.get(i);
            PixelPoint b = outline.get((i + 1) % outline.size());
            double legPx = a.distancePx(b);
            while (even.size() < points && even.size() * step <= walkedPx + legPx) {
                double share = legPx == 0 ? 0 : (even.size() * step - walkedPx) / legPx;
                even.add(new PixelPoint(a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y())));
            }
            walkedPx += legPx;
        }
        return even;
    }

    /** Whether a corner of one lies within the other. */
    static boolean overlap(List<PixelPoint> a, List<PixelPoint> b) {
        return a.stream().anyMatch(p -> holds(b, p)) || b.stream().anyMatch(p -> holds(a, p));
    }

    /** Whether a point lies within an outline: a line from it crosses the outline an odd number of times. */
    private static boolean holds(List<PixelPoint> outline, PixelPoint p) {
        boolean isInside = false;
        for (int i = 0; i < outline.size(); i++) {
            PixelPoint a = outline.get(i);
            PixelPoint b = outline.get((i + 1) % outline.size());
            if (a.y() > p.y() != b.y() > p.y() && p.x() < a.x() + (p.y() - a.y()) / (b.y() - a.y()) * (b.x() - a.x())) {
                isInside = !isInside;
            }
        }
        return isInside;
    }
}
