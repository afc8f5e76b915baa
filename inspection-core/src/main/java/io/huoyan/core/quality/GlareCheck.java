package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import io.huoyan.core.image.MatScope;
import java.util.Locale;

/** Glare: share of the region's pixels at or above 99 % of full scale, where a reflection hides the surface. */
final class GlareCheck implements WeldCheck {
    @Override
    public CheckResult check(Seen seen, QualityLimits limits, MatScope scope) {
        double share = seen.pixels().map(GlareCheck::saturatedShare).orElse(0.0);
        return new CheckResult(
                "glare",
                share <= limits.glareShareMax(),
                share,
                String.format(
                        Locale.ROOT,
                        "saturated share of the weld is %.3f; allowed are 0 to %.3f",
                        share,
                        limits.glareShareMax()));
    }

    private static double saturatedShare(RegionPixels pixels) {
        float[] values = pixels.window().values();
        boolean[] isInside = pixels.isInside();
        int inside = 0;
        int saturated = 0;
        for (int i = 0; i < values.length; i++) {
            if (isInside[i]) {
                inside++;
                saturated += values[i] >= GreyStatistics.SATURATED_FROM ? 1 : 0;
            }
        }
        return inside == 0 ? 0 : (double) saturated / inside;
    }
}
