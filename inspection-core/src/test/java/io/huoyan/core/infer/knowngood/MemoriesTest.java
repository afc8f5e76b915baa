package io.huoyan.core.infer.knowngood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ModelFolderException;
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
    void aThresholdThatNothingExceedsIsNone() {
        for (double wrong : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> memory(wrong))
                    .hasMessage("threshold is " + wrong
                            + "; allowed is a finite number above 0, else nothing would be strange");
        }
    }

    @Test
    void whatTheModelWasShownCountsToo() throws IOException {
        KnownGoodFile.write(whole(""), folder.resolve(Memories.SEEN_FILE));

        assertThat(Memories.load(Optional.empty(), Optional.of(folder), MODEL).sha256())
                .matches("[0-9a-f]{64}");
    }

    /** Something of its name is there: that it does not count must not look as if there were none. */
    @Test
    void whatTheModelWasShownIsThereAndCannotBeRead() throws IOException {
        Path seen = folder.resolve(Memories.SEEN_FILE);
        Files.createSymbolicLink(seen, folder.resolve("gone.memory"));
        assertThatThrownBy(this::seen)
                .isInstanceOf(ModelFolderException.class)
                .hasMessage(seen + ": cannot be used: is a link that leads to no file; needed is a memory ('huoyan"
                        + " teach' makes one), or nothing of this name");

        Files.delete(seen);
        Files.createDirectory(seen);
        assertThatThrownBy(this::seen).hasMessageStartingWith(seen + ": cannot be used: is a folder; needed is ");

        Files.delete(seen);
        assertThat(seen().seen()).isEmpty();
    }

    /**
     * A threshold holds for scores of one form; the memory in a model's folder serves all of them, as it did before.
     */
    @Test
    void aMemoryTaughtInAnotherNumericFormIsRefusedAndOneOfUnknownFormIsNot() throws IOException {
        Path file = folder.resolve("W-1.memory");
        KnownGoodFile.write(memory(1, "int8"), file);
        assertThat(KnownGoodFile.read(file).numericForm()).isEqualTo("int8");
        assertThatThrownBy(this::sha256)
                .isInstanceOf(ModelFolderException.class)
                .hasMessage(file + ": was taught in the numeric form int8; the recipe's is fp32; teach it again with"
                        + " --form fp32");

        KnownGoodFile.write(memory(1, "fp32"), file);
        assertThat(sha256()).isNotEmpty();
        KnownGoodFile.write(memory(1), file);
        assertThat(sha256()).isNotEmpty();

        KnownGoodFile.write(whole("int8"), folder.resolve(Memories.SEEN_FILE));
        assertThat(seen().seen()).isPresent();
    }

    /** What a weld's good parts are held for, and what a model was shown, are told by scores of another making. */
    @Test
    void aMemoryOfTheOtherKindIsRefused() throws IOException {
        Path seen = folder.resolve(Memories.SEEN_FILE);
        KnownGoodFile.write(memory(1), seen);
        assertThatThrownBy(this::seen)
                .isInstanceOf(ModelFolderException.class)
                .hasMessage(seen + ": is a memory of kind PLACES; allowed here is WHOLE, what a model was shown: teach"
                        + " it with --whole");
        Files.delete(seen);

        Path picture = folder.resolve("picture.memory");
        KnownGoodFile.write(whole(""), picture);
        assertThatThrownBy(this::sha256)
                .isInstanceOf(ModelFolderException.class)
                .hasMessage(picture + ": is a memory of kind WHOLE; allowed here is PLACES, the places of good parts:"
                        + " teach it without --whole");
    }

    /** It was written when files told no form. */
    @Test
    void theMemoryThatIsShippedIsStillRead() throws IOException {
        KnownGood shipped = KnownGoodFile.read(
                Path.of(System.getProperty("huoyan.root", ".."), "models/huoyan-weld/2", Memories.SEEN_FILE));

        assertThat(shipped.numericForm()).isEmpty();
        assertThat(shipped.isOfAnotherForm("int8")).isFalse();
        assertThat(shipped.pictures()).hasSize(513);
    }

    private Memories seen() {
        return Memories.load(Optional.empty(), Optional.of(folder), MODEL);
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
        return memory(threshold, "");
    }

    private static KnownGood whole(String numericForm) {
        return memory(KnownGood.Kind.WHOLE, 1, numericForm);
    }

    private static KnownGood memory(double threshold, String numericForm) {
        return memory(KnownGood.Kind.PLACES, threshold, numericForm);
    }

    private static KnownGood memory(KnownGood.Kind kind, double threshold, String numericForm) {
        float[] place = {1};
        return new KnownGood(
                kind,
                "fake",
                MODEL.sha256(),
                false,
                new Likeness(new float[2], new float[2], new float[0], new float[0]),
                new KnownGood.Metric(new float[1], place),
                1,
                List.of(new KnownGood.GoodPicture(
                        "g.png", "0", new float[2], place, place, 0, KnownGood.Stretch.NONE, 1, 1)),
                threshold,
                0.05,
                numericForm);
    }
}
