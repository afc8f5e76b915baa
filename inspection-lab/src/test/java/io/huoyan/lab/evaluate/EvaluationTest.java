package io.huoyan.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

class EvaluationTest {
    private static final int SIDE = 100;
    private static final List<PixelPoint> SQUARE =
            List.of(new PixelPoint(40, 40), new PixelPoint(59, 40), new PixelPoint(59, 59), new PixelPoint(40, 59));

    @TempDir
    Path folder;

    @BeforeEach
    void writeSet() throws IOException {
        write("data.yaml", "names: [good welding, crack, porosity]\n");
        label("found", "1 0.4 0.4 0.6 0.4 0.6 0.6 0.4 0.6");
        label("missed", "1 0.4 0.4 0.6 0.4 0.6 0.6 0.4 0.6\n2 0.5 0.5 0.05 0.05");
        label("good", "0 0.1 0.1 0.9 0.1 0.9 0.9 0.1 0.9");
        label("rejected", "0 0.1 0.1 0.9 0.1 0.9 0.9 0.1 0.9");
        label("doubtful", "0 0.1 0.1 0.9 0.1 0.9 0.9 0.1 0.9");
    }

    /** Says of each picture what its name asks for. */
    private static final Map<String, Exam> SAID = Map.of(
            "images/found.png", exam("NOK", 0.9, List.of(crack(0.9, true))),
            "images/missed.png", exam("OK", 0.3, List.of(crack(0.2, false))),
            "images/good.png", exam("OK", 0.1, List.of()),
            "images/rejected.png", exam("NOK", 0.8, List.of(crack(0.8, true))),
            "images/doubtful.png", exam("REVIEW", 0.2, List.of()));

    @Test
    void missedPseudoRejectAndReviewAreCountedAgainstTheirOwnKind() {
        Evaluation evaluation = run();

        assertThat(evaluation.missed()).extracting("count", "of").containsExactly(1L, 2L);
        assertThat(evaluation.pseudoReject()).extracting("count", "of").containsExactly(1L, 3L);
        assertThat(evaluation.review()).extracting("count", "of").containsExactly(1L, 5L);
        assertThat(evaluation.reviewOfGood()).extracting("count", "of").containsExactly(1L, 3L);
        // 0.9 beats all three good ones, 0.3 two of them.
        assertThat(evaluation.imageAuroc()).isCloseTo(5 / 6.0, within(1e-12));
    }

    @Test
    void theJsonBeginsWithTheAgreedMembersAndKeysTheClassesByName() {
        Map<String, Object> members = EvaluationJson.members(run());

        assertThat(members.keySet())
                .startsWith(
                        "pictures",
                        "imageAuroc",
                        "pixelAuroc",
                        "pixelAupro",
                        "ap50",
                        "ap50to95",
                        "missed",
                        "pseudoReject",
                        "review",
                        "classes");
        assertThat(members)
                .containsEntry("pictures", 5)
                .containsEntry("missed", 0.5)
                .containsEntry("review", 0.2);
        assertThat(members.get("pixelAuroc")).isNull();
        Map<?, ?> classes = (Map<?, ?>) members.get("classes");
        assertThat(classes.keySet()).map(Object::toString).containsExactly("good welding", "crack", "porosity");
        Map<?, ?> crack = (Map<?, ?>) classes.get("crack");
        assertThat(crack.keySet())
                .map(Object::toString)
                .startsWith("ap50", "ap50to95", "precision", "recall", "missed");
        assertThat(crack.get("precision")).isEqualTo(0.5);
        assertThat(crack.get("recall")).isEqualTo(0.5);
        assertThat(crack.get("missed")).isEqualTo(0.5);
        assertThat(((Map<?, ?>) classes.get("good welding")).get("missed")).isNull();
    }

