package io.huoyan.core.infer.knowngood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.testkit.DetectorFake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoriesTest {
    private static final ModelDescription MODEL = new DetectorFake().model();

    @TempDir
    Path folder;

    @Test
    void theHashIsThatOfAllMemoriesTogether() throws IOException {
        KnownGoodFile.write(memory(1), folder.resolve("W-1.memory"));
        String one = sha256();
        KnownGoodFile.write(memory(1), folder.resolve("W-2.memory"));
        String two = sha256();
        KnownGoodFile.write(memory(2), folder.resolve("W-2.memory"));
        String changed = sha256();
        KnownGoodFile.write(memory(1), folder.resolve("W-2.memory"));

        assertThat(List.of(one, two, changed)).doesNotHaveDuplicates().allSatisfy(hash -> assertThat(hash)
                .matches("[0-9a-f]{64}"));
        assertThat(sha256()).isEqualTo(two);
    }

    @Test
    void nothingRememberedHasNoHash() {
        assertThat(Memories.load(Optional.empty(), Optional.of(folder), MODEL).sha256())
                .isEmpty();
    }

    @Test
    void whatTheModelWasShownCountsToo() throws IOException {
        KnownGoodFile.write(memory(1), folder.resolve(Memories.SEEN_FILE));

        assertThat(Memories.load(Optional.empty(), Optional.of(folder), MODEL).sha256())
                .matches("[0-9a-f]{64}");
    }

    /** {@code /dev/full} is the full disk. */
    @Test
    void aMemoryThatTheDiskDoesNotHoldIsNamedAndNothingOfItStays() throws IOException {
        Path file = folder.resolve("W-1.memory");
        KnownGoodFile.write(memory(1), file);
        String before = sha256();
        Files.createSymbolicLink(folder.resolve("W-1.memory.new"), Path.of("/dev/full"));

        Path nowhere = folder.resolve("gone/a.memory");
        assertThatThrownBy(() -> KnownGoodFile.write(memory(2), nowhere))
                .hasMessage(nowhere + ": cannot be written: its folder is not there");
        assertThatThrownBy(() -> KnownGoodFile.write(memory(2), file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": cannot be written: No space left on device");

        assertThat(folder.toFile().list()).containsExactly("W-1.memory");
        assertThat(sha256()).isEqualTo(before);
    }

    private String sha256() {
        return Memories.load(Optional.of(folder), Optional.empty(), MODEL).sha256();
    }

    private static KnownGood memory(double threshold) {
        float[] place = {1};
        return new KnownGood(
                KnownGood.Kind.PLACES,
                "fake",
                MODEL.sha256(),
                false,
                new Likeness(new float[2], new float[2], new float[0], new float[0]),
                new KnownGood.Metric(new float[1], place),
                1,
                List.of(new KnownGood.GoodPicture(
                        "g.png", "0", new float[2], place, place, 0, KnownGood.Stretch.NONE, 1, 1)),
                threshold,
                0.05);
    }
}
