package io.huoyan.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.dataset.LabelledSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.imgcodecs.Imgcodecs;

/** What COCO marks as a crowd is a region of many things: what is seen there is neither right nor wrong. */
class CrowdsTest {
    private static final int SIDE = 100;
    private static final int PORE = 0;
    private static final int NOTHING = 2;
    /** In pixels of the picture, of what is seen there: from centre to centre. */
    private static final List<PixelPoint> IN_CROWD = square(10, 19);

    private static final List<PixelPoint> ON_PORE = square(70, 79);

    @TempDir
    Path folder;

    @BeforeEach
    void picture() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        try (MatScope scope = MatScope.open()) {
            Imgcodecs.imwrite(folder.resolve("images/a.png").toString(), scope.zeros(SIDE, SIDE, CvType.CV_8UC3));
        }
    }

    @Test
    void whatIsSeenInACrowdOfItsClassIsInNoColumnOfTheConfusion() throws IOException {
        Evaluation evaluation = evaluate(
                outlined("pore", true, 0, 40) + "," + outlined("pore", false, 70, 80),
                seen("pore", IN_CROWD),
                seen("pore", square(20, 29)),
                seen("crack", square(30, 39)),
                seen("pore", square(45, 54)),
                seen("pore", ON_PORE));

        int[][] counts = evaluation.confusion().counts();
        assertThat(counts[PORE]).as("the one labelled pore").containsExactly(1, 0, 0);
        assertThat(counts[NOTHING])
                .as("the pore beside the crowd, and the crack, of which no crowd is told")
                .containsExactly(1, 1, 0);
    }

    @Test
    void aThingWithinACrowdIsFoundByWhatIsSeenOfIt() throws IOException {
        Evaluation evaluation =
                evaluate(outlined("pore", true, 0, 40) + "," + outlined("pore", false, 10, 20), seen("pore", IN_CROWD));

        assertThat(evaluation.confusion().counts()).isDeepEqualTo(new int[][] {{1, 0, 0}, {0, 0, 0}, {0, 0, 0}});
    }

    /** Of a bead that is bad as a whole too: its crowd tells no more than the bead does. */
    @Test
    void pixelsOfACrowdAreUnknownWhereNoDefectOfItsOwnMarksThem() throws IOException {
        Evaluation evaluation = evaluate(outlined("pore", true, 0, 40) + "," + outlined("crack", false, 10, 20) + ","
                + outlined("bad weld", true, 50, 60));

        byte[] truth = PixelTruth.of(evaluation.results().get(0), false).orElseThrow();

        assertThat(at(truth, 5)).isEqualTo(PixelTruth.UNKNOWN);
        assertThat(at(truth, 15)).isEqualTo(PixelTruth.BAD);
        assertThat(at(truth, 30)).isEqualTo(PixelTruth.UNKNOWN);
        assertThat(at(truth, 45)).isEqualTo(PixelTruth.GOOD);
        assertThat(at(truth, 55)).isEqualTo(PixelTruth.UNKNOWN);
    }

    /** A crowd in run lengths is a box; nothing is known within it, and all beyond. */
    @Test
    void aCrowdsBoxLeavesThePixelsBeyondItKnown() throws IOException {
        Evaluation evaluation = evaluate(
                """
                {"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 1, "bbox": [0, 0, 40, 40]}""");

        byte[] truth = PixelTruth.of(evaluation.results().get(0), false).orElseThrow();

        assertThat(at(truth, 5)).isEqualTo(PixelTruth.UNKNOWN);
        assertThat(at(truth, 45)).isEqualTo(PixelTruth.GOOD);
    }

    @Test
    void theOverlapOfPixelsLeavesTheCrowdsOut() throws IOException {
        Evaluation evaluation = evaluate(
                outlined("pore", true, 0, 40) + "," + outlined("pore", false, 70, 80),
                seen("pore", IN_CROWD),
                seen("pore", ON_PORE),
                seen("pore", square(45, 54)));

        PixelOverlap pores = evaluation.classes().get(PORE).pixels();

        assertThat(pores.iou()).isEqualTo(0.5);
    }

    @Test
    void whereACrowdIsAllThatIsLabelledThereIsNoOverlap() throws IOException {
        Evaluation evaluation = evaluate(outlined("pore", true, 0, 40), seen("pore", IN_CROWD));

        assertThat(evaluation.classes().get(PORE).pixels()).isEqualTo(PixelOverlap.NONE);
    }

    private static byte at(byte[] truth, int xAndY) {
        return truth[xAndY * SIDE + xAndY];
    }

    private static List<PixelPoint> square(double from, double to) {
        return List.of(
                new PixelPoint(from, from), new PixelPoint(to, from), new PixelPoint(to, to), new PixelPoint(from, to));
    }

    private static Candidate seen(String className, List<PixelPoint> outline) {
        return new Candidate(className, 0.9, true, Box.around(outline), outline);
    }

    private static String outlined(String className, boolean isCrowd, int from, int to) {
        int category = List.of("pore", "crack", "bad weld").indexOf(className) + 1;
        return """
                {"id": %1$d, "image_id": 1, "category_id": %2$d, "iscrowd": %3$d,
                 "segmentation": [[%1$d, %1$d, %4$d, %1$d, %4$d, %4$d, %1$d, %4$d]]}"""
                .formatted(from, category, isCrowd ? 1 : 0, to);
    }

    private Evaluation evaluate(String annotations, Candidate... seen) throws IOException {
        boolean hasBeads = annotations.contains("\"category_id\": 3");
        Files.writeString(
                folder.resolve("labels.json"),
                """
                {"images": [{"id": 1, "file_name": "a.png", "width": 100, "height": 100}],
                 "annotations": [%s],
                 "categories": [{"id": 1, "name": "pore"}, {"id": 2, "name": "crack"}%s]}"""
                        .formatted(annotations, hasBeads ? ", {\"id\": 3, \"name\": \"bad weld\"}" : ""));
        Exam exam = new Exam(
                "NOK", "", false, 0.9, List.of(seen), Map.of("pore", regions(seen)), Optional.empty(), SIDE, SIDE);
        return Evaluator.run(
                LabelledSet.open(folder, Optional.empty()),
                new ScriptedExaminer("scripted", sample -> exam),
                (done, all, name) -> {});
    }

    private static List<List<PixelPoint>> regions(Candidate... seen) {
        return Arrays.stream(seen)
                .filter(candidate -> candidate.className().equals("pore"))
                .map(Candidate::outline)
                .toList();
    }
}
