package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import java.util.Optional;

/** One check of a picture as a whole. Without state, thread-safe. */
interface FrameCheck {
    /**
     * @param seen what the picture is like
     * @param limits the recipe's limits; a value at its limit is fit
     */
    CheckResult check(Seen seen, QualityLimits limits);

    /**
     * What the checks look at.
     *
     * @param statistics of the picture
     * @param picture its identity and digest
     * @param previous the picture that the same camera sent before
     */
    record Seen(GreyStatistics statistics, SeenPicture picture, Optional<SeenPicture> previous) {}
}