    @Test
    void ap50IsTheMeanOfTheClassesThatAreLabelled() {
        Evaluation evaluation = run();

        // Crack: scores 0.9 right, 0.8 wrong, 0.2 right of two; good welding and porosity: nothing seen of them.
        double crack = (51 * 1.0 + 50 * 2 / 3.0) / 101;
        assertThat(evaluation.ap50()).isCloseTo(crack / 3, within(1e-12));
    }

    /** One crack in two is found: drawn again, there are draws with both found, and draws with neither. */
    @Test
    void ap50OfEachClassHasAnIntervalByTheGroupsOfPictures() throws IOException {
        Evaluation evaluation = run();

        Evaluation.PrecisionIntervals intervals = evaluation.ap50Intervals();

        double crack = evaluation.classes().get(1).ap50();
        assertThat(intervals.classes()).hasSize(3);
        assertThat(intervals.classes().get(1).low()).isBetween(0.0, crack - 0.1);
        assertThat(intervals.classes().get(1).high()).isBetween(crack + 0.1, 1.0);
        assertThat(intervals.classes().get(2)).isEqualTo(new Bootstrap.Interval(0, 0));
        assertThat(intervals.mean().high())
                .isBetween(evaluation.ap50(), intervals.classes().get(1).high());
        Map<?, ?> classes = (Map<?, ?>) EvaluationJson.members(evaluation).get("classes");
        assertThat((List<?>) ((Map<?, ?>) classes.get("crack")).get("ap50Interval"))
                .hasSize(2);
        Files.writeString(folder.resolve("data.yaml"), "names: [good welding, crack, porosity, undercut]\n");
        Map<?, ?> more = (Map<?, ?>) EvaluationJson.members(run()).get("classes");
        assertThat(((Map<?, ?>) more.get("undercut")).get("ap50Interval")).isNull();
    }

    /** Only what is labelled as a defect can be missed; a weld that is no more than outlined has none. */
    @Test
    void outlinedWeldsAreNotMissed() throws IOException {
        write("data.yaml", "names: [seam, crack, porosity]\n");

        Evaluation evaluation = run();

        assertThat(evaluation.missed()).extracting("count", "of").containsExactly(1L, 2L);
        assertThat(evaluation.pseudoReject()).extracting("count", "of").containsExactly(1L, 3L);
        assertThat(evaluation.missed("seam").of()).isZero();
        assertThat(evaluation.classes().get(0).imageAuroc()).isNaN();
    }

    @Test
    void pixelIouComparesOutlinesOfAllPictures() {
        ClassFigures crack = run().classes().get(1);

        // Found in one picture to the pixel, not at all in the other, and seen in a third where there is none.
        assertThat(crack.pixelIou()).isEqualTo(1 / 3.0);
        assertThat(crack.detection()).singleElement().satisfies(bin -> {
            assertThat(bin.fromPx()).isEqualTo(16);
            assertThat(bin.found().count()).isEqualTo(1);
            assertThat(bin.found().of()).isEqualTo(2);
        });
    }

    /** One box over the whole bead holds the middle of every pore in it, and finds one of them. */
    @Test
    void whatIsSeenFindsOneThingOfItsSizeAtMost() throws IOException {
        label("found", "2 0.3 0.5 0.05 0.05\n2 0.5 0.5 0.05 0.05\n2 0.7 0.5 0.1 0.1");
        Candidate bead = pore(0.9, new Box(0, 0, 100, 100));
        Candidate right = pore(0.8, new Box(44, 44, 11, 11));
        Candidate again = pore(0.7, new Box(45, 45, 11, 11));

        // The surest one finds the one that it overlaps most, which is the largest.
        assertThat(pores(List.of(bead))).containsExactly("0.0: 0 of 3", "8.0: 1 of 1");
        assertThat(pores(List.of(right))).containsExactly("0.0: 1 of 3", "8.0: 0 of 1");
        assertThat(pores(List.of(bead, right, again))).containsExactly("0.0: 1 of 3", "8.0: 1 of 1");
        Candidate doubtful = new Candidate("porosity", 0.6, false, new Box(28, 48, 5, 5), List.of());
        assertThat(pores(List.of(right, doubtful))).containsExactly("0.0: 1 of 3", "8.0: 0 of 1");
    }

