package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.domain.PixelPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskOutlineTest {
    /** An ellipse in a picture of 300 × 200 px; pycocotools 2.0 wrote it, and says what area and box it has. */
    private static final String ELLIPSE =
            "YT6c0b56J6K4L4L4L4L4M2N2M4M2N2N2N2N2N2N2N2N2N2N2N2O0O2N2N2O0O2N2O0O2N2O0O2O0O2N2O0O2O0O2O0O2O0O"
                    + "2O000O2O0O2O0O2O000O2O000O2O000O2O000O2O000O2O00000O2O00000O2O0000000O2O0000000O2O000000000O2O0"
                    + "000000000000O2O00000000000000000000000000000000000000000000000000000000000000000000000000000001"
                    + "N100000000000001N10000000001N100000001N100000001N1000001N1000001N10001N10001N10001N10001N10001N"
                    + "101N101N10001N101N101N101N101N2N101N101N2N101N2N101N2N2N101N2N2N2N2N2N2N2N2N2N2N2N3L3N2N3L4L4L4"
                    + "L4L5J6JRi5";

    @TempDir
    Path set;

    @Test
    void theTextOfPycocotoolsIsReadToThePixel() throws JsonProcessingException {
        RunLengthMask mask = mask("{\"size\": [200, 300], \"counts\": \"" + ELLIPSE + "\"}", 300, 200);
        int pixels = 0;
        for (int i = 0; i < 300 * 200; i++) {
            pixels += mask.holds(i % 300, i / 300) ? 1 : 0;
        }
        List<PixelPoint> outline = outline(mask);

        assertThat(pixels).isEqualTo(26341);
        assertThat(area(outline)).isEqualTo(26341);
        assertThat(outline.stream().mapToDouble(PixelPoint::x).min()).hasValue(31);
        assertThat(outline.stream().mapToDouble(PixelPoint::x).max()).hasValue(31 + 239);
        assertThat(outline.stream().mapToDouble(PixelPoint::y).min()).hasValue(21);
        assertThat(outline.stream().mapToDouble(PixelPoint::y).max()).hasValue(21 + 139);
    }

    /** The same mask as pycocotools writes it and as plain runs: 31 pixels, of which a corner pixel lies apart. */
    @Test
    void textAndNumbersAreTheSameMask() throws JsonProcessingException {
        ThingOutline fromText =
                MaskOutline.of(mask("{\"size\": [9, 12], \"counts\": \"i0134100MM0330000`0LD\"}", 12, 9));
        ThingOutline fromNumbers = MaskOutline.of(mask(
                "{\"size\": [9, 12], \"counts\": [25, 1, 3, 5, 4, 5, 4, 2, 1, 2, 4, 5, 4, 5, 4, 5, 20, 1, 8]}", 12, 9));

        assertThat(fromText).isEqualTo(fromNumbers);
        // As pycocotools' toBbox has it; without the pixel that lies apart it would be half as large.
        assertThat(fromText.outline()).isEmpty();
        assertThat(fromText.bounds()).contains(new Bounds(2, 0, 12, 8));
    }

    @Test
    void aSmallHoleIsFilledAndAPixelThatTouchesAtACornerBelongsToIt() throws JsonProcessingException {
        List<PixelPoint> outline = outline(
                mask("{\"size\": [9, 12], \"counts\": [25, 1, 3, 5, 4, 5, 4, 2, 1, 2, 4, 5, 4, 5, 4, 5, 29]}", 12, 9));

        assertThat(area(outline)).isEqualTo(5 * 6 + 1);
        assertThat(outline).contains(new PixelPoint(2, 8), new PixelPoint(9, 2));
    }

    @Test
    void onePixelHasFourCorners() throws JsonProcessingException {
        assertThat(outline(mask("{\"size\": [2, 3], \"counts\": [3, 1, 2]}", 3, 2)))
                .containsExactlyInAnyOrder(
                        new PixelPoint(1, 1), new PixelPoint(2, 1), new PixelPoint(2, 2), new PixelPoint(1, 2));
    }

    /** A U of 9 pixels around one, and of 8; a ring around a hole of one in 10 and in 8; 18 columns of 20, and 17. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5|3|0, 3, 2, 2, 1, 1, 2, 4|9",
                "5|3|1, 2, 2, 2, 1, 1, 2, 4|",
                "4|3|0, 4, 1, 6, 1|11",
                "3|3|0, 4, 1, 4|",
                "20|2|0, 36, 3, 1|36",
                "20|2|0, 34, 5, 1|",
            })
    void partsAndHolesUpToATenthAreLeftOutAndOfMoreOnlyTheBoxIsTold(
            int width, int height, String counts, @Nullable Double area) throws JsonProcessingException {
        ThingOutline told = MaskOutline.of(
                mask("{\"size\": [" + height + ", " + width + "], \"counts\": [" + counts + "]}", width, height));

        assertThat(told.outline().map(ThingOutline::area)).isEqualTo(Optional.ofNullable(area));
        assertThat(told.bounds()).contains(new Bounds(0, 0, width, height));
    }

    @Test
    void wrongRunLengthsAreRefused() {
        assertThatThrownBy(() -> mask("{\"size\": [3, 4], \"counts\": [12]}", 3, 4))
                .hasMessage(
                        "size of the run lengths is [3,4]; needed are the picture's [4,3], at most 134217728 pixels");
        assertThatThrownBy(() -> mask("{\"size\": [3, 4], \"counts\": [5, 6]}", 4, 3))
                .hasMessage("run lengths end after 11 of 12 pixels");
        assertThatThrownBy(() -> mask("{\"size\": [3, 4], \"counts\": [5, 8]}", 4, 3))
                .hasMessage("run of 8 pixels at pixel 5 of 12; allowed are those that are left");
        assertThatThrownBy(() -> mask("{\"size\": [3, 4], \"counts\": \"i\"}", 4, 3))
                .hasMessage("run lengths cannot be read at character 1 of 1");
        assertThatThrownBy(() -> mask("{\"size\": [3, 4], \"counts\": [1.5]}", 4, 3))
                .hasMessage("run length is 1.5; needed is a whole number");
        assertThatThrownBy(() -> mask("{\"size\": [3, 4], \"counts\": 12}", 4, 3))
                .hasMessage("counts of the run lengths are no list of numbers and no text");
        assertThatThrownBy(() -> mask("{\"size\": [3, \"4\"], \"counts\": [12]}", 4, 3))
                .hasMessageStartingWith("size of the run lengths is [3,\"4\"]; needed are the picture's [3,4]");
        assertThatThrownBy(() -> MaskOutline.of(mask("{\"size\": [3, 4], \"counts\": [12]}", 4, 3)))
                .hasMessage("mask is empty; needed is a pixel");
    }

    /** 3 × 5 pixels in 10 runs, as a list longer than the shortest polygon. */
    private static final String PLAIN = "{\"size\": [9, 12], \"counts\": [20, 3, 6, 3, 6, 3, 6, 3, 6, 3, 49]}";

    @Test
    void aCocoSetInRunLengthsHasOutlinesAndItsCrowdsHaveBoxes() throws IOException {
        LabelledSet read = LabelledSet.open(written(PLAIN, 12), Optional.empty());

        LabelledShape mask = read.samples().get(0).shapes().get(0);
        assertThat(mask.isBox()).isFalse();
        assertThat(mask.corners())
                .containsExactlyInAnyOrder(
                        new PixelPoint(2 / 12.0, 2 / 9.0),
                        new PixelPoint(7 / 12.0, 2 / 9.0),
                        new PixelPoint(7 / 12.0, 5 / 9.0),
                        new PixelPoint(2 / 12.0, 5 / 9.0));
        LabelledShape crowd = read.samples().get(0).shapes().get(1);
        assertThat(crowd.isCrowd()).isTrue();
        assertThat(crowd.corners()).isEqualTo(new Bounds(0, 0, 1, 1).corners());
    }

    /** The one that is told, or that around its pixels. */
    @ParameterizedTest
    @CsvSource({"'\"bbox\": [2, 0, 9.5, 8],', 11.5", "'\"bbox\": [],', 12", "'', 12"})
    void aThingInPartsOfWhichNoneTellsItIsItsBox(String box, double right) throws IOException {
        String runs = "{\"size\": [9, 12], \"counts\": \"i0134100MM0330000`0LD\"}";
        Path file = written(runs, 12).resolve("instances_val.json");
        Files.writeString(file, Files.readString(file).replace("\"bbox\": [2, 0, 10, 8],", box));

        LabelledShape thing = LabelledSet.open(set, Optional.empty())
                .samples()
                .get(0)
                .shapes()
                .get(0);
        assertThat(thing.isBox()).isTrue();
        assertThat(thing.corners()).isEqualTo(new Bounds(2 / 12.0, 0, right / 12, 8 / 9.0).corners());
    }

    @Test
    void aCocoSetWithWrongRunLengthsNamesFileLineAndAnnotation() throws IOException {
        Path folder = written("{\"size\": [9, 12], \"counts\": [1, 2]}", 12);

        assertThatThrownBy(() -> LabelledSet.open(folder, Optional.empty()))
                .isInstanceOf(DatasetException.class)
                .hasMessage(folder.resolve("instances_val.json")
                        + ":4: annotations[0]: run lengths end after 3 of 108 pixels");
    }

    private Path written(String runs, int width) throws IOException {
        Files.createDirectories(set.resolve("images"));
        Files.writeString(set.resolve("images/a.jpg"), "");
        Files.writeString(
                set.resolve("instances_val.json"),
                """
                {"images": [{"id": 3, "file_name": "a.jpg", "width": %d, "height": 9}],
                 "categories": [{"id": 9, "name": "pore"}],
                 "annotations": [
                   {"id": 1, "image_id": 3, "category_id": 9, "bbox": [2, 0, 10, 8], "segmentation": %s},
                   {"id": 2, "image_id": 3, "category_id": 9, "iscrowd": 1, "bbox": [0, 0, 12, 9],
                    "segmentation": %s}]}
                """
                        .formatted(width, runs, runs));
        return set;
    }

    private static RunLengthMask mask(String json, int width, int height) throws JsonProcessingException {
        return RunLengthMask.of(new ObjectMapper().readTree(json), width, height);
    }

    private static List<PixelPoint> outline(RunLengthMask mask) {
        return MaskOutline.of(mask).outline().orElseThrow();
    }

    private static double area(List<PixelPoint> corners) {
        double twice = 0;
        for (int i = 0; i < corners.size(); i++) {
            PixelPoint a = corners.get(i);
            PixelPoint b = corners.get((i + 1) % corners.size());
            twice += a.x() * b.y() - b.x() * a.y();
        }
        return twice / 2;
    }
}
