package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.image.MatScope;
import io.huoyan.lab.dataset.DatasetException;
import io.huoyan.lab.synth.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

class SamplesTest {
    private static final int SIDE_PX = 64;
    private static final Outputs OUTPUTS = Outputs.of(List.of("crack", "good welding", "seam"));
    private static final int CRACK = OUTPUTS.indexOf("crack").orElseThrow();
    private static final String BOX = "0 0.5 0.5 0.2 0.2\n";

    @TempDir
    Path temporary;

    /** Of a set of flaws alone the good ones have nothing to be labelled. */
    @Test
    void anEmptyLabelFileTeachesGoodWhereNoClassSaysSo() throws IOException {
        Path set = set("cracks", "[crack]");
        photograph(set, "flawed", 40, BOX);
        photograph(set, "good", 41, "");
        photograph(set, "nobody-looked", 42, null);

        Samples samples = read(0, set);

        assertThat(samples.leftOut()).isEqualTo(1);
        Set<TrainingPicture> drawn = drawn(samples);
        assertThat(drawn).extracting(TrainingPicture::width).containsExactlyInAnyOrder(40, 41);
        TrainingPicture good = drawn.stream()
                .filter(picture -> picture.width() == 41)
                .findFirst()
                .orElseThrow();
        assertThat(good.truth()).isEqualTo(TrainingPicture.Truth.GOOD);
        assertThat(good.absentWeights()[CRACK]).isEqualTo(1);
        assertThat(good.labels()).containsOnly(0);
        assertThat(good.known()).containsOnly(Label.CRACK.bit());
    }

    @Test
    void anEmptyLabelFileTeachesNothingWhereGoodWeldsAreLabelled() throws IOException {
        Path set = set("welds", "[crack, good welding]");
        photograph(set, "flawed", 40, BOX);
        photograph(set, "empty", 41, "");

        Samples samples = read(0, set);

        assertThat(samples.leftOut()).isEqualTo(1);
        assertThat(drawn(samples)).extracting(TrainingPicture::width).containsExactly(40);
    }

    /** Who looks for welds alone does not say that they are good. */
    @Test
    void anEmptyLabelFileTeachesNothingWhereNoClassIsADefect() throws IOException {
        Path set = set("seams", "[seam]");
        photograph(set, "weld", 40, BOX);
        photograph(set, "empty", 41, "");

        Samples samples = read(0, set);

        assertThat(samples.leftOut()).isEqualTo(1);
        assertThat(drawn(samples))
                .singleElement()
                .extracting(TrainingPicture::truth)
                .isEqualTo(TrainingPicture.Truth.UNKNOWN);
    }

    @Test
    void goodOnesAloneAreNothingToLearnFrom() throws IOException {
        Path set = set("good", "[crack]");
        photograph(set, "good", 41, "");

        assertThatThrownBy(() -> read(0, set))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("no picture shows a labelled thing to learn from");
    }

    @Test
    void aCocoPictureWithoutAnnotationsIsGood() throws IOException {
        Path set = temporary.resolve("coco");
        Files.createDirectories(set.resolve("images"));
        picture(set.resolve("images/a.png"), 40);
        picture(set.resolve("images/b.png"), 41);
        Files.writeString(
                set.resolve("labels.json"),
                """
                {"images":[{"id":1,"file_name":"a.png","width":40,"height":30},
                  {"id":2,"file_name":"b.png","width":41,"height":30}],
                 "categories":[{"id":1,"name":"crack"}],
                 "annotations":[{"id":1,"image_id":1,"category_id":1,"iscrowd":0,"bbox":[4,4,20,10]}]}
                """);

        Samples samples = read(0, set);

        assertThat(samples.takenForGood()).containsExactly(Map.entry(set, 1));
        assertThat(drawn(samples))
                .filteredOn(picture -> picture.width() == 41)
                .singleElement()
                .extracting(TrainingPicture::truth)
                .isEqualTo(TrainingPicture.Truth.GOOD);
    }