    private static Candidate pore(double score, Box box) {
        return new Candidate("porosity", score, true, box, List.of());
    }

    /** Pores found of each size, where one picture shows three and another, of which nothing is said, one. */
    private List<String> pores(List<Candidate> seen) {
        Evaluation evaluation = Evaluator.run(
                set(),
                new ScriptedExaminer(
                        "pores",
                        sample -> exam("NOK", 0.9, sample.name().equals("images/found.png") ? seen : List.of())),
                (done, all, name) -> {});
        return evaluation.classes().get(2).detection().stream()
                .map(bin -> bin.fromPx() + ": " + bin.found().count() + " of "
                        + bin.found().of())
                .toList();
    }

    /**
     * A network that boxes things tells where they are by its maps; of one that has none of a class nothing is said.
     */
    @Test
    void pixelIouOfBoxedThingsIsThatOfTheMapsRegions() throws IOException {
        Candidate box = new Candidate("crack", 0.9, true, new Box(40, 40, 20, 20), List.of());
        Exam seen = new Exam(
                "NOK", "", false, 0.9, List.of(box), Map.of("crack", List.of(SQUARE)), Optional.empty(), SIDE, SIDE);
        Evaluation evaluation = Evaluator.run(set(), examiner(seen), (done, all, name) -> {});

        // Two of five pictures have a crack there.
        assertThat(evaluation.classes().get(1).pixelIou()).isEqualTo(2 / 5.0);
        assertThat(evaluation.classes().get(0).pixelIou()).isNaN();
        EvaluationReport.write(evaluation, Optional.empty(), List.of(), folder.resolve("report"));
        Evaluation again =
                Evaluator.run(evaluation.set(), stored(folder.resolve("report/results.json")), (done, all, name) -> {});
        assertThat(again.classes().get(1).pixels())
                .isEqualTo(evaluation.classes().get(1).pixels());
        Exam boxOnly = new Exam("NOK", "", false, 0.9, List.of(box), Optional.empty(), SIDE, SIDE);
        Evaluation boxes = Evaluator.run(set(), examiner(boxOnly), (done, all, name) -> {});
        assertThat(boxes.classes())
                .allSatisfy(figures -> assertThat(figures.pixelIou()).isNaN());
    }

    @Test
    void precisionRecallAndPixelIouAreToldOfAllClassesTogether() {
        Map<String, Object> members = EvaluationJson.members(run());

        // Seen are two cracks, one of them true; labelled are three good welds, two cracks and a pore.
        assertThat(members).containsEntry("precision", 0.5).containsEntry("recall", 0.166667);
        assertThat((Double) members.get("pixelIou")).isCloseTo(1 / 3.0, within(0.05));
    }

    @Test
    void pixelIouOfASetWithMasksHoldsTheMapsAgainstThem() throws IOException {
        Path masked = folder.resolve("masked");
        picture(masked.resolve("test/crack/a.png"), 0, 0);
        picture(masked.resolve("ground_truth/crack/a_mask.png"), 40, 60);
        picture(masked.resolve("test/good/b.png"), 0, 0);
        Exam seen = new Exam(
                "NOK", "", false, 0.9, List.of(), Map.of("crack", List.of(SQUARE)), Optional.empty(), SIDE, SIDE);
        Evaluation evaluation =
                Evaluator.run(LabelledSet.open(masked, Optional.empty()), examiner(seen), (done, all, name) -> {});

        assertThat(evaluation.classes().get(0).name()).isEqualTo("crack");
        assertThat(evaluation.classes().get(0).pixelIou()).isEqualTo(0.5);
        assertThat(evaluation.classes().get(1).pixelIou()).isNaN();
    }

