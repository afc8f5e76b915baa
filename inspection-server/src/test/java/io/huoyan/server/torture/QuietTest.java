package io.huoyan.server.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuietTest {
    private final Quiet quiet = new Quiet(Duration.ofHours(1));

    private void looked(int times, boolean isDone, int arrived) {
        for (int i = 0; i < times; i++) {
            quiet.looked(isDone, arrived);
        }
    }

    @Test
    void it_is_quiet_when_nothing_was_to_be_done_and_nothing_arrived_for_ten_looks() {
        looked(10, true, 7);
        assertThat(quiet.isReached()).isFalse();
        looked(1, true, 7);
        assertThat(quiet.isReached()).isTrue();
    }

    @Test
    void whatever_arrives_or_waits_for_an_answer_breaks_the_quiet() {
        looked(10, true, 7);
        looked(1, true, 8);
        assertThat(quiet.isReached()).isFalse();
        looked(9, true, 8);
        looked(1, false, 8);
        looked(9, true, 8);
        assertThat(quiet.isReached()).isFalse();
    }

    @Test
    void it_is_overdue_when_its_time_is_over() {
        assertThat(quiet.isOverdue()).isFalse();
        assertThat(new Quiet(Duration.ZERO).isOverdue()).isTrue();
    }
}
