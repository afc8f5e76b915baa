package io.huoyan.core.orders;

import io.huoyan.core.domain.OrderId;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Ids of new orders: UUID version 7 (RFC 9562 §5.7), so that they sort by the time they were made. Thread-safe if the
 * random generator is.
 */
public final class OrderIds implements Supplier<OrderId> {
    private static final int TIME_SHIFT = 16;
    private static final long VERSION_7 = 0x7000L;
    private static final long RANDOM_A_MASK = 0x0fffL;
    private static final long RANDOM_B_MASK = 0x3fffffffffffffffL;
    private static final long VARIANT = 0x8000000000000000L;

    private final Clock clock;
    private final RandomGenerator random;

    public OrderIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public OrderId get() {
        long high = clock.millis() << TIME_SHIFT | VERSION_7 | (random.nextLong() & RANDOM_A_MASK);
        long low = (random.nextLong() & RANDOM_B_MASK) | VARIANT;
        return new OrderId(new UUID(high, low).toString());
    }
}
