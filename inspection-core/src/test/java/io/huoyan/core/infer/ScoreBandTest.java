package io.huoyan.core.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.testkit.DetectorFake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreBandTest {
    private static final ModelDescription MODEL = new DetectorFake().model();
    private static final ScoreBand BAND =
            new ScoreBand(0.25, 0.75, "crack 0.1@0.9 on 22 welds, of val", MODEL.sha256(), "fp32", "as it is read");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("promise.txt");
    }

    @Test
    void whatIsWrittenIsReadBackAndAFolderWithoutAFilePromisesNothing() throws IOException {
        assertThat(ScoreBand.read(folder)).isEmpty();

        BAND.write(folder);

        assertThat(ScoreBand.read(folder)).contains(BAND);
        assertThat(folder.toFile().list()).containsExactly("promise.txt");
        assertThat(Files.readAllLines(file)).startsWith("reviewFrom: 0.25", "nokFrom: 0.75");
    }

    @Test
    void thePromiseOfAnotherModelFormOrReadingIsRefusedAndSaysWhatDiffers() {
        assertThatCode(() -> BAND.refuseOther(folder, MODEL, "as it is read")).doesNotThrowAnyException();
        assertThatThrownBy(() -> BAND.refuseOther(folder, MODEL.in("int8"), "otherwise"))
                .isInstanceOf(ModelFolderException.class)
                .hasMessage(file + ": promises nothing of fake/1 as it is used: numericForm is 'fp32', used is 'int8';"
                        + " reading is 'as it is read', used is 'otherwise'. 'huoyan evaluate … --guarantee … --keep'"
                        + " makes one of this model; the recipe's 'promise: ignore' does without");
        ScoreBand other = new ScoreBand(0.25, 0.75, "", "f".repeat(64), "fp32", "as it is read");
        assertThatThrownBy(() -> other.refuseOther(folder, MODEL, "as it is read"))
                .hasMessageContaining("modelSha256 is '" + "f".repeat(64) + "', used is '" + MODEL.sha256() + "'");
    }

    @Test
    void aPromiseThatDoesNotSayOfWhichModelItIsIsRefused() throws IOException {
        Files.writeString(file, "reviewFrom: 0.25\nnokFrom: 0.75\npromise: p\n");

        assertThatThrownBy(() -> ScoreBand.read(folder))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageStartingWith(file + ": has no [modelSha256, numericForm, reading]; ");
    }

    /** Scores are 0 to 1: a band that begins beyond them lets every picture be OK. */
    @Test
    void thresholdsThatNoScoreReachesAreRefused() throws IOException {
        BAND.write(folder);
        String text = Files.readString(file);
        for (String wrong : List.of("reviewFrom: 1.0001", "reviewFrom: 50", "reviewFrom: NaN")) {
            Files.writeString(file, text.replace("reviewFrom: 0.25", wrong).replace("nokFrom: 0.75", "nokFrom: 60"));
            assertThatThrownBy(() -> ScoreBand.read(folder))
                    .as(wrong)
                    .isInstanceOf(ModelFolderException.class)
                    .hasMessageContaining("allowed are 0 to 1, as scores are");
        }
        Files.writeString(file, text.replace("nokFrom: 0.75", "nokFrom: 1.1"));
        assertThatThrownBy(() -> ScoreBand.read(folder)).hasMessageContaining("nokFrom 1.1; allowed");
        Files.writeString(file, text.replace("nokFrom: 0.75", "nokFrom: " + Math.nextUp(1.0)));
        assertThat(ScoreBand.read(folder).orElseThrow().nokFrom()).isGreaterThan(1);
    }

    @Test
    void aLinkToWhatIsNotThereIsNoFolderWithoutAPromise() throws IOException {
        Files.createSymbolicLink(file, folder.resolve("gone.txt"));

        assertThatThrownBy(() -> ScoreBand.read(folder))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageStartingWith(file + ": is a link to what is not there");
    }

    @Test
    void aWrongLineIsNamedWithItsNumber() throws IOException {
        Files.writeString(file, "reviewFrom: 0.25\nnokFrom\n");

        assertThatThrownBy(() -> ScoreBand.read(folder))
                .hasMessageStartingWith(file + ":2: is 'nokFrom'; allowed are, once each, [reviewFrom, nokFrom, ");
    }

    @Test
    void thresholdsAreNumbersAndTheSecondIsNotBelowTheFirst() throws IOException {
        BAND.write(folder);
        String text = Files.readString(file);
        Files.writeString(file, text.replace("nokFrom: 0.75", "nokFrom: 0.24"));
        assertThatThrownBy(() -> ScoreBand.read(folder))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("reviewFrom is 0.25 and nokFrom 0.24");

        Files.writeString(file, text.replace("nokFrom: 0.75", "nokFrom: 0.25"));
        assertThat(ScoreBand.read(folder).orElseThrow().nokFrom()).isEqualTo(0.25);

        Files.writeString(file, text.replace("0.75", "high"));
        assertThatThrownBy(() -> ScoreBand.read(folder)).hasMessageContaining("numbers");
    }

    @Test
    void anotherThresholdHasAnotherHash() {
        ScoreBand moved =
                new ScoreBand(0.26, 0.75, BAND.promise(), BAND.modelSha256(), BAND.numericForm(), BAND.reading());

        assertThat(BAND.sha256()).matches("[0-9a-f]{64}").isNotEqualTo(moved.sha256());
    }
}
