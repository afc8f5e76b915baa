package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private final StringWriter out = new StringWriter();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource clock = now::get;

    @Test
    void whatRemainsIsToldFromWhatWasDoneSinceTheStart() {
        try (TerminalProgress bar = bar(true)) {
            now.set(Instant.EPOCH.plusSeconds(60));
            bar.at(25, 100, "");
        }

        assertThat(out.toString()).contains(" 25/100  3:00 left");
    }

    /** A training that goes on at step 90 of 100 has done ten of its own in a minute, not a hundred. */
    @Test
    void aRunThatGoesOnTellsItsOwnEstimate() {
        try (TerminalProgress bar = bar(true)) {
            now.set(Instant.EPOCH.plusSeconds(60));
            bar.at(95, 100, Duration.ofSeconds(61), "loss 1.0000");
        }

        assertThat(out.toString()).contains(" 95/100  1:01 left  loss 1.0000");
    }

    @Test
    void nothingRemainsBeforeTheFirstAndAfterTheLast() {
        try (TerminalProgress bar = bar(true)) {
            now.set(Instant.EPOCH.plusSeconds(1));
            bar.at(0, 100, "");
            now.set(Instant.EPOCH.plusSeconds(2));
            bar.at(100, 100, "");
        }

        assertThat(out.toString()).contains("0/100", "100/100").doesNotContain("left");
    }

    @Test
    void aPipeIsToldNothing() {
        try (TerminalProgress bar = bar(false)) {
            bar.at(1, 2, "");
        }

        assertThat(out.toString()).isEmpty();
    }

    private TerminalProgress bar(boolean isTerminal) {
        return new TerminalProgress("steps", new PrintWriter(out), isTerminal, clock);
    }
}
