/**
 * Repair orders: the planner (open orders and a visit's result in, changes out), the order's state machine, the port of
 * its sinks.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.orders.RepairOrder}, {@link io.huoyan.core.orders.OrderSink}.
 */
@NullMarked
package io.huoyan.core.orders;

import org.jspecify.annotations.NullMarked;
