package io.huoyan.server.desk;

import io.huoyan.core.orders.CommandAnswer;
import io.huoyan.core.orders.Escalation;

/** Told of what happens at the desk, to be counted; returns at once. Called by several threads. */
public interface DeskEvents {
    /** Counts nothing. */
    DeskEvents NONE = new DeskEvents() {
        @Override
        public void commandAnswered(CommandAnswer.Code code, boolean repeated) {}

        @Override
        public void gateAsked(boolean mayLeave) {}

        @Override
        public void escalated(Escalation escalation) {}

        @Override
        public void decided(boolean good) {}
    };

    /**
     * A command was answered.
     *
     * @param repeated true if it was the same command again
     */
    void commandAnswered(CommandAnswer.Code code, boolean repeated);

    /** The gate was asked about a vehicle. */
    void gateAsked(boolean mayLeave);

    /** An order waited in vain. */
    void escalated(Escalation escalation);

    /** QA decided about a weld. */
    void decided(boolean good);
}
