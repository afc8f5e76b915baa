package io.huoyan.core.orders;

import java.util.List;

/**
 * What follows from a visit.
 *
 * @param revisions new revisions of orders, in the order of the weld plan; at most one per weld
 * @param unclosed repaired orders that were not closed though their welds were found good
 * @param messages one per revision, then the visit's own
 */
public record OrderPlan(List<RepairOrder> revisions, List<Unclosed> unclosed, List<OutboxMessage> messages) {
    public OrderPlan {
        revisions = List.copyOf(revisions);
        unclosed = List.copyOf(unclosed);
        messages = List.copyOf(messages);
    }
}