    /** Neither a good score nor a size is known of it; as a picture it stays among those that people must look at. */
    @Test
    void whatCouldNotBeInspectedHasNoScoreAndNoSizes() {
        Evaluation all = run();
        List<PictureResult> results = all.results().stream()
                .map(r -> r.sample().name().equals("images/missed.png")
                        ? PictureResult.of(r.sample(), r.truth(), Exam.failed("cut off"))
                        : r)
                .toList();
        Evaluation evaluation = new Evaluation("scripted", all.set(), results, Double.NaN, Double.NaN, false);

        assertThat(evaluation.failed()).isEqualTo(1);
        assertThat(evaluation.imageAuroc()).isEqualTo(1);
        assertThat(evaluation.missed()).extracting("count", "of").containsExactly(0L, 2L);
        assertThat(evaluation.review()).extracting("count", "of").containsExactly(2L, 5L);
        assertThat(evaluation.classes().get(1).detection())
                .singleElement()
                .satisfies(bin -> assertThat(bin.found().of()).isEqualTo(1));
    }

    /** A bad picture is bad somewhere; one whose mask does not say where must not make its pixels good ones. */
    @Test
    void badPicturesWithoutAMaskAreToldAndInNoFigureOfPixels() throws IOException {
        Path masked = folder.resolve("unmasked");
        for (String name : List.of("marked", "missing", "blank", "empty")) {
            picture(masked.resolve("test/crack/" + name + ".png"), 0, 0);
        }
        picture(masked.resolve("test/good/b.png"), 0, 0);
        picture(masked.resolve("ground_truth/crack/marked_mask.png"), 40, 60);
        picture(masked.resolve("ground_truth/crack/blank_mask.png"), 0, 0);
        write("unmasked/ground_truth/crack/empty_mask.png", "");

        float[] map = new float[SIDE * SIDE];
        for (int i = 0; i < map.length; i++) {
            boolean isMarked = i % SIDE >= 40 && i % SIDE < 60 && i / SIDE >= 40 && i / SIDE < 60;
            map[i] = isMarked ? 0.9f : 0.1f;
        }
        ScoreMap flat = new ScoreMap(ScoreMap.Meaning.PROBABILITY, SIDE, SIDE, new float[SIDE * SIDE]);
        ScoreMap square = new ScoreMap(ScoreMap.Meaning.PROBABILITY, SIDE, SIDE, map);
        Exam seen = new Exam("NOK", "", false, 0.9, List.of(), Optional.of(square), SIDE, SIDE);
        Exam nothing = new Exam("OK", "", false, 0.1, List.of(), Optional.of(flat), SIDE, SIDE);
        Evaluation evaluation =
                Evaluator.run(LabelledSet.open(masked, Optional.empty()), ofGood(nothing, seen), (done, all, n) -> {});

        assertThat(evaluation.withoutMask())
                .containsExactly("test/crack/blank.png", "test/crack/empty.png", "test/crack/missing.png");
        assertThat(EvaluationJson.members(evaluation)).containsEntry("withoutMask", 3);
        assertThat(EvaluationReport.write(evaluation, Optional.empty(), List.of(), folder.resolve("report")))
                .content()
                .contains("Without mask, in no figure of pixels");
        assertThat(evaluation.pixelAuroc()).isEqualTo(1);
    }

    @Test
    void theMaskOfAMissedPictureIsDrawnOverIt() throws IOException {
        Path masked = folder.resolve("drawn");
        picture(masked.resolve("test/crack/a.png"), 0, 0);
        picture(masked.resolve("ground_truth/crack/a_mask.png"), 40, 60);
        Evaluation evaluation = Evaluator.run(
                LabelledSet.open(masked, Optional.empty()), examiner(exam("OK", 0, List.of())), (done, all, n) -> {});

        java.awt.image.BufferedImage drawn =
                PictureDrawing.of(evaluation.results().get(0)).orElseThrow();

        // Three times as large; black but for the dashes around the square.
        assertThat(drawn.getRGB(150, 150) & 0xff).isZero();
        assertThat(java.util.stream.IntStream.range(115, 185)
                        .filter(x -> (drawn.getRGB(x, 121) & 0xff) > 100)
                        .count())
                .isBetween(25L, 60L);
    }

