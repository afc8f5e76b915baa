package io.huoyan.core.orders;

import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.WeldId;

/** Where the latest order of a weld stands, without what is in it. */
public record OrderStanding(OrderId id, WeldId weld, OrderState state) {}
