package io.huoyan.server.camera;

import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts: doubled each time up to a limit, and spread, so that many agents do not come at once.
 * Thread-safe.
 */
final class Backoff {
    private static final long FIRST_MS = 200;
    private static final long LONGEST_MS = 10_000;

    private final RandomGenerator random;
    private long nextMs = FIRST_MS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Between half and the whole of this attempt's time. */
    synchronized long nextMs() {
        long wait = nextMs / 2 + random.nextLong(nextMs / 2 + 1);
        nextMs = Math.min(LONGEST_MS, nextMs * 2);
        return wait;
    }

    /** After a success. */
    synchronized void reset() {
        nextMs = FIRST_MS;
    }
}