    /** Unlike in the upper left quarter alone, and there twice as far as good pictures are from each other. */
    @Test
    void whereAMissedPictureWasThoughtUnlikeIsDrawnBesideIt() throws IOException {
        Path parts = folder.resolve("parts");
        picture(parts.resolve("hole/missed.png"), 0, 0);
        picture(parts.resolve("hole/caught.png"), 0, 0);
        picture(parts.resolve("good/fine.png"), 0, 0);
        picture(parts.resolve("good/strange.png"), 0, 0);
        Evaluation evaluation = Evaluator.run(
                LabelledSet.open(parts, Optional.empty()), new Unlike(List.of("missed", "fine")), (d, all, n) -> {});

        Path page = EvaluationReport.write(evaluation, Optional.empty(), List.of(), folder.resolve("report"));

        assertThat(folder.resolve("report/pictures").toFile().list())
                .containsExactlyInAnyOrder(
                        "a-hole_missed.png.jpg",
                        "heat-a-hole_missed.png.jpg",
                        "a-good_strange.png.jpg",
                        "heat-a-good_strange.png.jpg");
        String html = Files.readString(page);
        assertThat(html)
                .contains(
                        "<img loading=\"lazy\" src=\"pictures/a-hole_missed.png.jpg\" alt=\"hole/missed.png\"></a>"
                                + "<a href=\"pictures/heat-a-hole_missed.png.jpg\">",
                        "where it was thought unlike the good pictures",
                        "Called strange: good, and held for an unknown anomaly 良品被疑: 1");
        PictureResult missed = evaluation.results().stream()
                .filter(PictureResult::isMissed)
                .findFirst()
                .orElseThrow();
        java.awt.image.BufferedImage heat = PictureDrawing.heat(missed).orElseThrow();
        // Three times as large; the picture is black.
        assertThat(heat.getRGB(60, 60) & 0xffff).isZero();
        assertThat(heat.getRGB(60, 60) >> 16 & 0xff).isBetween(178, 179);
        assertThat(heat.getRGB(240, 60) & 0xffffff).isZero();
        assertThat(heat.getRGB(60, 240) & 0xffffff).isZero();
    }

    /** Of two names that are one in plain letters, the second picture would stand for both. */
    @Test
    void picturesWhoseNamesDifferInChineseAloneAreBothShown() throws IOException {
        Path parts = folder.resolve("parts");
        for (String name : List.of("焊缝", "焊点", "a", "A")) {
            picture(parts.resolve("hole/" + name + ".png"), 0, 0);
        }
        picture(parts.resolve("good/fine.png"), 0, 0);
        Evaluation evaluation = Evaluator.run(
                LabelledSet.open(parts, Optional.empty()), new Unlike(List.of("hole", "good")), (done, all, n) -> {});

        Path page = EvaluationReport.write(evaluation, Optional.empty(), List.of(), folder.resolve("report"));

        assertThat(folder.resolve("report/pictures").toFile().list())
                .containsExactlyInAnyOrder(
                        "a-hole_A.png.jpg",
                        "heat-a-hole_A.png.jpg",
                        "a-hole_a.png-2.jpg",
                        "heat-a-hole_a.png-2.jpg",
                        "a-hole___.png.jpg",
                        "heat-a-hole___.png.jpg",
                        "a-hole___.png-2.jpg",
                        "heat-a-hole___.png-2.jpg");
        assertThat(Files.readString(page))
                .contains(
                        "src=\"pictures/a-hole___.png.jpg\" alt=\"hole/焊点.png\"></a>"
                                + "<a href=\"pictures/heat-a-hole___.png.jpg\">",
                        "src=\"pictures/a-hole___.png-2.jpg\" alt=\"hole/焊缝.png\"></a>"
                                + "<a href=\"pictures/heat-a-hole___.png-2.jpg\">");
    }

