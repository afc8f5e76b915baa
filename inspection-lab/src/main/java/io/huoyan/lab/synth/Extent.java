package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.List;

/**
 * Size and place of a defect, as {@code Measurand.DEFECT_LENGTH} and {@code DEFECT_WIDTH} define them.
 *
 * @param centre middle of the longest extent
 * @param lengthMm longest extent
 * @param widthMm extent across the longest
 */
public record Extent(MmPoint centre, double lengthMm, double widthMm) {
    /** Of the outline's points; two or more. */
    static Extent of(List<MmPoint> outline) {
        MmPoint from = outline.get(0);
        MmPoint to = outline.get(1);
        for (int i = 0; i < outline.size(); i++) {
            for (int k = i + 1; k < outline.size(); k++) {
                if (outline.get(i).distanceMm(outline.get(k)) > from.distanceMm(to)) {
                    from = outline.get(i);
                    to = outline.get(k);
                }
            }
        }
        double length = from.distanceMm(to);
        double low = 0;
        double high = 0;
        for (MmPoint point : outline) {
            double across =
                    ((point.y() - from.y()) * (to.x() - from.x()) - (point.x() - from.x()) * (to.y() - from.y()))
                            / length;
            low = Math.min(low, across);
            high = Math.max(high, across);
        }
        return new Extent(new MmPoint((from.x() + to.x()) / 2, (from.y() + to.y()) / 2), length, high - low);
    }
}
