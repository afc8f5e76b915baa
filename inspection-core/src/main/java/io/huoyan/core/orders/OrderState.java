package io.huoyan.core.orders;

/** States of a repair order's life. */
public enum OrderState {
    CREATED,
    DISPATCHED,
    ACCEPTED,
    IN_REPAIR,
    REPAIRED,
    HELD,
    REOPENED,
    /** Re-inspected OK, or closed by a named person with a reason. */
    CLOSED,
    SCRAPPED,
    CONCESSION,
    CANCELLED;

    /** True while somebody still has to do something. */
    public boolean isOpen() {
        return this != CLOSED && this != SCRAPPED && this != CONCESSION && this != CANCELLED;
    }
}
