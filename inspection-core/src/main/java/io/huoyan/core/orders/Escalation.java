package io.huoyan.core.orders;

/** What an order has waited for in vain; a later one includes the earlier. */
public enum Escalation {
    NONE,
    /** Nobody accepted it in time. */
    NOT_ACCEPTED,
    /** Nobody reported it repaired in time. */
    NOT_REPAIRED
}
