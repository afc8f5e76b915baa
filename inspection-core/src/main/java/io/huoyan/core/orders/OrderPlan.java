package io.huoyan.core.orders;

import java.util.List;

/**
 * What follows from a visit.
 *
 * @param revisions new revisions of orders, in the order of the weld plan; at most one per weld
 * @param messages one per revision, then the visit's own
 */
public record OrderPlan(List<RepairOrder> revisions, List<OutboxMessage> messages) {
    public OrderPlan {
        revisions = List.copyOf(revisions);
        messages = List.copyOf(messages);
    }
}
