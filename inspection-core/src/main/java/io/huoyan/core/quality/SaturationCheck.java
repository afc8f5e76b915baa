package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import java.util.Locale;

/** Saturation: share of pixels at or above 99 % of full scale, where nothing can be told apart. */
final class SaturationCheck implements FrameCheck {
    @Override
    public CheckResult check(Seen seen, QualityLimits limits) {
        double share = seen.statistics().saturatedShare();
        return new CheckResult(
                "saturation",
                share <= limits.saturatedShareMax(),
                share,
                String.format(
                        Locale.ROOT,
                        "saturated share is %.3f; allowed are 0 to %.3f",
                        share,
                        limits.saturatedShareMax()));
    }
}
