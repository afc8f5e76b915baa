package io.huoyan.core.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderIdsTest {
    private static final int IDS = 10_000;

    /** RFC 9562 §5.7: 48 bits of Unix time in ms, version 7, variant 10. */
    @Test
    void an_id_is_a_uuid_of_version_7_that_carries_its_time() {
        Instant now = Instant.parse("2026-11-21T12:00:00.123Z");
        var id = UUID.fromString(new OrderIds(Clock.fixed(now, ZoneOffset.UTC), new Random(1))
                .get()
                .value());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
    }

    @Test
    void ids_of_one_millisecond_differ() {
        var ids = new OrderIds(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), new Random(2));
        var seen = new HashSet<>();
        for (int i = 0; i < IDS; i++) {
            seen.add(ids.get());
        }
        assertThat(seen).hasSize(IDS);
    }
}
