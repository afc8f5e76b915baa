package io.huoyan.server.torture;

import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.orders.OrderState;
import io.huoyan.server.ingest.SettableClock;
import io.huoyan.server.store.VehicleStore;
import io.huoyan.server.torture.Plant.CameraClock;
import io.huoyan.server.torture.Plant.Shot;
import io.huoyan.server.torture.Sightings.Arrival;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model must be able to say no to each thing that it promises: it is what the server is held against. */
class VerdictsTest {
    private final SettableClock clock = new SettableClock();
    private final Sightings sightings = new Sightings(clock);

    @TempDir
    private Path folder;

    private VehicleStore files;

    @BeforeEach
    void open() {
        files = VehicleStore.open(folder);
        write(new DossierEntry.Inspected(SampleEntries.inspection(vehicle("BODY-1"), "V-1", "C1", 7, new byte[] {1})));
        write(new DossierEntry.OrderMoved(order(vehicle("BODY-1"), "O-1", "S-1", OrderState.CREATED)));
        sightings.answered(shot(7), "R-C1-7", List.of("S-1"));
        arrived("O-1", 1, "S-1", "CREATED", "{}");
    }

    @AfterEach
    void close() {
        files.close();
    }

    private void write(DossierEntry entry) {
        files.commit(vehicle("BODY-1"), file -> new Plan<>(List.of(entry), List.of(), 0));
    }

    private Shot shot(long number) {
        return new Shot("C1", number, new ViewId("V1"), "BODY-1", "V-1", "", clock.instant(), CameraClock.SET);
    }

    private void arrived(String order, int revision, String weld, String state, String payload) {
        sightings.arrived(new Arrival(order + "/" + revision, order, revision, "BODY-1", weld, state, payload));
    }

    private Verdicts verdicts() {
        var plan = new WeldPlan(new VariantId("SUV-A"), List.of());
        return Verdicts.of(sightings, new Plant(plan, new StationId("W10"), Map.of(), clock, new Random(1)), files);
    }

    @Test
    void what_was_seen_and_is_in_the_file_holds() {
        Verdicts verdicts = verdicts();

        assertThat(verdicts.lost()).isEmpty();
        assertThat(verdicts.doubled()).isEmpty();
        assertThat(verdicts.illegal()).isEmpty();
        assertThat(verdicts.broken()).isEmpty();
        assertThat(verdicts.orders()).isEqualTo(1);
    }

    @Test
    void a_frame_that_was_answered_and_is_not_in_the_file_is_lost() {
        sightings.answered(shot(8), "R-C1-8", List.of());

        assertThat(verdicts().lost())
                .containsExactly("frame 8 of BODY-1 was answered with R-C1-8 and is not in the file");
    }

    @Test
    void a_revision_that_never_arrived_and_a_bad_weld_without_an_order_are_lost() {
        write(new DossierEntry.OrderMoved(order(vehicle("BODY-1"), "O-2", "S-2", OrderState.CREATED)));
        sightings.answered(shot(7), "R-C1-7", List.of("S-3"));

        assertThat(verdicts().lost())
                .containsExactlyInAnyOrder(
                        "revision O-2/1 of BODY-1 never arrived",
                        "weld BODY-1 S-3 was answered as NOK and nobody ordered its repair");
    }

    @Test
    void a_command_that_was_done_and_moved_nothing_is_lost_and_one_that_moved_twice_is_doubled() {
        sightings.answeredCommand("c-1", "{\"done\":true}");
        sightings.answeredCommand("c-2", "{\"done\":false}");
        arrived("O-1", 2, "S-1", "ACCEPTED", "{\"moved\":{\"command_id\":\"c-2\"}}");

        assertThat(verdicts().lost()).contains("command c-1 was done, and its revision never arrived");
        assertThat(verdicts().doubled())
                .containsExactly("command c-2 made 1 revisions and was answered with {\"done\":false}");
    }

    @Test
    void other_bytes_under_one_key_another_answer_and_a_second_open_order_are_doubled() {
        arrived("O-1", 1, "S-1", "CREATED", "{\"other\":1}");
        sightings.answered(shot(7), "R-other", List.of());
        arrived("O-2", 1, "S-1", "CREATED", "{}");

        assertThat(verdicts().doubled())
                .containsExactlyInAnyOrder(
                        "message O-1/1 came with two payloads",
                        "frame 7 was answered with R-C1-7 and with R-other",
                        "weld S-1 of BODY-1 has the open orders [O-1, O-2]");
    }

    @Test
    void a_state_that_may_not_follow_a_revision_left_out_and_a_message_of_no_file_are_illegal() {
        arrived("O-1", 3, "S-1", "REPAIRED", "{}");

        assertThat(verdicts().illegal())
                .contains(
                        "O-1/3 came after revision 1",
                        "O-1/3 is REPAIRED after CREATED",
                        "O-1/3 arrived and is in no file");
    }

    @Test
    void a_decision_that_was_taken_and_is_in_no_file_is_lost_and_one_taken_twice_or_too_late_is_illegal() {
        sightings.decided("qa-1", "BODY-1", "S-9", false, false);
        sightings.decided("qa-2", "BODY-1", "S-1", true, true);
        sightings.decided("qa-2", "BODY-1", "S-1", true, false);

        assertThat(verdicts().lost())
                .containsExactlyInAnyOrder(
                        "decision qa-1 was answered as taken and is in no file",
                        "decision qa-2 was answered as taken and is in no file",
                        "weld BODY-1 S-9 was answered as NOK and nobody ordered its repair");
        assertThat(verdicts().illegal())
                .containsExactly(
                        "decision qa-2 about S-1 of BODY-1 was taken though stale",
                        "decision qa-2 about S-1 of BODY-1 was taken twice");
    }
}
