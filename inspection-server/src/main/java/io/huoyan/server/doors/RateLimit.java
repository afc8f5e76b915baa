package io.huoyan.server.doors;

import java.util.function.LongSupplier;

/**
 * How many requests a door takes: so many a second in the long run, twice as many at once. What is too many is refused
 * and counted, never queued. Thread-safe.
 */
public final class RateLimit {
    /** The largest that can be configured, a second. */
    public static final int PER_SECOND_MAX = 100_000;

    private static final int BURST_SECONDS = 2;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int perSecond;
    private final LongSupplier nanos;
    private final Runnable refused;
    private double left;
    private long last;

    /**
     * @param perSecond 1 to {@value #PER_SECOND_MAX}
     * @param nanos a clock that only goes forward, e.g. {@code System::nanoTime}
     * @param refused told of each refusal
     */
    public RateLimit(int perSecond, LongSupplier nanos, Runnable refused) {
        if (perSecond < 1 || perSecond > PER_SECOND_MAX) {
            throw new IllegalArgumentException(
                    "requests a second are " + perSecond + "; allowed are 1 to " + PER_SECOND_MAX);
        }
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.refused = refused;
        this.left = (double) BURST_SECONDS * perSecond;
        this.last = nanos.getAsLong();
    }

    /** Takes one request, or refuses it. */
    public boolean allows() {
        if (take()) {
            return true;
        }
        refused.run();
        return false;
    }

    private synchronized boolean take() {
        long now = nanos.getAsLong();
        double gained = (now - last) / NANOS_PER_SECOND * perSecond;
        left = Math.min((double) BURST_SECONDS * perSecond, left + gained);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** What a refusal says. */
    public String refusal() {
        return "more than " + perSecond + " requests a second; try again in a second";
    }
}
