package io.huoyan.core.orders;

import java.time.Instant;

/**
 * Until when somebody must have done something about an order, UTC.
 *
 * @param acceptBy somebody must have accepted it
 * @param repairBy it must be repaired: the order's due time; not before {@code acceptBy}
 */
public record Deadlines(Instant acceptBy, Instant repairBy) {
    public Deadlines {
        if (repairBy.isBefore(acceptBy)) {
            throw new IllegalArgumentException(
                    "repairBy is " + repairBy + "; allowed is " + acceptBy + " (acceptBy) or later");
        }
    }
}
