package io.huoyan.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.server.ingest.SettableClock;
import io.huoyan.server.torture.Plant.CameraClock;
import io.huoyan.server.torture.Plant.Shot;
import io.huoyan.server.torture.Sightings.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The model must be able to say no: it is what the server is held against. */
class ClosingsTest {
    private static final StationId STATION = new StationId("W10");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final WeldPlan PLAN = SampleEntries.plan();

    private final SettableClock clock = new SettableClock();
    private final Sightings sightings = new Sightings(clock);

    private List<String> illegal() {
        return Closings.illegal(sightings, new Plant(PLAN, STATION, Map.of(), clock, new Random(1)));
    }

    private void at(int seconds) {
        clock.advance(Duration.between(clock.instant(), NOON.plusSeconds(seconds)));
    }

    private void answered(CameraClock cameraClock, int takenAtS, int answeredAtS) {
        at(answeredAtS);
        sightings.answered(
                new Shot("C1", 7, new ViewId("V1"), "BODY-1", "V-2", "", NOON.plusSeconds(takenAtS), cameraClock),
                "R-7",
                List.of());
    }

    private void reported(int sentAtS, int updatedAtS) {
        at(sentAtS);
        sightings.sends("c-1");
        arrived(1, "REPAIRED", "\"by\":\"MES\",\"command_id\":\"c-1\"", updatedAtS);
    }

    private void closed() {
        arrived(2, "CLOSED", "\"by\":\"CAMERA\"", 100);
    }

    private void arrived(int revision, String state, String moved, int updatedAtS) {
        String payload =
                "{\"visit\":\"V-2\",\"updated_at\":\"" + NOON.plusSeconds(updatedAtS) + "\",\"moved\":{" + moved + "}}";
        sightings.arrived(new Arrival("O-1/" + revision, "O-1", revision, "BODY-1", "S-1", state, payload));
    }

    @Test
    void an_order_that_was_closed_by_a_younger_frame_is_legal() {
        reported(10, 11);
        answered(CameraClock.LOCKED, 20, 30);
        closed();

        assertThat(illegal()).isEmpty();
    }

    @Test
    void an_order_that_was_closed_by_a_frame_taken_before_the_repair_is_not() {
        reported(10, 11);
        answered(CameraClock.SET, 9, 30);
        closed();

        assertThat(illegal())
                .containsExactly("O-1/2 was closed by frame 7, which was taken at 2026-11-21T12:00:09Z and answered at"
                        + " 2026-11-21T12:00:30Z; the repair was reported at 2026-11-21T12:00:10Z");
    }

    @Test
    void an_order_that_was_closed_by_a_frame_answered_before_the_repair_is_not_whatever_the_clocks_say() {
        answered(CameraClock.NEVER_SET, 1, 2);
        reported(10, -3600);
        closed();

        assertThat(illegal()).hasSize(1);
    }

    @Test
    void what_no_clock_can_tell_is_not_held_against_the_server() {
        reported(10, 11);
        answered(CameraClock.NEVER_SET, 9, 30);
        closed();

        assertThat(illegal()).isEmpty();
    }

    @Test
    void an_order_that_a_person_closed_is_not_asked_for_its_frames() {
        reported(10, 11);
        answered(CameraClock.LOCKED, 9, 30);
        arrived(2, "CLOSED", "\"by\":\"MES\"", 100);

        assertThat(illegal()).isEmpty();
    }
}
