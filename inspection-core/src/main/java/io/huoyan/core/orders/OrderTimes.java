package io.huoyan.core.orders;

import java.time.Instant;
import java.util.Optional;

/** What the passing of time does to an order. Pure. */
public final class OrderTimes {
    private OrderTimes() {}

    /**
     * The order's next revision, if somebody should have accepted or repaired it by now and nobody was told so yet. A
     * held order does not escalate: somebody has said why it waits. A repaired one waits for its re-inspection.
     */
    public static Optional<RepairOrder> due(RepairOrder order, Instant now) {
        Escalation due = level(order, now);
        if (due.compareTo(order.escalation()) <= 0) {
            return Optional.empty();
        }
        String why = due == Escalation.NOT_ACCEPTED
                ? "nobody accepted it by " + order.deadlines().acceptBy()
                : "nobody repaired it by " + order.deadlines().repairBy();
        return Optional.of(order.next(Move.bySystem(why), now).escalated(due).made());
    }

    private static Escalation level(RepairOrder order, Instant now) {
        return switch (order.state()) {
            case CREATED, DISPATCHED, REOPENED ->
                isPast(order.deadlines().repairBy(), now)
                        ? Escalation.NOT_REPAIRED
                        : isPast(order.deadlines().acceptBy(), now) ? Escalation.NOT_ACCEPTED : Escalation.NONE;
            case ACCEPTED, IN_REPAIR ->
                isPast(order.deadlines().repairBy(), now) ? Escalation.NOT_REPAIRED : Escalation.NONE;
            case HELD, REPAIRED, CLOSED, SCRAPPED, CONCESSION, CANCELLED -> Escalation.NONE;
        };
    }

    private static boolean isPast(Instant deadline, Instant now) {
        return !now.isBefore(deadline);
    }

    /**
     * The order's next revision once the broker has taken its current one; empty if it is not a new or reopened one.
     */
    public static Optional<RepairOrder> dispatched(RepairOrder order, Instant now) {
        return order.state() == OrderState.CREATED || order.state() == OrderState.REOPENED
                ? Optional.of(order.next(Move.bySystem("the broker has taken it"), now)
                        .to(OrderState.DISPATCHED)
                        .made())
                : Optional.empty();
    }
}
