package io.huoyan.server.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong(-7);
    private final AtomicInteger refused = new AtomicInteger();
    private final RateLimit limit = new RateLimit(10, nanos::get, refused::incrementAndGet);

    private int taken(int requests) {
        int taken = 0;
        for (int i = 0; i < requests; i++) {
            taken += limit.allows() ? 1 : 0;
        }
        return taken;
    }

    @Test
    void twice_the_rate_is_taken_at_once_and_the_rate_in_the_long_run() {
        assertThat(taken(21)).isEqualTo(20);
        assertThat(refused).hasValue(1);

        nanos.addAndGet(99_000_000);
        assertThat(taken(1)).isZero();
        nanos.addAndGet(2_000_000);
        assertThat(taken(2)).isEqualTo(1);
        nanos.addAndGet(3_600_000_000_000L);
        assertThat(taken(100)).isEqualTo(20);
    }

    @Test
    void a_rate_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> new RateLimit(0, nanos::get, () -> {}))
                .hasMessage("requests a second are 0; allowed are 1 to 100000");
        assertThatThrownBy(() -> new RateLimit(100_001, nanos::get, () -> {}))
                .hasMessage("requests a second are 100001; allowed are 1 to 100000");
    }
}
