package io.huoyan.core.catalog;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import java.util.Locale;

/** Whether places of the plan lie in a picture, and how they are written in messages. */
final class Places {
    private static final int DIRECTIONS = 8;

    private Places() {}

    /** Whether a disc around a point is seen whole. */
    static boolean isInPicture(MmPoint centre, double radiusMm, ViewMap map, int widthPx, int heightPx) {
        for (int i = 0; i < DIRECTIONS; i++) {
            double angle = 2 * Math.PI * i / DIRECTIONS;
            PixelPoint p = map.toPixel(
                    new MmPoint(centre.x() + radiusMm * Math.cos(angle), centre.y() + radiusMm * Math.sin(angle)));
            if (!(p.x() >= -0.5 && p.x() <= widthPx - 0.5 && p.y() >= -0.5 && p.y() <= heightPx - 0.5)) {
                return false;
            }
        }
        return true;
    }

    static String shown(MmPoint p) {
        return "(" + shown(p.x()) + ", " + shown(p.y()) + ") mm";
    }

    static String shown(PixelPoint p) {
        return "pixel (" + shown(p.x()) + ", " + shown(p.y()) + ")";
    }

    static String shown(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
