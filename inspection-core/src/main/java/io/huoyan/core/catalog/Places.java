package io.huoyan.core.catalog;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import java.util.Locale;

/** Whether places of the plan lie in a picture, and how they are written in messages. */
final class Places {
    private static final int DIRECTIONS = 8;

    /** How far from its place a pixel may lead back, px. */
    private static final double LEADS_BACK_PX = 0.1;

    private Places() {}

    /** Whether a disc around a point is seen whole, and where its pixels lead back to it. */
    static boolean isInPicture(MmPoint centre, double radiusMm, ViewMap map, int widthPx, int heightPx) {
        for (int i = 0; i < DIRECTIONS; i++) {
            double angle = 2 * Math.PI * i / DIRECTIONS;
            MmPoint rim = new MmPoint(centre.x() + radiusMm * Math.cos(angle), centre.y() + radiusMm * Math.sin(angle));
            if (!isWithin(map.toPixel(rim), widthPx, heightPx) || !leadsBack(rim, map)) {
                return false;
            }
        }
        return true;
    }

    static boolean isWithin(PixelPoint p, int widthPx, int heightPx) {
        return p.x() >= -0.5 && p.x() <= widthPx - 0.5 && p.y() >= -0.5 && p.y() <= heightPx - 0.5;
    }

    /**
     * Whether the pixel that shows a point is that point's alone. Far outside the picture the model of a lens folds
     * over, and puts points where others are seen.
     */
    private static boolean leadsBack(MmPoint point, ViewMap map) {
        PixelPoint pixel = map.toPixel(point);
        return map.toMm(pixel).distanceMm(point) <= LEADS_BACK_PX * map.mmPerPixel(pixel);
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