    @Test
    void theReportOfStoredResultsHasNoMapsAndDoesWithout() throws IOException {
        Path page = EvaluationReport.write(run(), Optional.empty(), List.of(), folder.resolve("report"));

        assertThat(Files.readString(page)).doesNotContain("heat-a", "<i class=\"heat\">");
        assertThat(folder.resolve("report/pictures").toFile().list()).noneMatch(name -> name.startsWith("heat"));
    }

    @ParameterizedTest
    @CsvSource({"0, 202, 202, 202", "0.25, 214, 205, 157", "0.5, 226, 208, 111", "0.7, 231, 162, 91", "1, 239, 61, 61"})
    void aPlaceIsColouredFromGreyOverYellowToRed(double notability, int red, int green, int blue) {
        assertThat(HeatColours.over(202, notability)).isEqualTo(red << 16 | green << 8 | blue);
    }

    /** What good pictures show of themselves is not notable; beyond the worst nothing is told apart. */
    @ParameterizedTest
    @CsvSource({
        "DISTANCE, 0, 0",
        "DISTANCE, 1, 0",
        "DISTANCE, 1.5, 0.5",
        "DISTANCE, 2, 1",
        "DISTANCE, 9, 1",
        "PROBABILITY, 0.1, 0",
        "PROBABILITY, 0.5, 0.5",
        "PROBABILITY, 1, 1"
    })
    void aScoreIsAsNotableAsItsMeaningSays(ScoreMap.Meaning meaning, double score, double notability) {
        assertThat(meaning.notability(score)).isCloseTo(notability, within(1e-12));
    }

    @Test
    void aMapThatIsKeptIsCoarseAndAsBadOnTheWhole() {
        float[] scores = new float[200 * 100];
        java.util.Arrays.fill(scores, 0, 200 * 50, 3);
        ScoreMap coarse = new ScoreMap(ScoreMap.Meaning.DISTANCE, 200, 100, scores).within(80);

        assertThat(coarse.widthPx()).isEqualTo(80);
        assertThat(coarse.heightPx()).isEqualTo(40);
        assertThat(coarse.scores()[0]).isEqualTo(3, within(1e-5f));
        assertThat(coarse.scores()[80 * 39]).isZero();
        assertThat(coarse.within(80)).isSameAs(coarse);
    }

    /** A square of 8 px, three times as large as drawn: nothing of it is drawn over. */
    @Test
    void aSmallMaskIsFramedAndStaysVisible() throws IOException {
        Path masked = folder.resolve("small");
        picture(masked.resolve("test/crack/a.png"), 0, 0);
        picture(masked.resolve("ground_truth/crack/a_mask.png"), 40, 48);
        Evaluation evaluation = Evaluator.run(
                LabelledSet.open(masked, Optional.empty()), examiner(exam("OK", 0, List.of())), (done, all, n) -> {});

        java.awt.image.BufferedImage drawn =
                PictureDrawing.of(evaluation.results().get(0)).orElseThrow();

        for (int x = 118; x < 146; x++) {
            for (int y = 118; y < 146; y++) {
                assertThat(drawn.getRGB(x, y) & 0xffffff).as("%d, %d", x, y).isZero();
            }
        }
        assertThat(java.util.stream.IntStream.range(110, 154)
                        .filter(x -> (drawn.getRGB(x, 113) & 0xff) > 100)
                        .count())
                .isBetween(12L, 40L);
    }

    @Test
    void confusionCountsWhatWasTakenForNothingAndNothingTakenForSomething() {
        Confusion confusion = run().confusion();

        assertThat(confusion.counts()[1]).containsExactly(0, 1, 0, 1);
        assertThat(confusion.counts()[2]).containsExactly(0, 0, 0, 1);
        assertThat(confusion.counts()[3]).containsExactly(0, 1, 0, 0);
    }

