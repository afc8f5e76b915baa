package io.huoyan.lab.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is published is what is drawn from. */
class SynthPageTest {
    @Test
    void thePageHasTheRangesOfTheCode() throws IOException {
        List<String> page = Files.readAllLines(Path.of(System.getProperty("huoyan.root"), "docs", "synth.md"));
        for (Quantity quantity : Quantity.values()) {
            String start = "| `" + quantity.key() + "` | " + shown(quantity.published()) + " | "
                    + shown(quantity.allowed()) + " |";
            assertThat(page).as(quantity.key()).anyMatch(line -> line.startsWith(start));
        }
    }

    private static String shown(Range range) {
        return shown(range.min()) + "–" + shown(range.max());
    }

    private static String shown(double value) {
        String plain = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        return plain.replace('-', '−');
    }
}