    /** Whoever takes the first pictures that are watched would else never look at the second set. */
    @Test
    void setsAreWatchedByTurns() throws IOException {
        Path large = set("large", "[crack]");
        Path small = set("small", "[crack]");
        for (int i = 0; i < 60; i++) {
            photograph(large, "a" + i, 40, BOX);
        }
        for (int i = 0; i < 6; i++) {
            photograph(small, "b" + i, 50, BOX);
        }

        List<Integer> widths = read(0.5, large, small).watched().stream()
                .map(TrainingPicture::width)
                .toList();

        long ofSmall = widths.stream().filter(width -> width == 50).count();
        assertThat(ofSmall).isBetween(1L, 5L);
        assertThat(widths).hasSizeGreaterThan(20);
        for (int i = 0; i < 2 * ofSmall; i++) {
            assertThat(widths.get(i)).as("place " + i).isEqualTo(i % 2 == 0 ? 40 : 50);
        }
    }

    /** Names bring pictures of one kind together; the first by name would be of few kinds. */
    @Test
    void ofOneSetPicturesAreWatchedByLot() throws IOException {
        Path set = set("welds", "[crack]");
        for (int i = 0; i < 60; i++) {
            photograph(set, String.format("%02d", i), 40 + i, BOX);
        }

        List<Integer> widths =
                read(0.5, set).watched().stream().map(TrainingPicture::width).toList();

        assertThat(widths).isNotEqualTo(widths.stream().sorted().toList());
        assertThat(widths.stream().limit(widths.size() / 2).anyMatch(width -> width >= 80))
                .isTrue();
    }

    /** Within a crowd are things that nobody boxed one by one; they must not be taught as not there. */
    @Test
    void whereACrowdIsMarkedNothingIsHeldAgainstBoxesOfItsClass() throws IOException {
        Path set = temporary.resolve("crowds");
        Files.createDirectories(set.resolve("images"));
        picture(set.resolve("images/a.png"), 40);
        Files.writeString(
                set.resolve("labels.json"),
                """
                {"images":[{"id":1,"file_name":"a.png","width":40,"height":30}],
                 "categories":[{"id":1,"name":"crack"},{"id":2,"name":"good welding"}],
                 "annotations":[
                  {"id":1,"image_id":1,"category_id":1,"iscrowd":1,"bbox":[4,4,20,10],
                   "segmentation":{"size":[30,40],"counts":[130,10,1060]}},
                  {"id":2,"image_id":1,"category_id":2,"iscrowd":0,"bbox":[2,2,30,20],
                   "segmentation":[[2,2,32,2,32,22,2,22]]}]}
                """);

        TrainingPicture picture = drawn(read(0, set)).iterator().next();

        assertThat(picture.things()).hasSize(1);
        assertThat(picture.absentWeights()[CRACK]).isZero();
        assertThat(picture.absentWeights()[OUTPUTS.indexOf("good-weld").orElseThrow()])
                .isEqualTo(1);
    }

    private Samples read(double watchedShare, Path... sets) {
        return Samples.read(new TrainingPlan.Data(0, List.of(sets), 1, watchedShare, 1_000_000), OUTPUTS, SIDE_PX);
    }

    private static Set<TrainingPicture> drawn(Samples samples) {
        Random random = new Random(7);
        Set<TrainingPicture> drawn = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            drawn.add(samples.draw(random));
        }
        return drawn;
    }

    private Path set(String name, String classes) throws IOException {
        Path set = temporary.resolve(name);
        Files.createDirectories(set.resolve("images"));
        Files.createDirectories(set.resolve("labels"));
        Files.writeString(set.resolve("data.yaml"), "names: " + classes + "\n");
        return set;
    }

    /** @param labels {@code null}: no file */
    private static void photograph(Path set, String name, int width, @Nullable String labels) throws IOException {
        picture(set.resolve("images/" + name + ".png"), width);
        if (labels != null) {
            Files.writeString(set.resolve("labels/" + name + ".txt"), labels);
        }
    }

    private static void picture(Path file, int width) {
        try (MatScope scope = MatScope.open()) {
            Mat picture = scope.mat(30, width, CvType.CV_8UC3);
            picture.setTo(Scalar.all(90));
            Imgcodecs.imwrite(file.toString(), picture);
        }
    }
}