    @Test
    void theReportShowsEveryMissAndPseudoRejectAsAPicture() throws IOException {
        Path page = EvaluationReport.write(run(), Optional.empty(), List.of("a note"), folder.resolve("report"));

        String html = Files.readString(page);
        assertThat(html)
                .contains("Missed: bad, and read OK 漏检: 1", "Pseudo-reject: good, and read NOK 误判: 1", "a note");
        assertThat(folder.resolve("report/pictures/a-images_missed.png.jpg")).isNotEmptyFile();
        assertThat(folder.resolve("report/pictures/a-images_rejected.png.jpg")).isNotEmptyFile();
        assertThat(folder.resolve("report/pictures/a-images_good.png.jpg")).doesNotExist();
        assertThat(Files.readAllLines(folder.resolve("report/pictures.csv"))).hasSize(6);
        assertThat(Files.readAllLines(folder.resolve("report/classes.csv"))).hasSize(4);
    }

    /** {@code /dev/full} is the full disk. */
    @Test
    void aFileOfTheReportThatTheDiskDoesNotHoldIsNamedAndDoesNotStayHalf() throws IOException {
        Path results = folder.resolve("report/results.json");
        Files.createDirectories(folder.resolve("report"));
        Files.createSymbolicLink(results, Path.of("/dev/full"));

        assertThatThrownBy(() -> EvaluationReport.write(run(), Optional.empty(), List.of(), folder.resolve("report")))
                .isInstanceOf(IOException.class)
                .hasMessage(results + ": cannot be written: No space left on device");
        assertThat(folder.resolve("report").toFile().list()).doesNotContain("results.json");
    }

    @Test
    void storedResultsEvaluateToTheSameFigures() throws IOException {
        Evaluation first = run();
        EvaluationReport.write(first, Optional.empty(), List.of(), folder.resolve("report"));

        Evaluation again =
                Evaluator.run(first.set(), stored(folder.resolve("report/results.json")), (done, all, name) -> {});

        assertThat(EvaluationJson.members(again)).isEqualTo(EvaluationJson.members(first));
    }

    @Test
    void storedResultsTellWhetherAPromiseChangedTheirVerdicts() throws IOException {
        Examiner keeping = new Examiner() {
            @Override
            public String name() {
                return "with a promise";
            }

            @Override
            public boolean isKeepingPromise() {
                return true;
            }

            @Override
            public Exam examine(Sample sample) {
                return exam("NOK", 0.5, List.of());
            }
        };
        Path file = folder.resolve("results.json");

        StoredResults.write(Evaluator.run(set(), keeping, (done, all, name) -> {}), file);
        assertThat(stored(file).isKeepingPromise()).isTrue();
        StoredResults.write(run(), file);
        assertThat(stored(file).isKeepingPromise()).isFalse();
        Files.writeString(
                file,
                "{\"pictures\": [{\"name\": \"images/good.png\", \"width\": 100, \"height\": 100, \"word\": \"REVIEW\","
                        + " \"reason\": \"PROMISE_BAND: score 0.1\"}]}");
        assertThat(stored(file).isKeepingPromise()).isTrue();
    }

    @Test
    void twoExaminersSideBySideShowThePicturesThatFlip() throws IOException {
        Evaluation first = run();
        Evaluation other = Evaluator.run(first.set(), examiner(exam("OK", 0.5, List.of())), (done, all, name) -> {});

        Comparison comparison = Comparison.of(first, other);
        Path page = EvaluationReport.write(first, Optional.of(other), List.of(), folder.resolve("report"));

        assertThat(comparison.flips())
                .extracting(flip -> flip.first().sample().name())
                .containsExactly("images/found.png", "images/doubtful.png", "images/rejected.png");
        assertThat(Files.readString(page)).contains("b-images_found.png.jpg");
    }

