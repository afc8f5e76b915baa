package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.List;

/** Whether one weld is seen well enough to judge it. Without state, thread-safe. */
public final class WeldChecks {
    static final List<WeldCheck> ALL = List.of(new VisibleShareCheck(), new SharpnessCheck(), new GlareCheck());

    private WeldChecks() {}

    /**
     * @param frame the picture
     * @param region where the weld should be ({@code LocatedWeld.checkedRegion()})
     * @param limits the recipe's limits
     * @param scope owns what the checks need
     * @return one result per check, in the order of the list
     */
    public static List<CheckResult> check(Frame frame, WeldRegion region, QualityLimits limits, MatScope scope) {
        WeldCheck.Seen seen = new WeldCheck.Seen(frame, region, RegionPixels.of(frame, region, scope));
        return ALL.stream().map(check -> check.check(seen, limits, scope)).toList();
    }
}
