package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.huoyan.core.image.MatScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

class SetStudyTest {
    @TempDir
    Path folder;

    @Test
    void aPictureMadeSmallerAndDarkerIsOfTheSameSourceAndAnotherIsNot() throws IOException {
        picture("ok/a.png", 1, 240, 0);
        picture("nok/b.jpg", 1, 120, -30);
        picture("ok/c.png", 2, 240, 0);

        SetStudy study = SetStudy.of(open(folder));

        assertThat(study.sources()).isEqualTo(2);
        assertThat(study.groups()).containsExactly(0, 0, 1);
        assertThat(study.alike()).singleElement().satisfies(pair -> assertThat(pair.bits())
                .isLessThanOrEqualTo(SetStudy.ALIKE_BITS_MAX));
        assertThat(study.card()).contains("| nok | 0 | 1 | 1 |", "| ok | 0 | 2 | 2 |");
    }

    /** Codecs fill what is missing with grey and say nothing. */
    @Test
    void aPictureThatWasCutOffIsNamed() throws IOException {
        picture("ok/a.jpg", 1, 240, 0);
        picture("ok/b.jpg", 2, 240, 0);
        Path file = folder.resolve("ok/b.jpg");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> SetStudy.of(open(folder)))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(file + ": JPEG ");
    }

    @Test
    void theHashChangesWithALabel() throws IOException {
        picture("a/images/x.png", 1, 64, 0);
        Files.writeString(folder.resolve("a/data.yaml"), "names: [pore]\n");
        Files.createDirectories(folder.resolve("a/labels"));
        Files.writeString(folder.resolve("a/labels/x.txt"), "0 0.5 0.5 0.1 0.1\n");
        String before = SetStudy.of(open(folder.resolve("a"))).sha256();
        Files.writeString(folder.resolve("a/labels/x.txt"), "0 0.5 0.5 0.1 0.2\n");

        assertThat(SetStudy.of(open(folder.resolve("a"))).sha256()).hasSize(64).isNotEqualTo(before);
    }

    @Test
    void noSourceIsInTwoPartsAndWhatWasWrittenReadsBack() throws IOException {
        for (int source = 0; source < 20; source++) {
            picture("ok/" + source + "-a.png", source, 200, 0);
            picture("nok/" + source + "-b.png", source, 100, 0);
        }
        SetStudy study = SetStudy.of(open(folder));
        Path out = folder.resolveSibling(folder.getFileName() + "-out");

        List<String> parts = SetSplit.of(study, Map.of("train", 0.8, "val", 0.2), 5);
        YoloWriter.write(study, parts, out);

        Map<Integer, String> partOf = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            assertThat(partOf.merge(study.groups().get(i), parts.get(i), (a, b) -> a.equals(b) ? a : "both"))
                    .isNotEqualTo("both");
        }
        assertThat(parts.stream().filter("val"::equals).count()).isBetween(6L, 10L);
        LabelledSet val = LabelledSet.open(out, Optional.of("val"));
        assertThat(val.classes()).containsExactly("nok", "ok");
        assertThat(val.samples())
                .allSatisfy(sample -> assertThat(sample.shapes()).hasSize(1));
        assertThatThrownBy(() -> YoloWriter.write(study, parts, out))
                .hasMessage(out + ": exists; a set is written to a new folder");
    }

    /** An empty label file would make good ones of them. */
    @Test
    void picturesWithoutLabelsAreWrittenWithoutAny() throws IOException {
        picture("crack/a.png", 1, 64, 0);
        picture("unlabelled/b.png", 2, 64, 0);
        Path out = folder.resolveSibling(folder.getFileName() + "-unlabelled");

        YoloWriter.write(SetStudy.of(open(folder)), List.of("train", "train"), out);

        LabelledSet read = LabelledSet.open(out, Optional.of("train"));
        assertThat(read.samples())
                .extracting(read::truth)
                .containsExactly(LabelledSet.Truth.BAD, LabelledSet.Truth.UNKNOWN);
        assertThat(out.resolve("train/labels")).isDirectoryNotContaining("glob:**b.txt");
    }

    /** It would be refused when it is read. */
    @Test
    void aPartWithoutLabelsIsRefused() throws IOException {
        picture("crack/a.png", 1, 64, 0);
        picture("unlabelled/b.png", 2, 64, 0);
        SetStudy study = SetStudy.of(open(folder));
        Path out = folder.resolveSibling(folder.getFileName() + "-parts");

        assertThatThrownBy(() -> YoloWriter.write(study, List.of("train", "val"), out))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        folder + ": part 'val' would have 1 pictures, none of them with labels; needed is one or more");
        assertThat(out).doesNotExist();
    }

    /** What an empty label file says and none does not is another set. */
    @Test
    void theHashTellsAnEmptyLabelFileFromNone() throws IOException {
        picture("images/a.png", 1, 64, 0);
        picture("images/b.png", 2, 64, 0);
        Files.writeString(folder.resolve("data.yaml"), "names: [crack]\n");
        Files.createDirectories(folder.resolve("labels"));
        Files.writeString(folder.resolve("labels/a.txt"), "0 0.5 0.5 0.2 0.2\n");
        String without = SetStudy.of(open(folder)).sha256();

        Files.writeString(folder.resolve("labels/b.txt"), "");

        assertThat(SetStudy.of(open(folder)).sha256()).isNotEqualTo(without);
    }

    /** One part would hold them all, and the other could tell of no pseudo-reject. */
    @Test
    void goodPicturesWithoutAClassAreSharedOutToo() throws IOException {
        Files.createDirectories(folder.resolve("labels"));
        Files.writeString(folder.resolve("data.yaml"), "names: [crack]\n");
        for (int i = 0; i < 60; i++) {
            picture(String.format("images/%02d.png", i), i, 64, 0);
            if (i % 3 != 2) {
                Files.writeString(
                        folder.resolve(String.format("labels/%02d.txt", i)), i % 3 == 0 ? "0 0.5 0.5 0.2 0.2\n" : "");
            }
        }
        SetStudy study = SetStudy.of(open(folder));

        for (long seed = 0; seed < 5; seed++) {
            List<String> parts = SetSplit.of(study, Map.of("train", 0.5, "val", 0.5), seed);
            long good = IntStream.range(0, parts.size())
                    .filter(i -> parts.get(i).equals("val"))
                    .filter(i -> study.set().truth(study.set().samples().get(i)) == LabelledSet.Truth.GOOD)
                    .count();
            assertThat(good).as("seed " + seed).isBetween(9L, 11L);
        }
    }

    @Test
    void masksBecomeOutlinesOfTheirParts() throws IOException {
        picture("test/good/a.png", 1, 64, 0);
        picture("test/scratch/b.png", 2, 64, 0);
        try (MatScope scope = MatScope.open()) {
            Mat mask = scope.zeros(64, 64, CvType.CV_8UC1);
            scope.own(mask.submat(8, 16, 16, 48)).setTo(org.opencv.core.Scalar.all(7));
            scope.own(mask.submat(40, 41, 40, 41)).setTo(org.opencv.core.Scalar.all(255));
            Path file = folder.resolve("ground_truth/scratch/b_mask.png");
            Files.createDirectories(file.resolveSibling("."));
            Imgcodecs.imwrite(file.toString(), mask);
        }
        SetStudy study = SetStudy.of(open(folder));
        Path out = folder.resolveSibling(folder.getFileName() + "-masks");

        YoloWriter.write(study, List.of("train", "train"), out);

        LabelledSet read = LabelledSet.open(out, Optional.of("train"));
        assertThat(read.samples().get(0).shapes()).singleElement().satisfies(shape -> assertThat(shape.isBox())
                .isTrue());
        List<LabelledShape> scratches = read.samples().get(1).shapes();
        assertThat(scratches).hasSize(2).allSatisfy(shape -> assertThat(shape.className())
                .isEqualTo("scratch"));
        assertThat(scratches)
                .anySatisfy(shape -> assertThat(shape.corners())
                        .contains(
                                new io.huoyan.core.domain.PixelPoint(16 / 64.0, 8 / 64.0),
                                new io.huoyan.core.domain.PixelPoint(48 / 64.0, 16 / 64.0)))
                .anySatisfy(shape -> assertThat(shape.corners())
                        .contains(new io.huoyan.core.domain.PixelPoint(40 / 64.0, 41 / 64.0)));
    }

    /** The YOLO format has no mark for a crowd: it would be an ordinary thing, and its picture's truth another. */
    @Test
    void crowdsAreLeftOutOfWhatIsWrittenAndCounted() throws IOException {
        for (String name : List.of("thing", "crowd", "both", "nothing")) {
            picture(name + ".png", name.hashCode(), 64, 0);
        }
        String annotation = "{\"image_id\": %d, \"category_id\": 1, \"bbox\": [8, 8, %d, 16], \"iscrowd\": %d}";
        Files.writeString(
                folder.resolve("a.json"),
                "{\"images\": ["
                        + String.join(", ", image(1, "thing"), image(2, "crowd"), image(3, "both"), image(4, "nothing"))
                        + "], \"categories\": [{\"id\": 1, \"name\": \"pore\"}], \"annotations\": ["
                        + String.join(
                                ", ",
                                annotation.formatted(1, 16, 0),
                                annotation.formatted(2, 16, 1),
                                annotation.formatted(3, 16, 0),
                                annotation.formatted(3, 32, 1))
                        + "]}");
        Path out = folder.resolveSibling(folder.getFileName() + "-crowds");
        SetStudy all = SetStudy.of(open(folder));

        WithoutCrowds left = WithoutCrowds.of(all.set());
        YoloWriter.write(SetStudy.of(left.set()), List.of("val", "val", "val"), out);

        assertThat(left.words())
                .isEqualTo("left out: 2 crowds, for which the YOLO format has no mark, and 1 pictures that show nothing"
                        + " else");
        assertThat(LabelledSet.open(out, Optional.of("val")).samples())
                .extracting(sample -> sample.name().replaceFirst(".*-", ""), sample -> sample.shapes().stream()
                        .map(shape -> shape.corners().get(2).x())
                        .toList())
                .containsExactlyInAnyOrder(
                        tuple("thing.png", List.of(0.375)),
                        tuple("both.png", List.of(0.375)),
                        tuple("nothing.png", List.of()));
        assertThatThrownBy(() -> YoloWriter.write(all, Collections.nCopies(4, "val"), folder.resolve("other")))
                .hasMessage("crowd.png has a crowd, for which the format has no mark");
    }

    private static String image(int id, String name) {
        return "{\"id\": %d, \"file_name\": \"%s.png\", \"width\": 64, \"height\": 64}".formatted(id, name);
    }

    @Test
    void aRenderedSetHasAPictureOrMore() {
        Path out = folder.resolve("none");

        assertThatThrownBy(() -> RenderedSet.write(out, 0, 1, (done, all, file) -> {}))
                .hasMessage("count is 0; allowed are 1 to 100000 pictures");
        assertThat(out).doesNotExist();
    }

    @Test
    void sharesThatAreNotOneAreRefused() throws IOException {
        picture("ok/a.png", 1, 64, 0);
        SetStudy study = SetStudy.of(open(folder));

        assertThatThrownBy(() -> SetSplit.of(study, Map.of("../x", 0.5, "b", 0.5), 1))
                .hasMessageStartingWith("a part is named '../x'; allowed are 1 to 64 letters");
        assertThatThrownBy(() -> SetSplit.of(study, Map.of("train", 1.0), 1))
                .hasMessage("shares are {train=1.0}; needed are two parts or more, each above 0, together 1");
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("ok"));
        Files.writeString(folder.resolve("ok/a.png"), "");

        assertThatThrownBy(() -> SetStudy.of(open(folder)))
                .hasMessage(folder.resolve("ok/a.png") + ": is missing, empty or no picture");
    }

    @Test
    void aRenderedSetIsLabelledSyntheticAndReadsBack() throws IOException {
        Path out = folder.resolve("rendered");

        RenderedSet.write(out, 6, 70_000_000, (done, all, file) -> {});

        LabelledSet set = open(out);
        assertThat(set.samples()).hasSize(6).allSatisfy(sample -> assertThat(sample.name())
                .contains("synthetic"));
        assertThat(set.samples()).extracting(set::truth).contains(LabelledSet.Truth.BAD, LabelledSet.Truth.GOOD);
    }

    private static LabelledSet open(Path directory) {
        return LabelledSet.open(directory, Optional.empty());
    }

    /** Blobs drawn by a seed. */
    private void picture(String name, long seed, int sidePx, int brighter) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Random random = new Random(seed);
        byte[] blobs = new byte[64];
        for (int i = 0; i < blobs.length; i++) {
            blobs[i] = (byte) (60 + random.nextInt(130));
        }
        try (MatScope scope = MatScope.open()) {
            Mat small = scope.mat(8, 8, CvType.CV_8UC1);
            small.put(0, 0, blobs);
            Mat large = scope.mat();
            Imgproc.resize(small, large, new Size(sidePx, sidePx), 0, 0, Imgproc.INTER_CUBIC);
            large.convertTo(large, -1, 1, brighter);
            Imgcodecs.imwrite(file.toString(), large);
        }
    }
}
