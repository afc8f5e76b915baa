package io.huoyan.core.pipeline;

import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When a picture was taken, as early as it may have been: whether a repair came before it hangs on that, so that in
 * doubt the earlier of two times holds.
 */
final class TakenAt {
    /**
     * A camera's clock that is not locked to PTP is believed if it is behind ours by less than this: a frame may have
     * waited in the agent's spool. One that is further behind was never set.
     */
    static final Duration SET_CLOCK_BEHIND_MAX = Duration.ofDays(30);

    private static final long NS_PER_S = 1_000_000_000L;

    private TakenAt() {}

    /** Of all frames; one that was inspected twice (late, then after all) was taken before it was recorded first. */
    static Map<FrameId, Instant> ofEachFrame(List<Inspection> inspections) {
        Map<FrameId, Instant> taken = new HashMap<>();
        for (Inspection inspection : inspections) {
            taken.merge(
                    inspection.header().frame(),
                    of(inspection),
                    (first, second) -> first.isBefore(second) ? first : second);
        }
        return taken;
    }

    /** By the camera's clock if it can be believed, and never later than the inspection. */
    static Instant of(Inspection inspection) {
        Instant made = inspection.creationTime();
        FrameHeader header = inspection.header();
        Instant captured = Instant.ofEpochSecond(
                Math.floorDiv(header.captureTimeNs(), NS_PER_S), Math.floorMod(header.captureTimeNs(), NS_PER_S));
        boolean isBelieved = header.ptpLocked() || captured.isAfter(made.minus(SET_CLOCK_BEHIND_MAX));
        return isBelieved && captured.isBefore(made) ? captured : made;
    }
}
