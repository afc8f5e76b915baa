package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a thing, which may be in parts, is told by one outline without holes: by that of its largest part, if no more
 * than a tenth of the thing's area, or of the area of the box around it, is left out by that, or added as holes are
 * filled.
 *
 * @param outline of the largest part; empty if it tells the thing badly, or if none has an area
 * @param bounds of all parts; empty if there are none
 */
record ThingOutline(Optional<List<PixelPoint>> outline, Optional<Bounds> bounds) {
    /** Share of an area that may be left out or added. */
    static final double CHANGED_MAX = 0.1;

    /** Of parts without holes, which do not overlap; those without an area may be there. */
    static ThingOutline ofPolygons(List<List<PixelPoint>> polygons) {
        List<PixelPoint> all = new ArrayList<>();
        polygons.forEach(all::addAll);
        if (all.isEmpty()) {
            return new ThingOutline(Optional.empty(), Optional.empty());
        }
        Bounds bounds = Bounds.around(all);
        List<PixelPoint> largest = polygons.stream()
                .max(Comparator.comparingDouble(ThingOutline::area))
                .orElseThrow();
        double area = polygons.stream().mapToDouble(ThingOutline::area).sum();
        boolean isWellTold = area(largest) > 0
                && !isChanged(area(largest), area)
                && !isChanged(Bounds.around(largest).area(), bounds.area());
        return new ThingOutline(Optional.of(largest).filter(any -> isWellTold), Optional.of(bounds));
    }

    /** Whether one area is too far from another that it stands for. */
    static boolean isChanged(double area, double from) {
        return Math.abs(area - from) > CHANGED_MAX * from;
    }

    static double area(List<PixelPoint> corners) {
        double twice = 0;
        for (int i = 0; i < corners.size(); i++) {
            PixelPoint a = corners.get(i);
            PixelPoint b = corners.get((i + 1) % corners.size());
            twice += a.x() * b.y() - b.x() * a.y();
        }
        return Math.abs(twice) / 2;
    }
}
