package io.huoyan.server.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    /** Half of it by chance, so that the agents of a line do not all come back at once. */
    @Test
    void waitingTimesDoubleUpToTenSecondsAndAreSpreadOverTheirUpperHalf() {
        Backoff backoff = new Backoff(new Random(1));
        long full = 200;
        for (int attempt = 0; attempt < 12; attempt++) {
            assertThat(backoff.nextMs()).isBetween(full / 2, full);
            full = Math.min(10_000, full * 2);
        }
        backoff.reset();
        assertThat(backoff.nextMs()).isBetween(100L, 200L);
    }
}
