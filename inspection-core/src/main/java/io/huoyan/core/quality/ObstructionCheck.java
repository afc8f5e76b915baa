package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import java.util.Locale;

/**
 * Obstruction: standard deviation of grey, share of full scale; a covered or steamed-up lens leaves a picture of one
 * grey.
 */
final class ObstructionCheck implements FrameCheck {
    @Override
    public CheckResult check(Seen seen, QualityLimits limits) {
        double deviation = seen.statistics().deviation();
        return new CheckResult(
                "obstruction",
                deviation >= limits.contrastMin(),
                deviation,
                String.format(
                        Locale.ROOT,
                        "contrast (standard deviation of grey) is %.4f of full scale; allowed are %.4f and more",
                        deviation,
                        limits.contrastMin()));
    }
}