    @Test
    void aPictureThatFailedIsReviewedAndItsDefectsCountAsNotFound() throws IOException {
        Evaluation evaluation =
                Evaluator.run(set(), examiner(Exam.failed("cannot be read: cut off")), (done, all, name) -> {});

        assertThat(evaluation.failed()).isEqualTo(5);
        assertThat(evaluation.firstFailure()).isEqualTo("images/doubtful.png: cannot be read: cut off");
        assertThat(run().firstFailure()).isEmpty();
        assertThat(evaluation.missed().count()).isZero();
        assertThat(evaluation.review().value()).isEqualTo(1);
        assertThat(evaluation.classes().get(1).recall().count()).isZero();
        assertThat(evaluation.classes().get(1).recall().of()).isEqualTo(2);
    }

    @Test
    void storedResultsWithAFaultNameItsPlace() throws IOException {
        Path file = folder.resolve("results.json");
        Files.writeString(file, "{\"pictures\": [{\"name\": \"a\", \"word\": \"GOOD\"}]}");

        assertThatThrownBy(() -> stored(file))
                .hasMessage(file + ": pictures[0] (a): word is 'GOOD'; allowed are OK, NOK and REVIEW");
    }

    private Evaluation run() {
        return Evaluator.run(
                set(), new ScriptedExaminer("scripted", sample -> SAID.get(sample.name())), (done, all, name) -> {});
    }

    /** As a memory of good parts: unlike in the upper left quarter; by name OK or REVIEW. */
    private record Unlike(List<String> takenForGood) implements Examiner {
        @Override
        public String name() {
            return "memory";
        }

        @Override
        public Exam examine(Sample sample) {
            float[] distances = new float[SIDE * SIDE];
            for (int i = 0; i < distances.length; i++) {
                distances[i] = i % SIDE < SIDE / 2 && i / SIDE < SIDE / 2 ? 2 : 0.2f;
            }
            boolean isGood = takenForGood.stream().anyMatch(sample.name()::contains);
            return new Exam(
                    isGood ? "OK" : "REVIEW",
                    isGood ? "" : "UNKNOWN_ANOMALY: differs from the good parts",
                    false,
                    1,
                    List.of(),
                    Optional.of(new ScoreMap(ScoreMap.Meaning.DISTANCE, SIDE, SIDE, distances)),
                    SIDE,
                    SIDE);
        }
    }

    /** Says one thing of pictures in a folder called good, another of all others. */
    private static Examiner ofGood(Exam good, Exam other) {
        return new ScriptedExaminer(
                "by folder", sample -> sample.folderClass().equals(Optional.of("good")) ? good : other);
    }

    private static Examiner examiner(Exam always) {
        return new ScriptedExaminer("always the same", sample -> always);
    }

    private StoredResults stored(Path file) throws IOException {
        return StoredResults.read(file, set());
    }

    private LabelledSet set() {
        return LabelledSet.open(folder, Optional.empty());
    }

    private static Exam exam(String word, double score, List<Candidate> candidates) {
        return new Exam(word, "", false, score, candidates, Optional.empty(), SIDE, SIDE);
    }

    private static Candidate crack(double score, boolean isSeen) {
        return new Candidate("crack", score, isSeen, new Box(40, 40, 20, 20), SQUARE);
    }

    private void label(String name, String lines) throws IOException {
        write("labels/" + name + ".txt", lines + "\n");
        Files.createDirectories(folder.resolve("images"));
        try (MatScope scope = MatScope.open()) {
            Mat picture = scope.mat(SIDE, SIDE, CvType.CV_8UC3);
            picture.setTo(new Scalar(120, 120, 120));
            Imgcodecs.imwrite(folder.resolve("images/" + name + ".png").toString(), picture);
        }
    }

    /** Black, with a white square from one corner to the other. */
    private static void picture(Path file, int from, int to) throws IOException {
        Files.createDirectories(file.getParent());
        try (MatScope scope = MatScope.open()) {
            Mat picture = scope.zeros(SIDE, SIDE, CvType.CV_8UC1);
            scope.own(picture.submat(from, to, from, to)).setTo(Scalar.all(255));
            Imgcodecs.imwrite(file.toString(), picture);
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
