package io.huoyan.core.orders;

import static io.huoyan.core.orders.OrderState.ACCEPTED;
import static io.huoyan.core.orders.OrderState.CANCELLED;
import static io.huoyan.core.orders.OrderState.CLOSED;
import static io.huoyan.core.orders.OrderState.CONCESSION;
import static io.huoyan.core.orders.OrderState.DISPATCHED;
import static io.huoyan.core.orders.OrderState.HELD;
import static io.huoyan.core.orders.OrderState.IN_REPAIR;
import static io.huoyan.core.orders.OrderState.REOPENED;
import static io.huoyan.core.orders.OrderState.REPAIRED;
import static io.huoyan.core.orders.OrderState.SCRAPPED;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which state of a repair order may follow which: the one table.
 *
 * <p>An order may be accepted without having been seen as dispatched, since the MES can answer before our own note of
 * the dispatch is written. It is closed only out of {@code REPAIRED}: what was no fault is cancelled, what is let go is
 * a concession. A held one goes back to where it was held; if that was {@code CREATED} or {@code REOPENED}, to
 * {@code DISPATCHED}, since whoever releases it has it.
 */
public final class OrderMoves {
    private OrderMoves() {}

    /** States that may follow; empty for those that end an order's life. */
    public static Set<OrderState> following(OrderState from) {
        return switch (from) {
            case CREATED, REOPENED -> EnumSet.of(DISPATCHED, ACCEPTED, HELD, SCRAPPED, CONCESSION, CANCELLED);
            case DISPATCHED -> EnumSet.of(ACCEPTED, HELD, SCRAPPED, CONCESSION, CANCELLED);
            case ACCEPTED -> EnumSet.of(IN_REPAIR, HELD, SCRAPPED, CONCESSION, CANCELLED);
            case IN_REPAIR -> EnumSet.of(REPAIRED, HELD, SCRAPPED, CONCESSION);
            case REPAIRED -> EnumSet.of(CLOSED, REOPENED, HELD, SCRAPPED, CONCESSION);
            case HELD -> EnumSet.of(DISPATCHED, ACCEPTED, IN_REPAIR, REPAIRED, SCRAPPED, CONCESSION, CANCELLED);
            case CLOSED, SCRAPPED, CONCESSION, CANCELLED -> EnumSet.noneOf(OrderState.class);
        };
    }

    /** True if {@code to} may follow {@code from}. */
    public static boolean isLegal(OrderState from, OrderState to) {
        return following(from).contains(to);
    }

    /**
     * Hands {@code to} back if it may follow.
     *
     * @throws IllegalStateException if it may not; the message names both and what is allowed
     */
    public static OrderState moved(OrderState from, OrderState to) {
        if (!isLegal(from, to)) {
            throw new IllegalStateException(
                    "order is " + from + " and was to become " + to + "; allowed are " + following(from));
        }
        return to;
    }
}
