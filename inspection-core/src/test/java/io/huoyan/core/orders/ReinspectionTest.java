package io.huoyan.core.orders;

import static io.huoyan.core.dossier.SampleEntries.ORDERED;
import static io.huoyan.core.dossier.SampleEntries.nok;
import static io.huoyan.core.dossier.SampleEntries.okSeen;
import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.review;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static io.huoyan.core.dossier.SampleEntries.visit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.pipeline.VisitResult.WeldResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that may be older than a repair say nothing about it: no order is closed by them. */
class ReinspectionTest {
    private static final Vehicle VEHICLE = vehicle("BODY-1");
    private static final Weld WELD = OrderPlannerTest.PLAN.welds().get(0);
    private static final RecordOrder NOTHING_BEFORE = OrderPlannerTest.NOTHING_BEFORE;

    private final RepairOrder repaired = order(VEHICLE, "O-1", "S-1", OrderState.REPAIRED, pore(1.2));
    private final OrderPlanner planner =
            new OrderPlanner(OrderPlannerTest.NAMES, OrderRules.defaults(), () -> new OrderId("new"));

    private OrderPlan visited(WeldResult seen, RecordOrder records) {
        return planner.plan(
                OrderPlannerTest.PLAN, visit(VEHICLE, "visit-1", 4, true, seen), List.of(repaired), records);
    }

    private OrderPlan decidedGood(Optional<Instant> seenAt, RecordOrder records) {
        WeldResult doubtful = review("S-1");
        WeldResult seen = new WeldResult(
                doubtful.weld(),
                doubtful.verdict(),
                doubtful.findings(),
                doubtful.evidenceSha256(),
                doubtful.results(),
                seenAt);
        return planner.decided(
                WELD,
                visit(VEHICLE, "visit-1", 4, true, seen),
                true,
                "李娜",
                "a reflection",
                ORDERED.plusSeconds(600),
                Optional.of(repaired),
                records);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600_000_000_000L, -1, 0, 1, 1_000_000_000L})
    void a_repaired_order_is_closed_only_by_what_was_seen_after_the_repair_was_reported(long afterNs) {
        Optional<Instant> seenAt = Optional.of(ORDERED.plusNanos(afterNs));
        for (OrderPlan plan :
                List.of(visited(okSeen("S-1", seenAt), NOTHING_BEFORE), decidedGood(seenAt, NOTHING_BEFORE))) {
            if (afterNs > 0) {
                assertThat(plan.revisions()).extracting(RepairOrder::state).containsExactly(OrderState.CLOSED);
                assertThat(plan.unclosed()).isEmpty();
            } else {
                assertThat(plan.revisions()).isEmpty();
                assertThat(plan.unclosed())
                        .containsExactly(new Unclosed(
                                repaired,
                                "the weld was seen at " + seenAt.get() + "; its repair was reported at " + ORDERED
                                        + "; allowed is later"));
            }
        }
    }

    /** As in results that were written before it was noted when a weld was seen. */
    @Test
    void a_repaired_order_is_not_closed_by_what_was_seen_nobody_knows_when() {
        for (OrderPlan plan : List.of(
                visited(okSeen("S-1", Optional.empty()), NOTHING_BEFORE),
                decidedGood(Optional.empty(), NOTHING_BEFORE))) {
            assertThat(plan.revisions()).isEmpty();
            assertThat(plan.unclosed()).containsExactly(new Unclosed(repaired, "when the weld was seen is not known"));
        }
    }

    /**
     * A server's clock was an hour behind when the repair was reported: the file knows all the same what came first.
     */
    @Test
    void a_repaired_order_is_not_closed_by_what_was_recorded_before_whatever_the_clocks_say() {
        RecordOrder records = (result, order) -> result.equals(new ResultId("R-1")) && order.equals(new OrderId("O-1"));
        Optional<Instant> later = Optional.of(ORDERED.plusSeconds(3600));

        for (OrderPlan plan : List.of(visited(okSeen("S-1", later), records), decidedGood(later, records))) {
            assertThat(plan.revisions()).isEmpty();
            assertThat(plan.unclosed())
                    .containsExactly(new Unclosed(repaired, "result R-1 was recorded before the repair was reported"));
        }
    }

    /** Whatever the order: bad is bad. */
    @Test
    void a_repaired_order_is_reopened_also_by_older_pictures() {
        assertThat(visited(nok("S-1", pore(1.2)), (result, order) -> true).revisions())
                .extracting(RepairOrder::state)
                .containsExactly(OrderState.REOPENED);
    }

    @Test
    void the_message_of_the_visit_names_the_order_that_waits_for_a_re_inspection_and_why() throws Exception {
        OrderPlan plan = visited(okSeen("S-1", Optional.empty()), NOTHING_BEFORE);

        assertThat(plan.messages()).hasSize(1);
        assertThat(new ObjectMapper()
                        .readTree(plan.messages().get(0).payload())
                        .get("awaiting_reinspection")
                        .toString())
                .isEqualTo("[{\"order_id\":\"O-1\",\"weld\":\"S-1\",\"why\":\"when the weld was seen is not known\"}]");
    }

    @Test
    void an_order_that_nobody_reported_repaired_does_not_wait_for_a_re_inspection() {
        var accepted = order(VEHICLE, "O-1", "S-1", OrderState.ACCEPTED, pore(1.2));

        OrderPlan plan = planner.plan(
                OrderPlannerTest.PLAN,
                visit(VEHICLE, "visit-1", 4, true, okSeen("S-1", Optional.empty())),
                List.of(accepted),
                NOTHING_BEFORE);

        assertThat(plan.unclosed()).isEmpty();
    }
}
