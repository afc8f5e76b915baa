package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import java.util.Locale;

/** Black: share of pixels under 2 % of full scale, as when the light did not fire or reaches only part of the view. */
final class BlackCheck implements FrameCheck {
    @Override
    public CheckResult check(Seen seen, QualityLimits limits) {
        double share = seen.statistics().blackShare();
        return new CheckResult(
                "black",
                share <= limits.blackShareMax(),
                share,
                String.format(
                        Locale.ROOT, "black share is %.3f; allowed are 0 to %.3f", share, limits.blackShareMax()));
    }
}
