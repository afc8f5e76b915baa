package io.huoyan.server.store;

/**
 * What a store holds.
 *
 * @param vehicles files
 * @param inspections recorded frames
 * @param visits closed visits
 * @param orders repair orders, open or not
 * @param openOrders open ones
 * @param orderRevisions revisions of all orders
 * @param outboxWaiting messages not acknowledged yet
 * @param outboxDelivered messages acknowledged ever
 */
public record StoreCounts(
        long vehicles,
        long inspections,
        long visits,
        long orders,
        long openOrders,
        long orderRevisions,
        long outboxWaiting,
        long outboxDelivered) {}
