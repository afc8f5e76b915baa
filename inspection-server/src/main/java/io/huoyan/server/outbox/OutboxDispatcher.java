package io.huoyan.server.outbox;

import io.huoyan.core.orders.OrderSink;
import java.time.Duration;
import java.util.Arrays;

/**
 * Delivers what waits in the outbox: in order per vehicle, several vehicles at a time, each row until it is
 * acknowledged. After a crash a row may be delivered again, byte for byte the same.
 */
public final class OutboxDispatcher implements AutoCloseable {
    /**
     * @param vehiclesInFlightMax how many vehicles are served at the same time; 1 to 64
     * @param rowsHeldMax rows held in memory
     * @param firstRetry wait after the first failure; doubled each time, with jitter
     * @param longestRetry longest wait
     */
    public record Settings(int vehiclesInFlightMax, int rowsHeldMax, Duration firstRetry, Duration longestRetry) {
        /** 8 vehicles, 2,000 rows, 100 ms to 10 s. */
        public static Settings defaults() {
            return new Settings(8, 2000, Duration.ofMillis(100), Duration.ofSeconds(10));
        }
    }

    private OutboxDispatcher() {}

    /** Starts delivering. The sink stays the caller's to close, after this. */
    public static OutboxDispatcher start(Outbox outbox, OrderSink sink, Settings settings, OutboxListener listener) {
        return pending("" + outbox + sink + settings + listener);
    }

    /** Rows waiting, on disk. */
    public long depth() {
        return pending();
    }

    /** Waits until nothing waits or the time is over; true if nothing waits. */
    public boolean drain(Duration longest) throws InterruptedException {
        return pending("" + longest);
    }

    /** Stops; what is not acknowledged stays on disk. */
    @Override
    public void close() {}

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending(Object... seen) {
        throw new UnsupportedOperationException("being built " + Arrays.toString(seen));
    }
}
