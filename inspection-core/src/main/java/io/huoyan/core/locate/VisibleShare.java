package io.huoyan.core.locate;

import io.huoyan.core.domain.PixelPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How much of a convex area lies inside a picture. */
final class VisibleShare {
    private VisibleShare() {}

    /**
     * @param corners of the convex area, in order, original pixels
     * @return its share inside the picture, 0 to 1, by area
     */
    static double of(List<PixelPoint> corners, int pictureWidthPx, int pictureHeightPx) {
        double right = pictureWidthPx - 0.5;
        double bottom = pictureHeightPx - 0.5;
        List<PixelPoint> inside = clip(corners, p -> p.x() + 0.5);
        inside = clip(inside, p -> right - p.x());
        inside = clip(inside, p -> p.y() + 0.5);
        inside = clip(inside, p -> bottom - p.y());
        return Math.min(1, area(inside) / area(corners));
    }

    /** Sutherland and Hodgman 1974: the part of a convex area where a linear function is not negative. */
    private static List<PixelPoint> clip(List<PixelPoint> corners, ToDoubleFunction<PixelPoint> inwards) {
        List<PixelPoint> kept = new ArrayList<>();
        for (int i = 0; i < corners.size(); i++) {
            PixelPoint from = corners.get(i);
            PixelPoint to = corners.get((i + 1) % corners.size());
            double atFrom = inwards.applyAsDouble(from);
            double atTo = inwards.applyAsDouble(to);
            if (atFrom >= 0) {
                kept.add(from);
            }
            if (atFrom >= 0 != atTo >= 0) {
                double share = atFrom / (atFrom - atTo);
                kept.add(
                        new PixelPoint(from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y())));
            }
        }
        return kept;
    }

    private static double area(List<PixelPoint> corners) {
        double twice = 0;
        for (int i = 0; i < corners.size(); i++) {
            PixelPoint a = corners.get(i);
            PixelPoint b = corners.get((i + 1) % corners.size());
            twice += a.x() * b.y() - b.x() * a.y();
        }
        return Math.abs(twice) / 2;
    }
}
