package io.huoyan.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.lab.dataset.LabelledSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another tool's results of a picture of 40 × 20 px, on which a crack is labelled. */
class StoredResultsTest {
    private static final String SIZE = "\"width\": 40, \"height\": 20";
    private static final String CANDIDATE = SIZE + ", \"candidates\": [{%s}]";
    private static final String FOUND = "\"class\": \"crack\", \"score\": 0.9, \"box\": [10, 5, 20, 10]";

    @TempDir
    Path folder;

    @BeforeEach
    void writeSet() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        Files.writeString(folder.resolve("data.yaml"), "names: [crack, good welding]\n");
        Files.writeString(folder.resolve("labels/a.txt"), "0 0.5 0.5 0.5 0.5\n");
        BufferedImage picture = new BufferedImage(40, 20, BufferedImage.TYPE_3BYTE_BGR);
        ImageIO.write(picture, "png", folder.resolve("images/a.png").toFile());
    }

    @Test
    void ofAnotherToolNameSizeAndBoxesAreEnough() throws IOException {
        Evaluation evaluation = evaluate("images/a.png", CANDIDATE.formatted(FOUND));

        assertThat(evaluation.ap50()).isEqualTo(1);
        assertThat(evaluation.confusion().counts()[0]).containsExactly(1, 0, 0);
    }

    /** What is surest in most pictures is the good bead itself: a picture is as bad as the surest defect in it. */
    @Test
    void withoutAScoreAPictureIsAsBadAsItsSurestDefect() throws IOException {
        Evaluation evaluation = evaluateBoth("", "");

        assertThat(evaluation.results())
                .extracting(result -> result.exam().score())
                .containsExactly(0.9, 0.0, 0.0);
        assertThat(evaluation.imageAuroc()).isEqualTo(1);
        // What names a good bead as its people write it is good too.
        Files.writeString(folder.resolve("data.yaml"), "names: [crack, Good-Welding]\n");
        assertThat(evaluateBoth("", "", "Good-Welding").imageAuroc()).isEqualTo(1);
    }

    /** A seam, or a spot, is the weld itself. */
    @Test
    void withoutAScoreWhatMarksTheWeldItselfMakesNoPictureBad() throws IOException {
        for (String weld : List.of("seam", "Spot")) {
            Files.writeString(folder.resolve("data.yaml"), "names: [crack, good welding, " + weld + "]\n");

            assertThat(evaluateBoth("", "", weld).results())
                    .extracting(result -> result.exam().score())
                    .containsExactly(0.9, 0.0, 0.0);
        }
    }

    /** Boxes are no verdicts: shares of them would be made up. */
    @Test
    void withoutWordsNothingIsSaidOfVerdicts() throws IOException {
        Evaluation evaluation = evaluateBoth("", "");

        assertThat(evaluation.hasVerdicts()).isFalse();
        Map<String, Object> members = EvaluationJson.members(evaluation);
        assertThat(members)
                .containsEntry("missed", null)
                .containsEntry("pseudoReject", null)
                .containsEntry("review", null);
        assertThat(members.get("counts"))
                .hasToString(
                        "{missed=null, missedWelds=null, badWelds=null, bad=1, pseudoReject=null, good=2, neither=0, review=null, reviewOfGood=null}");
        assertThat(evaluation.classes().get(0).missed().of()).isZero();
        Path page = EvaluationReport.write(evaluation, Optional.empty(), List.of(), folder.resolve("report"));
        assertThat(Files.readString(page))
                .contains("<b>–</b><span>Missed", "the results have no verdicts (word), boxes alone")
                .doesNotContain("and read OK 漏检", "and read NOK 误判", "REVIEW 待复核: ");
        assertThat(Files.readString(folder.resolve("report/pictures.csv"))).contains(",BAD,,0.900000,,,false,");
        Guarantee guarantee = GuaranteeFit.of(evaluation, Optional.empty(), 0.90);
        assertThat(GuaranteeJson.members(guarantee)).doesNotContainKey("verdicts");
        assertThat(GuaranteeText.sentences(guarantee)).noneMatch(line -> line.startsWith("verdicts"));
        StoredResults.write(evaluation, folder.resolve("again.json"));
        assertThat(StoredResults.read(folder.resolve("again.json"), evaluation.set())
                        .examine(evaluation.set().samples().get(0))
                        .hasWord())
                .isFalse();
    }

    @Test
    void besideVerdictsResultsWithoutAnyFlipNoPicture() throws IOException {
        Evaluation without = evaluateBoth("", "");
        Evaluation with = evaluateBoth("\"word\": \"NOK\", ", "\"word\": \"OK\", ");

        assertThat(Comparison.of(with, without).flips()).isEmpty();
        Path page = EvaluationReport.write(with, Optional.of(without), List.of(), folder.resolve("report"));
        assertThat(Files.readString(page))
                .contains("<tr><td>Pictures that flip 判定不同</td><td>–</td>", "the results have no verdicts (word)");
    }

    @Test
    void wordsOfSomePicturesAloneAreRefused() {
        assertThatThrownBy(() -> evaluateBoth("\"word\": \"NOK\", ", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(folder.resolve("results.json")
                        + ": pictures[1] (images/b.png): word is not there; others have one, so that each picture needs"
                        + " one");
    }

    @Test
    void ofPicturesThatTheSetHasNotClassesAndSizesAreTheirOwn() throws IOException {
        Evaluation evaluation = evaluate(
                "images/a.png",
                CANDIDATE.formatted(FOUND) + "}, {\"name\": \"b.png\", \"width\": 9, \"height\": 9, \"candidates\": ["
                        + "{\"class\": \"Crack\", \"score\": 0.9, \"box\": [1, 1, 2, 2]}]");

        assertThat(evaluation.ap50()).isEqualTo(1);
    }

    /** All would be told as not inspected, and nothing of why. */
    @Test
    void resultsOfOtherPicturesAloneAreRefused() {
        assertThatThrownBy(() -> evaluate("pictures/a.png", CANDIDATE.formatted(FOUND)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": names none of the set's pictures; its first is 'pictures/a.png', the set's"
                        + " 'images/a.png'");
    }

    @Test
    void aPictureThatCouldNotBeInspectedHasNoSize() throws IOException {
        Evaluation evaluation = evaluate("images/a.png", "\"failed\": true, \"width\": 0, \"height\": 0");

        assertThat(evaluation.failed()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"class\": \"Crack\", \"score\": 0.9, \"box\": [1, 1, 2, 2]|class is 'Crack'; the set has 'crack',"
                        + " 'good welding'",
                "\"score\": 0.9, \"box\": [1, 1, 2, 2]|candidates[0]: class is not there; needed is a text",
                "\"class\": \"crack\", \"box\": [1, 1, 2, 2]|candidates[0]: score is not there; needed is a number",
                "\"class\": \"crack\", \"score\": \"high\", \"box\": [1, 1, 2, 2]|candidates[0]: score is \"high\"; needed is"
                        + " a number",
                "\"class\": \"crack\", \"score\": 95, \"box\": [1, 1, 2, 2]|candidates[0]: score is 95.0; allowed is 0 to 1",
                "\"class\": \"crack\", \"score\": 1, \"seen\": \"no\", \"box\": [1, 1, 2, 2]|candidates[0]: seen is \"no\";"
                        + " needed is true or false",
                "\"class\": \"crack\", \"score\": 1|candidates[0]: box has 0 numbers; needed are 4",
                "\"class\": \"crack\", \"score\": 1, \"box\": [1, 1, -2, 2]|candidates[0]: box is (1.0, 1.0, -2.0, 2.0);"
                        + " allowed are finite numbers, width and height 0 or more",
                "\"class\": \"crack\", \"score\": 1, \"box\": [1, 1, 1e999, 2]|candidates[0]: box[2] is \"Infinity\"; needed"
                        + " is a number",
                "\"class\": \"crack\", \"score\": 1, \"box\": [1, null, 2, 2]|candidates[0]: box[1] is null; needed is a"
                        + " number",
                "\"class\": \"crack\", \"score\": 1, \"box\": [1, 1, 2, 2], \"outline\": [1, 1, 3]|candidates[0]: outline has"
                        + " 3 numbers; needed is x and y of each corner",
            })
    void aWrongCandidateIsNamedWithFileAndPicture(String candidate, String fault) {
        assertThatThrownBy(() -> evaluate("images/a.png", CANDIDATE.formatted(candidate)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(folder.resolve("results.json") + ": pictures[0] (images/a.png): " + fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"score\": \"high\"|score is \"high\"; needed is a number",
                "\"score\": -1|score is -1.0; allowed is 0 or more",
                "\"failed\": \"yes\"|failed is \"yes\"; needed is true or false",
                "\"word\": 1|word is 1; needed is a text",
                "\"candidates\": {}|candidates is {}; needed is a list",
                "\"regions\": {\"Crack\": [[1, 1, 2, 2, 3, 1]]}|class is 'Crack'; the set has 'crack', 'good welding'",
                "\"regions\": {\"crack\": [[1, 1, 2, 2, \"x\", 1]]}|region of 'crack'[4] is \"x\"; needed is a number",
            })
    void aWrongMemberOfAPictureIsNamed(String member, String fault) {
        assertThatThrownBy(() -> evaluate("images/a.png", SIZE + ", " + member))
                .hasMessage(folder.resolve("results.json") + ": pictures[0] (images/a.png): " + fault);
    }

    /** Boxes of a picture of another size lie elsewhere. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"width\": 20, \"height\": 40|width and height are 20 and 40; its picture %s is 40×20 px",
                "\"width\": 40|width and height are 40 and 0; its picture %s is 40×20 px",
                "\"width\": \"40\", \"height\": 20|width is \"40\"; needed is a whole number",
            })
    void resultsOfAPictureOfAnotherSizeAreRefused(String size, String fault) {
        assertThatThrownBy(() -> evaluate("images/a.png", size))
                .hasMessage(folder.resolve("results.json") + ": pictures[0] (images/a.png): "
                        + fault.formatted(folder.resolve("images/a.png")));
    }

    /** With two good pictures, of which one shows nothing, and the same word for both. */
    private Evaluation evaluateBoth(String word, String wordOfGood) throws IOException {
        return evaluateBoth(word, wordOfGood, "good welding");
    }

    private Evaluation evaluateBoth(String word, String wordOfGood, String goodClass) throws IOException {
        for (String name : List.of("b", "c")) {
            Files.copy(
                    folder.resolve("images/a.png"),
                    folder.resolve("images/" + name + ".png"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(folder.resolve("labels/" + name + ".txt"), "1 0.5 0.5 0.5 0.5\n");
        }
        String good = "\"class\": \"" + goodClass + "\", \"score\": 0.95, \"box\": [10, 5, 20, 10]";
        return evaluate(
                "images/a.png",
                word + CANDIDATE.formatted(FOUND + "}, {" + good) + "}, {\"name\": \"images/b.png\", " + wordOfGood
                        + CANDIDATE.formatted(good) + "}, {\"name\": \"images/c.png\", " + wordOfGood + SIZE);
    }

    private Evaluation evaluate(String name, String members) throws IOException {
        Path file = folder.resolve("results.json");
        Files.writeString(file, "{\"pictures\": [{\"name\": \"" + name + "\", " + members + "}]}");
        LabelledSet set = LabelledSet.open(folder, Optional.empty());
        return Evaluator.run(set, StoredResults.read(file, set), (done, all, picture) -> {});
    }
}
