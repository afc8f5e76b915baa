package io.huoyan.core.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MasterTensorsTest {
    private final MasterTensors tensors = new MasterTensors(new LinkedHashMap<>(Map.of(
            "a.weight", new MasterTensors.Tensor(List.of(2, 3), new float[] {1, -2, 3.5f, 0, Float.MIN_VALUE, 6}))));

    @Test
    void whatIsWrittenIsReadAgain() {
        MasterTensors read = MasterTensors.parse(tensors.toBytes());

        assertThat(read.values("a.weight", 2, 3)).containsExactly(1, -2, 3.5f, 0, Float.MIN_VALUE, 6);
        assertThat(read.toBytes()).isEqualTo(tensors.toBytes());
    }

    @Test
    void aTensorOfAnotherShapeIsRefused() {
        assertThatThrownBy(() -> tensors.values("a.weight", 3, 2))
                .hasMessage("tensor a.weight has shape [2, 3]; needed is [3, 2]");
        assertThatThrownBy(() -> tensors.values("b", 1)).hasMessage("tensor b is missing; there are [a.weight]");
    }

    /**
     * Whatever is cut off or changed, the answer is an IllegalArgumentException or other tensors, never another
     * failure.
     */
    @Test
    void truncatedAndHostileBytesAreRefused() {
        byte[] whole = tensors.toBytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> MasterTensors.parse(cut))
                    .as("cut to " + length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            try {
                MasterTensors.parse(changed);
            } catch (IllegalArgumentException expected) {
                assertThat(expected).as("seed " + seed + " round " + round).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void aHeaderLargerThanTheFileIsRefused() {
        byte[] bytes = "\u00ff\u00ff\u00ff\u007f\0\0\0\0{}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> MasterTensors.parse(bytes))
                .hasMessage("is no safetensors file: it states a header of 2147483647 bytes and has 10 bytes in all");
    }
}
