package io.huoyan.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.lab.dataset.DatasetException;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuaranteeTest {
    @Test
    void tooFewWeldsAreRefusedAndSayWhatTheirCountAllows() {
        Guarantee guarantee = GuaranteeFit.of(evaluation(40, 21, 1), Optional.of(0.10), 0.90);

        assertThat(guarantee.isGiven()).isFalse();
        // Nothing was counted, so that nothing is left out of it.
        assertThat(guarantee.leftOut()).isZero();
        assertThat(guarantee.promises().get(0).leftOut()).isZero();
        assertThat(GuaranteeText.sentences(guarantee))
                .containsExactly(
                        "crack: promise 0.1@0.9 needs 22 defective welds, there are 21; too few: refused (their"
                                + " count allows 0.11@0.9)");
    }

    @Test
    void aClassThatNoWeldShowsIsRefusedWhatIsAskedOfIt() {
        Guarantee guarantee =
                GuaranteeFit.of(evaluation(40, 300, List.of("crack", "porosity", "good")), Optional.of(0.01), 0.95);

        assertThat(guarantee.isGiven()).isFalse();
        assertThat(guarantee.reviewFrom()).isNaN();
        assertThat(GuaranteeText.sentences(guarantee))
                .last()
                .isEqualTo("porosity: promise 0.01@0.95 needs 299 defective welds, there are 0 of 299: refused");
    }

    @Test
    void theStrongestPromiseSaysOfWhichClassNothingIsPromised() {
        Guarantee guarantee = GuaranteeFit.of(
                evaluation(40, 50, List.of("crack", "porosity", "seam", "good", "unlabelled")), Optional.empty(), 0.90);

        assertThat(guarantee.isGiven()).isTrue();
        assertThat(guarantee.notCovered()).containsExactly("porosity");
        assertThat(GuaranteeText.sentences(guarantee))
                .contains("nothing promised of porosity: no defective weld shows it");
        assertThat(GuaranteeText.line(guarantee)).isEqualTo("crack 0.05@0.9 on 50 welds, nothing of porosity");
        assertThat(GuaranteeJson.members(guarantee)).containsEntry("notCovered", List.of("porosity"));
    }

    @Test
    void picturesOfOneGroupAreOneWeldAndTheWorstOfThemCounts() {
        Guarantee guarantee = GuaranteeFit.of(evaluation(40, 30, 3), Optional.of(0.10), 0.90);

        assertThat(guarantee.promises().get(0).units()).isEqualTo(30);
        // The lowest score of weld 0 is that of its third picture.
        assertThat(guarantee.reviewFrom()).isEqualTo(0.5 - 0.02);
    }

    @Test
    void thePromiseIsHeldAgainstWeldsThatHadNoPartInIt() {
        Guarantee guarantee = GuaranteeFit.of(evaluation(100, 200, 1), Optional.of(0.10), 0.90);

        assertThat(guarantee.isGiven()).isTrue();
        assertThat(guarantee.scores().missed().of()).isEqualTo(200);
        assertThat(guarantee.scores().missed().value()).isLessThan(0.15);
        assertThat(guarantee.scores().pseudoReject().of()).isEqualTo(100);
        assertThat(guarantee.nokFrom()).isGreaterThanOrEqualTo(guarantee.reviewFrom());
        assertThat(GuaranteeJson.members(guarantee))
                .containsKeys("given", "reviewFrom", "nokFrom", "missed", "pseudoReject", "review");
    }

    /** Five pictures of each of three welds: the interval of fifteen witnesses would be too narrow. */
    @Test
    void whatIsMissedIsToldOfWeldsBesidePictures() {
        Evaluation evaluation = evaluation(4, 3, 5, "OK", "OK");

        assertThat(evaluation.missed()).extracting("count", "of").containsExactly(15L, 15L);
        assertThat(evaluation.missedWelds()).extracting("count", "of").containsExactly(3L, 3L);
        assertThat((Map<?, ?>) EvaluationJson.members(evaluation).get("counts"))
                .extracting("missedWelds", "badWelds")
                .containsExactly(3L, 3L);
    }

    /** Nothing says which scores good welds have, so that no weld may be rejected by its score alone. */
    @Test
    void withoutGoodWeldsWhatIsDoubtfulIsReviewed() {
        Guarantee guarantee = GuaranteeFit.of(evaluation(0, 30, 1), Optional.of(0.10), 0.90);

        assertThat(guarantee.reviewFrom()).isEqualTo(0.5);
        assertThat(guarantee.nokFrom()).isEqualTo(Math.nextUp(1.0));
    }

    @Test
    void theStrongestPromiseIsGivenWhereNoneIsAskedFor() {
        Guarantee guarantee = GuaranteeFit.of(evaluation(40, 50, 1), Optional.empty(), 0.90);

        assertThat(guarantee.promises().get(0).promise().missShareMax()).isEqualTo(0.05);
        assertThat(guarantee.isGiven()).isTrue();
    }

    /** Porosity scores 0.3 higher: by the band, which cracks set, none is missed, by its own threshold some are. */
    @Test
    void eachClassIsMeasuredByItsOwnThresholdBesideTheBand() {
        Guarantee guarantee = GuaranteeFit.of(ofTwoClasses(), Optional.empty(), 0.90);

        Guarantee.ClassPromise crack = guarantee.promises().get(0);
        Guarantee.ClassPromise porosity = guarantee.promises().get(1);
        assertThat(crack.measuredAlone()).isEqualTo(crack.measured());
        assertThat(porosity.measured().count()).isZero();
        assertThat(porosity.measuredAlone().count()).isPositive();
        assertThat(porosity.measuredAlone().of()).isEqualTo(60);
        // 60 welds bear 0.04@0.9; 48 of them, four fifths, only 0.05@0.9.
        assertThat(porosity.promise().missShareMax()).isEqualTo(0.04);
        assertThat(porosity.weakest().orElseThrow().missShareMax()).isEqualTo(0.05);
        assertThat(GuaranteeText.sentences(guarantee).get(1))
                .contains(" by this threshold (on four fifths of the welds, which allow ", "@0.9), 0.0 % (0 of 60;")
                .endsWith(" by the band");
    }

    /** Four fifths of so few do not allow the promise; held against what is measured it is all the same. */
    @ParameterizedTest
    @CsvSource({"22, 0.13@0.9", "24, 0.12@0.9", "26, 0.11@0.9", "28, 0.1@0.9"})
    void whereFourFifthsAllowLessEveryWeldIsJudgedByTheStrongestThatTheyAllow(int cracks, String weakest) {
        Guarantee guarantee = GuaranteeFit.of(evaluation(60, cracks, 1), Optional.of(0.10), 0.90);

        assertThat(guarantee.isGiven()).isTrue();
        Guarantee.ClassPromise crack = guarantee.promises().get(0);
        assertThat(crack.promise()).hasToString("0.1@0.9");
        assertThat(crack.weakest().orElseThrow()).hasToString(weakest);
        assertThat(crack.measuredAlone().of()).isEqualTo(cracks);
        assertThat(crack.measured().of()).isEqualTo(cracks);
        assertThat(crack.leftOut()).isZero();
        assertThat(guarantee.scores().missed().of()).isEqualTo(cracks);
        assertThat(guarantee.scores().pseudoReject().of()).isEqualTo(60);
        assertThat(guarantee.scores().review().of()).isEqualTo(60 + cracks);
        assertThat(guarantee.leftOut()).isZero();
        String told = " by this threshold (on four fifths of the welds, which allow " + weakest + ")";
        assertThat(GuaranteeText.sentences(guarantee).get(0).contains(told)).isEqualTo(cracks < 28);
    }

    /**
     * Without the one pore no threshold for pores can be chosen. Cracks are judged by theirs all the same, but the
     * band, which begins at the lowest of all classes' thresholds, can judge nothing in the fold of the pore.
     */
    @Test
    void aFoldThatLeavesAClassWithoutAThresholdIsLeftOutOfWhatTheBandCosts() {
        Guarantee guarantee = GuaranteeFit.of(withPores(60, 30, 1), Optional.empty(), 0.90);

        Guarantee.ClassPromise crack = guarantee.promises().get(0);
        Guarantee.ClassPromise porosity = guarantee.promises().get(1);
        assertThat(crack.measuredAlone().of()).isEqualTo(30);
        // A fifth of the 60 good welds and 31 defective ones, the pore among them.
        assertThat(guarantee.leftOut()).isEqualTo(12 + 7);
        assertThat(crack.measured().of()).isEqualTo(24);
        assertThat(guarantee.scores().pseudoReject().of()).isEqualTo(48);
        assertThat(guarantee.scores().missed().of()).isEqualTo(24);
        assertThat(guarantee.scores().review().of()).isEqualTo(72);
        assertThat(guarantee.verdicts().orElseThrow().review().of()).isEqualTo(72);
        assertThat(porosity.promise()).hasToString("0.9@0.9");
        assertThat(porosity.measuredAlone().of()).isZero();
        assertThat(porosity.measured().of()).isZero();
        assertThat(porosity.weakest()).isEmpty();
        assertThat(GuaranteeText.sentences(guarantee).get(1))
                .endsWith("missed by cross-fitting – by this threshold, – by the band; 1 of 1 not judged by this"
                        + " threshold, since none can be chosen without them");
        assertThat(GuaranteeText.sentences(guarantee))
                .last()
                .isEqualTo("left out of what the band misses and costs: 19 welds that could be judged only by"
                        + " thresholds that leave out a class");
        assertThat(GuaranteeJson.members(guarantee)).containsEntry("leftOut", 19);
        Map<?, ?> classes = (Map<?, ?>) GuaranteeJson.members(guarantee).get("classes");
        assertThat((Map<?, ?>) classes.get("porosity"))
                .hasToString("{promise=0.9@0.9, needed=1, units=1, given=true, threshold=0.8, leftOut=1}");
    }

    /** The one pore sets the band below every good weld, so that no weld reads OK: none that is counted may either. */
    @Test
    void aBandThatOneWeldSetsIsNotMeasuredByOneWithoutIt() {
        Evaluation one = withPores(60, 30, 1);
        List<PictureResult> results = new ArrayList<>(one.results());
        PictureResult pore = results.remove(results.size() - 1);
        results.add(PictureResult.of(pore.sample(), pore.truth(), scaled(pore.exam(), 0.01)));
        Evaluation low = new Evaluation("scripted", one.set(), results, Double.NaN, Double.NaN, false);

        Guarantee guarantee = GuaranteeFit.of(low, Optional.empty(), 0.90);

        assertThat(guarantee.reviewFrom()).isEqualTo(0.008);
        assertThat(guarantee.leftOut()).isEqualTo(19);
        assertThat(guarantee.scores().missed().count()).isZero();
        assertThat(guarantee.promises().get(0).measured().count()).isZero();
        assertThat(guarantee.promises().get(0).measuredAlone().of()).isEqualTo(30);
        // Every good weld of the four folds reads REVIEW, but for those that read NOK.
        long rejected = guarantee.scores().pseudoReject().count();
        assertThat(guarantee.scores().review().count()).isGreaterThanOrEqualTo(48 - rejected);
    }

    /** With two pores each is judged by a threshold that the other chose. */
    @Test
    void twoWeldsOfAClassLieInTwoFolds() {
        Guarantee.ClassPromise porosity = GuaranteeFit.of(withPores(60, 30, 2), Optional.empty(), 0.90)
                .promises()
                .get(1);

        assertThat(porosity.measuredAlone().of()).isEqualTo(2);
        assertThat(porosity.leftOut()).isZero();
    }

    @Test
    void weldsWithoutWhichNothingCanBeChosenAreLeftOutAndTold() {
        Guarantee guarantee = GuaranteeFit.of(evaluation(20, 1, 1), Optional.empty(), 0.90);

        assertThat(guarantee.isGiven()).isTrue();
        // The fold of the one crack, and the good ones in it.
        assertThat(guarantee.scores().missed().of()).isZero();
        assertThat(guarantee.scores().pseudoReject().of()).isBetween(15L, 17L);
        int leftOut = 21 - (int) guarantee.scores().pseudoReject().of();
        assertThat(guarantee.leftOut()).isEqualTo(leftOut);
        assertThat(GuaranteeText.sentences(guarantee))
                .last()
                .isEqualTo("left out of what the band misses and costs: " + leftOut
                        + " welds that could be judged only by thresholds that leave out a class");
        assertThat(GuaranteeJson.members(guarantee)).containsEntry("leftOut", leftOut);
    }

    /** A refusal of one class says nothing against what another is promised. */
    @Test
    void aClassThatIsRefusedVoidsNothingOfTheOthers() {
        Guarantee guarantee = GuaranteeFit.of(withPores(60, 30, 5), Optional.of(0.10), 0.90);

        assertThat(guarantee.isGiven()).isFalse();
        assertThat(guarantee.promises().get(0).measuredAlone().of()).isEqualTo(30);
        assertThat(guarantee.promises().get(1).measuredAlone().of()).isZero();
        assertThat(guarantee.promises().get(1).measured().of()).isZero();
        assertThat(guarantee.promises().get(1).leftOut()).isZero();
        assertThat(guarantee.scores().review().of()).isZero();
        assertThat(GuaranteeText.sentences(guarantee)).noneMatch(line -> line.startsWith("cost"));
    }

    /** The only picture that shows the crack could not be inspected: the other, which shows none, is no good weld. */
    @Test
    void aWeldWhoseOnlyBadPictureCouldNotBeInspectedIsNoGoodOne() {
        Evaluation one = evaluation(40, 50, 1);
        List<PictureResult> results = new ArrayList<>(one.results());
        results.add(picture("x", "half seen", LabelledSet.Truth.BAD, Exam.failed("cut off")));
        Exam high = new Exam("OK", "", false, 0.99, List.of(), Optional.empty(), 10, 10);
        results.add(picture("y", "half seen", LabelledSet.Truth.GOOD, high));
        // All labelled pictures of this one are good.
        results.add(picture("z", "good", LabelledSet.Truth.GOOD, high));
        results.add(picture("u", "good", LabelledSet.Truth.GOOD, Exam.failed("cut off")));
        Evaluation evaluation = new Evaluation("scripted", one.set(), results, Double.NaN, Double.NaN, false);

        Guarantee guarantee = GuaranteeFit.of(evaluation, Optional.of(0.10), 0.90);

        assertThat(guarantee.scores().pseudoReject().of()).isEqualTo(41);
        assertThat(guarantee.scores().missed().of()).isEqualTo(50);
        assertThat(guarantee.notInspected()).isEqualTo(1);
        assertThat(GuaranteeText.sentences(guarantee))
                .last()
                .isEqualTo("left out: 1 weld of which no picture that counts could be inspected");
        assertThat(GuaranteeJson.members(guarantee)).containsEntry("notInspected", 1);
    }

    private static PictureResult picture(String name, String group, LabelledSet.Truth truth, Exam exam) {
        return picture(Path.of("c.png"), name, group, truth, exam);
    }

    private static PictureResult picture(Path file, String name, String group, LabelledSet.Truth truth, Exam exam) {
        Sample sample = new Sample(
                file,
                name + ".png",
                group,
                Optional.of(truth == LabelledSet.Truth.BAD ? "crack" : "good"),
                true,
                List.of(),
                Optional.empty());
        return PictureResult.of(sample, truth, exam);
    }

    private static Evaluation ofTwoClasses() {
        return withPores(40, 60, 60);
    }

    private static Evaluation withPores(int good, int cracks, int pores) {
        Evaluation one = evaluation(good, cracks, List.of("crack", "porosity", "good"));
        List<PictureResult> results = new ArrayList<>(one.results());
        for (int weld = 0; weld < pores; weld++) {
            Sample sample = new Sample(
                    Path.of("b.png"),
                    "p" + weld + ".png",
                    "porous weld " + weld,
                    Optional.of("porosity"),
                    true,
                    List.of(),
                    Optional.empty());
            Exam exam = new Exam("OK", "", false, 0.8 + weld * 0.001, List.of(), Optional.empty(), 10, 10);
            results.add(PictureResult.of(sample, LabelledSet.Truth.BAD, exam));
        }
        return new Evaluation("scripted", one.set(), results, Double.NaN, Double.NaN, false);
    }

    @Test
    void verdictsThatAPromiseAlreadyChangedAreNoGroundForAnother() {
        Evaluation one = evaluation(40, 50, 1);
        Evaluation kept = new Evaluation(one.subject(), one.set(), one.results(), Double.NaN, Double.NaN, true);

        assertThatThrownBy(() -> GuaranteeFit.of(kept, Optional.of(0.10), 0.90))
                .hasMessage("the verdicts of scripted were changed by a promise kept before, so that what a new one"
                        + " costs cannot be counted; make the results anew with --no-promise");
    }

    /** The pipeline rejects by itself every good weld and no bad one: the band lets it do so, and adds its own. */
    @Test
    void whatVerdictsCostIsTheWorseOfTheBandAndThePipelinesOwn() {
        Guarantee own = GuaranteeFit.of(evaluation(100, 200, 1, "OK", "NOK"), Optional.of(0.10), 0.90);

        assertThat(own.scores().pseudoReject().value()).isLessThan(0.1);
        assertThat(own.verdicts().orElseThrow().pseudoReject().value()).isEqualTo(1);
        assertThat(own.verdicts().orElseThrow().missed()).isEqualTo(own.scores().missed());
        Guarantee doubting = GuaranteeFit.of(evaluation(100, 200, 1, "REVIEW", "OK"), Optional.of(0.10), 0.90);
        assertThat(doubting.scores().missed().count()).isPositive();
        assertThat(doubting.verdicts().orElseThrow().missed().count()).isZero();
        assertThat(GuaranteeText.sentences(doubting))
                .last()
                .asString()
                .startsWith("verdicts, the worse of the band's and the pipeline's own, by cross-fitting: missed 0.0 %");
    }

    /** Four digits would make nothing of a small score, and say that all pictures are REVIEW. */
    @Test
    void thresholdsNearTheEndsAreToldInDigitsThatTellThemApart() {
        Evaluation one = evaluation(40, 50, 1);
        List<PictureResult> small = one.results().stream()
                .map(r -> PictureResult.of(r.sample(), r.truth(), scaled(r.exam(), 1e-6)))
                .toList();
        Evaluation evaluation = new Evaluation("scripted", one.set(), small, Double.NaN, Double.NaN, false);

        assertThat(GuaranteeText.sentences(GuaranteeFit.of(evaluation, Optional.of(0.10), 0.90)))
                .anyMatch(line -> line.matches("crack: .*; threshold 5\\.[0-9]{6}e-07 .*"))
                .anyMatch(line -> line.startsWith("cost: REVIEW from a score of 5."));
    }

    private static Exam scaled(Exam exam, double factor) {
        return new Exam(
                exam.word(),
                exam.reason(),
                false,
                factor * exam.score(),
                List.of(),
                Optional.empty(),
                exam.widthPx(),
                exam.heightPx());
    }

    /** The same photograph under thirty names and groups is one weld. */
    @Test
    void copiesOfAPictureAreOneWeldWhateverTheirGroups(@TempDir Path folder) throws IOException {
        Evaluation one = evaluation(40, 30, 1);
        List<PictureResult> results = new ArrayList<>();
        for (PictureResult result : one.results()) {
            Sample sample = result.sample();
            Path file = folder.resolve(sample.name());
            boolean isCopy = result.truth() == LabelledSet.Truth.BAD && results.size() < 12;
            Files.writeString(file, isCopy ? "the same" : sample.name());
            Sample there = new Sample(
                    file, sample.name(), sample.group(), sample.folderClass(), true, List.of(), Optional.empty());
            results.add(PictureResult.of(there, result.truth(), result.exam()));
        }
        Evaluation copied = new Evaluation("scripted", one.set(), results, Double.NaN, Double.NaN, false);

        assertThat(GuaranteeFit.of(copied, Optional.of(0.10), 0.90)
                        .promises()
                        .get(0)
                        .units())
                .isEqualTo(30 - 12 + 1);
    }

    /**
     * Files without content are all the same, and so is a picture that stands in for those of which nothing is known.
     */
    @Test
    void picturesThatCouldNotBeInspectedOrAreUnlabelledTieNoGroupsTogether(@TempDir Path folder) throws IOException {
        Evaluation one = evaluation(40, 30, 1);
        List<PictureResult> results = new ArrayList<>(one.results());
        Exam exam = new Exam("OK", "", false, 0.3, List.of(), Optional.empty(), 10, 10);
        for (int weld = 0; weld < 2; weld++) {
            Path empty = Files.writeString(folder.resolve("empty" + weld + ".png"), "");
            Path standIn = Files.writeString(folder.resolve("stand-in" + weld + ".png"), "no picture");
            String group = "weld " + weld;
            results.add(picture(empty, "e" + weld, group, LabelledSet.Truth.BAD, Exam.failed("the file is empty")));
            results.add(picture(standIn, "s" + weld, "weld " + (weld + 2), LabelledSet.Truth.UNKNOWN, exam));
        }
        Evaluation evaluation = new Evaluation("scripted", one.set(), results, Double.NaN, Double.NaN, false);

        Guarantee guarantee = GuaranteeFit.of(evaluation, Optional.of(0.10), 0.90);

        assertThat(guarantee.promises().get(0).units()).isEqualTo(30);
        assertThat(guarantee.notInspected()).isZero();
    }

    @Test
    void groupsThatNameNoneOfThePicturesAreNoGroundForAPromise(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("data.yaml"), "names: [crack]\n");
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        Files.writeString(folder.resolve("images/p0.png"), "");
        Files.writeString(folder.resolve("labels/p0.txt"), "0 0.5 0.5 0.1 0.1\n");
        LabelledSet set = LabelledSet.open(folder, Optional.empty());
        Evaluation one = evaluation(40, 300, 1);
        Evaluation evaluation = new Evaluation("scripted", set, one.results(), Double.NaN, Double.NaN, false);
        assertThat(GuaranteeFit.of(evaluation, Optional.of(0.10), 0.90).isGiven())
                .isTrue();

        Files.writeString(folder.resolve("groups.csv"), "file,group\np0.png,weld1\n");
        assertThatThrownBy(() -> GuaranteeFit.of(evaluation, Optional.of(0.10), 0.90))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        folder.resolve("groups.csv") + ": names none of the 1 pictures, nor any other that is there;"
                                + " it would have to name them as 'images/p0.png', from its own folder on");
        // Of another part of the set.
        Files.createDirectories(folder.resolve("train"));
        Files.writeString(folder.resolve("train/p0.png"), "");
        Files.writeString(folder.resolve("groups.csv"), "file,group\ntrain/p0.png,weld1\n");
        assertThat(GuaranteeFit.of(evaluation, Optional.of(0.10), 0.90).isGiven())
                .isTrue();
        Files.writeString(folder.resolve("groups.csv"), "file,group\nimages/p0.png,weld1\n");
        assertThat(GuaranteeFit.of(evaluation, Optional.of(0.10), 0.90).isGiven())
                .isTrue();
    }

    /** Bad welds score from 0.5 upwards, good ones from 0.1; further pictures of a weld a little lower. */
    private static Evaluation evaluation(int good, int bad, int picturesPerWeld) {
        return evaluation(good, bad, picturesPerWeld, "OK", "OK");
    }

    private static Evaluation evaluation(int good, int bad, List<String> classes) {
        Evaluation one = evaluation(good, bad, 1);
        LabelledSet set = new LabelledSet(
                one.set().directory(), one.set().format(), classes, one.set().samples());
        return new Evaluation(one.subject(), set, one.results(), Double.NaN, Double.NaN, false);
    }

    private static Evaluation evaluation(int good, int bad, int picturesPerWeld, String ofBad, String ofGood) {
        List<Sample> samples = new ArrayList<>();
        List<PictureResult> results = new ArrayList<>();
        for (int weld = 0; weld < good + bad; weld++) {
            boolean isBad = weld < bad;
            for (int picture = 0; picture < picturesPerWeld; picture++) {
                Sample sample = new Sample(
                        Path.of("a.png"),
                        weld + "-" + picture + ".png",
                        "weld " + weld,
                        Optional.of(isBad ? "crack" : "good"),
                        true,
                        List.of(),
                        Optional.empty());
                samples.add(sample);
                double score = (isBad ? 0.5 + weld * 0.001 : 0.1 + (weld - bad) * 0.001) - 0.01 * picture;
                Exam exam = new Exam(isBad ? ofBad : ofGood, "", false, score, List.of(), Optional.empty(), 10, 10);
                results.add(PictureResult.of(sample, isBad ? LabelledSet.Truth.BAD : LabelledSet.Truth.GOOD, exam));
            }
        }
        LabelledSet set =
                new LabelledSet(Path.of("set"), LabelledSet.Format.CLASS_FOLDERS, List.of("crack", "good"), samples);
        return new Evaluation("scripted", set, results, Double.NaN, Double.NaN, false);
    }
}
