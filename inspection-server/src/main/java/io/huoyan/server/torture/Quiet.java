package io.huoyan.server.torture;

import java.time.Duration;

/** Tells when nothing is left to be said: nothing was to be done, and nothing arrived, for some looks on end. */
final class Quiet {
    /** Looks on end. */
    static final int LOOKS = 10;

    private final long untilNanos;
    private int looks;
    private int arrivals = -1;

    /** @param longest from now on */
    Quiet(Duration longest) {
        this.untilNanos = System.nanoTime() + longest.toNanos();
    }

    /**
     * @param isDone nobody waits for an answer
     * @param arrived messages so far
     */
    void looked(boolean isDone, int arrived) {
        looks = isDone && arrived == arrivals ? looks + 1 : 0;
        arrivals = arrived;
    }

    boolean isReached() {
        return looks >= LOOKS;
    }

    boolean isOverdue() {
        return System.nanoTime() - untilNanos >= 0;
    }
}
