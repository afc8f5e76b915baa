package io.huoyan.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.testkit.DrawnPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An order may be closed by what was seen after the repair alone, so that in doubt the earlier of two times holds. */
class TakenAtTest {
    private static final Instant MADE = DrawnLine.NOW;
    private static final Duration MONTH = TakenAt.SET_CLOCK_BEHIND_MAX;

    @Test
    void a_picture_was_taken_when_its_camera_says_so_though_it_waited_in_a_spool() {
        Instant captured = MADE.minusSeconds(3600);

        assertThat(TakenAt.of(inspection(1, captured, true, MADE))).isEqualTo(captured);
        assertThat(TakenAt.of(inspection(1, captured, false, MADE))).isEqualTo(captured);
    }

    @Test
    void a_picture_was_not_taken_after_it_was_inspected() {
        assertThat(TakenAt.of(inspection(1, MADE.plusNanos(1), true, MADE))).isEqualTo(MADE);
        assertThat(TakenAt.of(inspection(1, MADE.plusSeconds(3600), false, MADE)))
                .isEqualTo(MADE);
    }

    @Test
    void a_clock_that_was_never_set_tells_nothing_unless_it_says_that_it_is_locked() {
        assertThat(TakenAt.of(inspection(1, MADE.minus(MONTH).plusNanos(1), false, MADE)))
                .isEqualTo(MADE.minus(MONTH).plusNanos(1));
        assertThat(TakenAt.of(inspection(1, MADE.minus(MONTH), false, MADE))).isEqualTo(MADE);
        assertThat(TakenAt.of(inspection(1, MADE.minus(MONTH).minusNanos(1), false, MADE)))
                .isEqualTo(MADE);
        assertThat(TakenAt.of(inspection(1, Instant.EPOCH, true, MADE))).isEqualTo(Instant.EPOCH);
    }

    @Test
    void a_weld_was_seen_when_the_earliest_of_its_pictures_was_taken() {
        VisitResult result = closed(
                inspection(1, MADE.minusSeconds(30), true, MADE),
                inspection(2, MADE.minusSeconds(50), true, MADE),
                inspection(3, MADE.minusSeconds(40), true, MADE));

        assertThat(result.welds().get(0).seenAt()).contains(MADE.minusSeconds(50));
        assertThat(result.welds().get(1).seenAt()).isEmpty();
    }

    /** Its camera's clock tells nothing, and it waited until there was room to inspect it. */
    @Test
    void a_late_picture_was_taken_before_it_was_recorded_first() {
        VisitResult result = closed(
                inspection(1, Instant.EPOCH, false, MADE), inspection(1, Instant.EPOCH, false, MADE.plusSeconds(600)));

        assertThat(result.welds().get(0).seenAt()).contains(MADE);
    }

    private static VisitResult closed(Inspection... inspections) {
        FrameHeader header = DrawnPicture.header("view", 1);
        return VisitCloser.close(
                DrawnLine.plan(),
                DrawnLine.STATION,
                header.visit(),
                header.vehicle(),
                List.of(inspections),
                1,
                DrawnLine.NOW);
    }

    private static Inspection inspection(long frame, Instant captured, boolean ptpLocked, Instant made) {
        FrameHeader header = DrawnPicture.header("view", frame);
        PixelBox box = new PixelBox(0, 0, 1, 1);
        Verdict ok = new Verdict.Ok();
        return new Inspection(
                new ResultId("r" + frame),
                new FrameHeader(
                        header.frame(),
                        header.station(),
                        header.view(),
                        header.vehicle(),
                        header.visit(),
                        Duration.between(Instant.EPOCH, captured).toNanos(),
                        ptpLocked,
                        0,
                        0,
                        0,
                        "",
                        0,
                        Duration.ZERO),
                made,
                false,
                true,
                ok,
                List.of(new WeldInspection(
                        new WeldId("W-SPOT"),
                        ok,
                        List.of(),
                        List.of(),
                        List.of(),
                        box,
                        List.of(),
                        List.of(),
                        Optional.empty())),
                List.of(),
                Optional.empty(),
                new Inspection.Provenance("", "", "", "", "recipe", true, "", "", "", "", ""),
                List.of());
    }
}
