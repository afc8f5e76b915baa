package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.List;
import java.util.Optional;

/** Whether a picture as a whole is fit to judge by. Without state, thread-safe. */
public final class FrameChecks {
    static final List<FrameCheck> ALL = List.of(
            new ExposureCheck(),
            new SaturationCheck(),
            new BlackCheck(),
            new ObstructionCheck(),
            new RepeatedPictureCheck());

    private FrameChecks() {}

    /**
     * @param frame the picture
     * @param limits the recipe's limits
     * @param picture the picture's identity and digest
     * @param previous the picture that the same camera sent before; empty where none is known
     * @param scope owns what the checks need
     * @return one result per check, in the order of the list
     */
    public static List<CheckResult> check(
            Frame frame, QualityLimits limits, SeenPicture picture, Optional<SeenPicture> previous, MatScope scope) {
        FrameCheck.Seen seen = new FrameCheck.Seen(GreyStatistics.of(frame, scope), picture, previous);
        return ALL.stream().map(check -> check.check(seen, limits)).toList();
    }
}
