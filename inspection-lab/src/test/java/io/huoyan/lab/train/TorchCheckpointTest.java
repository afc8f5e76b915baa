package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.infer.MasterTensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchCheckpointTest {
    @TempDir
    Path folder;

    @Test
    void bothFormsGiveTheSameTensorsInTheOrderOfTheDictionary() throws IOException {
        for (byte[] file : List.of(PickleFixture.older(saved()), PickleFixture.zipped(saved()))) {
            Map<String, Tensor> read = TorchCheckpoint.read(written(file));

            assertThat(read.keySet()).containsExactly("b.weight", "a.bias", "turned");
            assertThat(read.get("b.weight").shape()).containsExactly(2, 3);
            assertThat(read.get("b.weight").values()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(read.get("a.bias").values()).containsExactly(-0.5f);
        }
    }

    @Test
    void numbersThatLieColumnByColumnAreReadRowByRow() throws IOException {
        Tensor turned =
                TorchCheckpoint.read(written(PickleFixture.older(saved()))).get("turned");

        assertThat(turned.shape()).containsExactly(2, 2);
        assertThat(turned.values()).containsExactly(1, 3, 2, 4);
    }

    @Test
    void aNameThatCouldDoAnythingIsRefusedBeforeItIsCalled() throws IOException {
        byte[] pickle = new PickleFixture()
                .protocol()
                .name("os", "system")
                .word('(')
                .text("true")
                .word('t')
                .word('R')
                .word('.')
                .toBytes();

        assertThatThrownBy(() -> Unpickler.read(java.nio.ByteBuffer.wrap(pickle)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("byte 2 of the pickle has the name os.system, which no state dictionary of tensors needs");
        Path file = written(pickle);
        assertThatThrownBy(() -> TorchCheckpoint.read(file)).hasMessageContaining("os.system");
    }

    @Test
    void wordsThatBuildObjectsAreRefused() {
        byte[] pickle = new PickleFixture()
                .protocol()
                .name("collections", "OrderedDict")
                .word(')')
                .bytes(0x81)
                .word('.')
                .toBytes();

        assertThatThrownBy(() -> Unpickler.read(java.nio.ByteBuffer.wrap(pickle)))
                .hasMessageContaining("byte 28 of the pickle has the word 0x81");
    }

    @Test
    void aTensorThatReachesBeyondItsStorageIsRefused() throws IOException {
        PickleFixture.Saved beyond =
                new PickleFixture.Saved("FloatStorage", new float[] {1, 2, 3, 4}, List.of(2, 2), List.of(3, 1));
        Path file = written(PickleFixture.older(Map.of("w", beyond)));

        assertThatThrownBy(() -> TorchCheckpoint.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor w reaches beyond its storage of 4 numbers");
    }

    @Test
    void whatIsNoCheckpointIsRefused() throws IOException {
        Path text = written("once upon a time".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> TorchCheckpoint.read(text))
                .hasMessage("is no checkpoint; allowed is what torch.save writes");
        Path empty = written(new byte[0]);
        assertThatThrownBy(() -> TorchCheckpoint.read(empty))
                .hasMessage("is no checkpoint; allowed is what torch.save writes");
        Path pickle = written(new PickleFixture().protocol().number(7).word('.').toBytes());
        assertThatThrownBy(() -> TorchCheckpoint.read(pickle)).hasMessageStartingWith("is a pickle and no checkpoint");
    }

    /** Cut off or spoiled anywhere, a checkpoint is read or refused, and nothing else happens. */
    @Test
    void aMutilatedCheckpointIsReadOrRefused() throws IOException {
        long seed = 11;
        Random random = new Random(seed);
        for (byte[] whole : List.of(PickleFixture.older(saved()), PickleFixture.zipped(saved()))) {
            for (int i = 0; i < 300; i++) {
                byte[] spoiled =
                        random.nextBoolean() ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
                for (int k = random.nextInt(4); k > 0 && spoiled.length > 0; k--) {
                    spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
                }
                Path file = written(spoiled);
                try {
                    assertThat(TorchCheckpoint.read(file)).as("seed " + seed).isNotNull();
                } catch (IOException | IllegalArgumentException refused) {
                    assertThat(refused).as("seed " + seed + ", file " + i).hasMessageNotContaining("null");
                }
            }
        }
    }

    @Test
    void anEncoderWithoutATensorIsRefusedByTheNameOfTheFileAndTheTensor() throws IOException {
        Path file = written(PickleFixture.older(saved()));

        assertThatThrownBy(() -> LiteEncoderTensors.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": tensor _conv_stem.weight is missing; EfficientNet-Lite0 has it as 32-bit floats"
                        + " of shape [32, 3, 3, 3]");
    }

    private Path written(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.pth"), bytes);
    }

    private static Map<String, PickleFixture.Saved> saved() {
        Map<String, PickleFixture.Saved> saved = new LinkedHashMap<>();
        saved.put("b.weight", PickleFixture.Saved.of(List.of(2, 3), 1, 2, 3, 4, 5, 6));
        saved.put("a.bias", PickleFixture.Saved.of(List.of(1), -0.5f));
        saved.put(
                "turned",
                new PickleFixture.Saved("FloatStorage", new float[] {1, 2, 3, 4}, List.of(2, 2), List.of(1, 2)));
        return saved;
    }
}
