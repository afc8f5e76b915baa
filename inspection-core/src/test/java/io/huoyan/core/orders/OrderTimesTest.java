package io.huoyan.core.orders;

import static io.huoyan.core.dossier.SampleEntries.NOON;
import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sample order must be accepted within 300 s and repaired within 1800 s. */
class OrderTimesTest {
    private static final Instant ACCEPT_BY = NOON.plusSeconds(300);
    private static final Instant REPAIR_BY = NOON.plusSeconds(1800);

    private static RepairOrder at(OrderState state) {
        return order(vehicle("BODY-1"), "O-1", "S-1", state, pore(1.2));
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "DISPATCHED", "REOPENED"})
    void an_order_that_nobody_accepts_escalates_once_at_its_deadline_and_once_more_when_it_is_due(OrderState state) {
        assertThat(OrderTimes.due(at(state), ACCEPT_BY.minusMillis(1))).isEmpty();
        RepairOrder escalated = OrderTimes.due(at(state), ACCEPT_BY).orElseThrow();
        assertThat(escalated.escalation()).isEqualTo(Escalation.NOT_ACCEPTED);
        assertThat(escalated.state()).isEqualTo(state);
        assertThat(escalated.move().why()).isEqualTo("nobody accepted it by " + ACCEPT_BY);
        assertThat(OrderTimes.due(escalated, REPAIR_BY.minusMillis(1))).isEmpty();
        RepairOrder due = OrderTimes.due(escalated, REPAIR_BY).orElseThrow();
        assertThat(due.escalation()).isEqualTo(Escalation.NOT_REPAIRED);
        assertThat(OrderTimes.due(due, REPAIR_BY.plusSeconds(99_999))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "IN_REPAIR"})
    void an_accepted_order_escalates_when_it_is_due(OrderState state) {
        assertThat(OrderTimes.due(at(state), REPAIR_BY.minusMillis(1))).isEmpty();
        assertThat(OrderTimes.due(at(state), REPAIR_BY).map(RepairOrder::escalation))
                .contains(Escalation.NOT_REPAIRED);
    }

    @ParameterizedTest
    @EnumSource(names = {"HELD", "REPAIRED", "CLOSED", "SCRAPPED", "CONCESSION", "CANCELLED"})
    void an_order_that_waits_for_nobody_does_not_escalate(OrderState state) {
        assertThat(OrderTimes.due(at(state), REPAIR_BY.plusSeconds(99_999))).isEmpty();
    }

    @Test
    void what_the_broker_has_taken_is_dispatched_if_nobody_moved_it_before() {
        for (OrderState state : OrderState.values()) {
            Optional<OrderState> then = OrderTimes.dispatched(at(state), NOON).map(RepairOrder::state);
            assertThat(then)
                    .isEqualTo(
                            state == OrderState.CREATED || state == OrderState.REOPENED
                                    ? Optional.of(OrderState.DISPATCHED)
                                    : Optional.empty());
        }
    }
}
