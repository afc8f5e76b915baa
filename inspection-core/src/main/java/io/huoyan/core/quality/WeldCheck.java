package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.Optional;

/** One check of one weld's region. Without state, thread-safe. */
interface WeldCheck {
    /**
     * @param seen the region
     * @param limits the recipe's limits; a value at its limit is fit
     * @param scope owns what the check needs
     */
    CheckResult check(Seen seen, QualityLimits limits, MatScope scope);

    /**
     * What the checks look at.
     *
     * @param frame the picture
     * @param region where the weld should be
     * @param pixels the region's pixels; empty where it has hardly one in the picture
     */
    record Seen(Frame frame, WeldRegion region, Optional<RegionPixels> pixels) {}
}
