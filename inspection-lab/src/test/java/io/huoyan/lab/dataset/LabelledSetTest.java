package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledSetTest {
    @TempDir
    Path set;

    @Test
    void aYoloSetHasShapesClassesAndGroups() throws IOException {
        write("data.yaml", "val: val/images\nnames:\n  0: good welding\n  1: crack\n");
        write("groups.csv", "file,group\nval/images/a.png,7\n");
        write("val/images/a.png", "");
        write("val/images/b.png", "");
        write("val/images/c.png", "");
        write("val/labels/a.txt", "1 0.5 0.5 0.2 0.4\n");
        write("val/labels/b.txt", "0 0.1 0.1 0.9 0.1 0.9 0.2\n");

        LabelledSet read = open();

        assertThat(read.format()).isEqualTo(LabelledSet.Format.YOLO);
        assertThat(read.classes()).containsExactly("good welding", "crack");
        assertThat(read.samples()).extracting(Sample::group).startsWith("7");
        assertThat(read.samples())
                .extracting(read::truth)
                .containsExactly(LabelledSet.Truth.BAD, LabelledSet.Truth.GOOD, LabelledSet.Truth.UNKNOWN);
        LabelledShape box = read.samples().get(0).shapes().get(0);
        assertThat(box.isBox()).isTrue();
        assertThat(box.corners().get(0).x()).isEqualTo(0.4);
        assertThat(box.corners().get(2).y()).isEqualTo(0.7);
    }

    /** Nobody may have looked at a picture without labels, though the format takes it for one that shows nothing. */
    @Test
    void anEmptyLabelFileSaysGoodAndNoneSaysNothing() throws IOException {
        write("data.yaml", "names: [crack]\n");
        write("images/a.png", "");
        write("images/b.png", "");
        write("images/c.png", "");
        write("labels/a.txt", "0 0.5 0.5 0.2 0.4\n");
        write("labels/b.txt", "");

        LabelledSet read = open();

        assertThat(read.samples())
                .extracting(read::truth)
                .containsExactly(LabelledSet.Truth.BAD, LabelledSet.Truth.GOOD, LabelledSet.Truth.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"seam, pore, GOOD", "seam, good weld, UNKNOWN", "unknown, pore, UNKNOWN"})
    void aLabelledWeldIsNoDefectOfIt(String marked, String other, LabelledSet.Truth truth) throws IOException {
        write("data.yaml", "names: [" + marked + ", " + other + "]\n");
        write("images/a.png", "");
        write("labels/a.txt", "0 0.5 0.5 0.2 0.4\n");

        LabelledSet read = open();

        assertThat(read.samples()).extracting(read::truth).containsExactly(truth);
    }

    @Test
    void aDefectBesideALabelledWeldIsOne() throws IOException {
        write("data.yaml", "names: [seam, pore]\n");
        write("images/a.png", "");
        write("labels/a.txt", "0 0.5 0.5 0.2 0.4\n1 0.5 0.5 0.1 0.1\n");

        LabelledSet read = open();

        assertThat(read.samples()).extracting(read::truth).containsExactly(LabelledSet.Truth.BAD);
    }

    @Test
    void aPartIsFoundFromItsOwnFolderWithTheNamesAboveIt() throws IOException {
        write("data.yaml", "names: [pore]\n");
        write("val/images/a.png", "");
        write("val/labels/a.txt", "");

        LabelledSet read = LabelledSet.open(set.resolve("val"), Optional.empty());

        assertThat(read.classes()).containsExactly("pore");
        assertThat(read.samples()).extracting(read::truth).containsExactly(LabelledSet.Truth.GOOD);
    }

    @Test
    void aCocoSetHasShapesInSharesOfThePicture() throws IOException {
        write("images/a.jpg", "");
        write(
                "instances_val.json",
                """
                {"images": [{"id": 3, "file_name": "a.jpg", "width": 200, "height": 100}],
                 "categories": [{"id": 9, "name": "pore"}],
                 "annotations": [
                   {"id": 1, "image_id": 3, "category_id": 9, "bbox": [20, 10, 40, 30]},
                   {"id": 2, "image_id": 3, "category_id": 9, "iscrowd": 1, "bbox": [0, 0, 200, 100]},
                   {"id": 3, "image_id": 3, "category_id": 9, "segmentation": [[0, 0, 100, 0, 100, 50]]}]}
                """);

        LabelledSet read = open();

        assertThat(read.format()).isEqualTo(LabelledSet.Format.COCO);
        assertThat(read.samples().get(0).name()).isEqualTo("images/a.jpg");
        LabelledShape box = read.samples().get(0).shapes().get(0);
        assertThat(box.corners().get(2).x()).isEqualTo(0.3);
        assertThat(read.samples().get(0).shapes().get(1).isCrowd()).isTrue();
        assertThat(read.samples().get(0).shapes().get(2).isBox()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"test, ground_truth, _mask.png", "val, val-masks, .png"})
    void foldersPerClassWithMasksBesideThemAreMvtecStyle(String part, String masks, String ending) throws IOException {
        write(part + "/good/a.png", "");
        write(part + "/scratch/b.png", "");
        write(masks + "/scratch/b" + ending, "");
        write("train/good/c.png", "");

        LabelledSet read = open();

        assertThat(read.format()).isEqualTo(LabelledSet.Format.MVTEC);
        assertThat(read.samples()).hasSize(2);
        assertThat(read.samples())
                .extracting(read::truth)
                .containsExactly(LabelledSet.Truth.GOOD, LabelledSet.Truth.BAD);
        assertThat(read.samples().get(1).mask()).contains(set.resolve(masks + "/scratch/b" + ending));
        assertThat(LabelledSet.open(set.resolve(part), Optional.empty()).samples())
                .hasSize(2);
    }

    /** It ended an evaluation of hours at the picture that it belongs to. */
    @Test
    void aMaskOfAnotherSizeThanItsPictureIsRefusedWhenTheSetIsOpened() throws IOException {
        picture("test/good/a.png", 6, 4);
        picture("test/crack/b.png", 6, 4);
        picture("ground_truth/crack/b_mask.png", 6, 4);
        open();

        Path mask = picture("ground_truth/crack/b_mask.png", 4, 6);
        assertThatThrownBy(this::open)
                .isInstanceOf(DatasetException.class)
                .hasMessage(mask + ": is 4×6 px; its picture " + set.resolve("test/crack/b.png") + " is 6×4 px");
    }

    private Path picture(String name, int widthPx, int heightPx) throws IOException {
        Path file = set.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        ImageIO.write(new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        return file;
    }

    @Test
    void aPartThatIsNotThereIsRefusedWhereThereAreParts() throws IOException {
        write("val/good/a.png", "");
        write("train/good/c.png", "");

        assertThatThrownBy(() -> LabelledSet.open(set, Optional.of("nope")))
                .hasMessage(set + ": has no part 'nope'; it has [val, train]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok/a.png nok/b.png", "good/a.png scratch/b.png", "ground_truth/scratch/b.png good/a.png"})
    void aPartOfFoldersPerClassThatAreNotPartedIsRefused(String files) throws IOException {
        for (String file : files.split(" ")) {
            write(file, "");
        }

        assertThatThrownBy(() -> LabelledSet.open(set, Optional.of("nope")))
                .hasMessage(set + ": has no part 'nope', nor any other; leave the part out");
        assertThatThrownBy(() -> LabelledSet.open(set, Optional.of("good"))).hasMessageContaining("nor any other");
        assertThat(LabelledSet.openPartOrAll(set, Optional.of("nope")).samples())
                .isNotEmpty();
    }

    @Test
    void partsOfNamesOfTheirOwnAreFoundAndTold() throws IOException {
        write("monday/good/a.png", "");
        write("monday/nok/b.png", "");
        write("tuesday/good/c.png", "");

        assertThat(LabelledSet.open(set, Optional.of("monday")).samples()).hasSize(2);
        assertThatThrownBy(() -> LabelledSet.open(set, Optional.of("nope")))
                .hasMessage(set + ": has no part 'nope'; it has [monday, tuesday]");
    }

    @Test
    void aPartOfAYoloSetThatIsNotPartedIsRefusedButNotByATraining() throws IOException {
        write("data.yaml", "names: [pore]\n");
        write("images/a.png", "");
        write("labels/a.txt", "");

        assertThatThrownBy(() -> LabelledSet.open(set, Optional.of("val")))
                .hasMessage(set + ": has no part 'val', nor any other; leave the part out");
        assertThat(LabelledSet.openPartOrAll(set, Optional.of("train")).samples())
                .hasSize(1);
    }

    @Test
    void aFolderOfOtherPicturesIsNoPartOfAYoloSet() throws IOException {
        write("data.yaml", "names: [pore]\n");
        write("images/a.png", "");
        write("images/old/b.png", "");
        write("labels/a.txt", "");

        assertThat(LabelledSet.openPartOrAll(set, Optional.of("train")).samples())
                .hasSize(1);
        assertThat(open().samples()).hasSize(1);
    }

    @Test
    void aCocoSetWithNamesBesideItIsNotTakenForAYoloSetsParts() throws IOException {
        write("classes.txt", "pore\n");
        write("images/train2017/a.jpg", "");
        write("images/val2017/b.jpg", "");
        String coco =
                """
                {"images": [{"id": 1, "file_name": "b.jpg", "width": 8, "height": 8}], "annotations": [],
                 "categories": [{"id": 1, "name": "pore"}]}
                """;
        write("annotations/instances_train2017.json", coco.replace("b.jpg", "a.jpg"));
        write("annotations/instances_val2017.json", coco);

        assertThat(open().samples()).extracting(Sample::name).containsExactly("images/val2017/b.jpg");
        assertThat(LabelledSet.open(set, Optional.of("train2017")).samples()).hasSize(1);
    }

    @Test
    void aYoloSetWhosePartsHaveOtherNamesAsksForOne() throws IOException {
        write("data.yaml", "names: [pore]\n");
        for (String part : List.of("b", "a")) {
            write(part + "/images/1.png", "");
            write(part + "/labels/1.txt", "");
        }

        assertThatThrownBy(this::open).hasMessage(set + ": has parts of its own names, [a, b]; say which (--part)");
        assertThatThrownBy(() -> LabelledSet.open(set, Optional.of("val")))
                .hasMessage(set + ": has no part 'val'; it has [a, b]");
        assertThat(LabelledSet.open(set, Optional.of("b")).samples())
                .extracting(Sample::name)
                .containsExactly("b/images/1.png");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "instances_val2017.json| ': has no part ''test''; it has [val]'",
                "labels.json| ': has no part ''test'', nor any other; leave the part out'",
                "interval.json| ': has no part ''test'', nor any other; leave the part out'"
            })
    void aPartOfTheOneFileOfACocoSetIsRefused(String name, String fault) throws IOException {
        write("images/a.jpg", "");
        write(
                name,
                """
                {"images": [{"id": 3, "file_name": "a.jpg", "width": 200, "height": 100}],
                 "categories": [{"id": 9, "name": "pore"}], "annotations": []}
                """);

        assertThatThrownBy(() -> LabelledSet.open(set, Optional.of("test"))).hasMessage(set + fault);
        assertThat(open().samples()).hasSize(1);
    }

    @Test
    void aFolderPerClassSaysGoodBadOrNothing() throws IOException {
        write("ok/a.png", "");
        write("nok/b.png", "");
        write("unlabelled/c.png", "");

        LabelledSet read = open();

        assertThat(read.format()).isEqualTo(LabelledSet.Format.CLASS_FOLDERS);
        assertThat(read.samples())
                .extracting(read::truth)
                .containsExactly(LabelledSet.Truth.BAD, LabelledSet.Truth.GOOD, LabelledSet.Truth.UNKNOWN);
    }

    @Test
    void twoPicturesOfOneNameAreRefused() throws IOException {
        write("ok/a.png", "");
        write("ok/a.jpg", "");

        assertThatThrownBy(this::open)
                .hasMessage(set.resolve("ok/a.png") + ": has the same name as ok/a.jpg; a label belongs to one picture,"
                        + " so names must differ in more than their ending");
    }

    @Test
    void aFolderWithoutPicturesIsNoLabelledSet() {
        assertThatThrownBy(this::open).hasMessageStartingWith(set + ": is no labelled set; known are YOLO");
        assertThatThrownBy(() -> LabelledSet.open(set.resolve("gone"), Optional.empty()))
                .hasMessage(set.resolve("gone") + ": is no folder");
    }

    /** What it labels would be missing from the figures without a word. */
    @ParameterizedTest
    @ValueSource(strings = {"images/ labels/", " "})
    void labelsOfAPictureThatIsNotThereAreNamed(String folders) throws IOException {
        boolean isApart = !folders.isBlank();
        String images = isApart ? folders.split(" ")[0] : "";
        String labels = isApart ? folders.split(" ")[1] : "";
        write("data.yaml", "names: [pore]\n");
        write(images + "a.png", "");
        write(labels + "a.txt", "0 0.5 0.5 0.1 0.1\n");
        write(images + "unlabelled.png", "");
        write(labels + "classes.txt", "pore\n");
        write(labels + "notes.txt", "12 pictures, taken by hand on a Monday\n");
        write(labels + "nothing.txt", "\n");
        assertThat(open().samples()).hasSize(2);

        write(labels + "焊点.txt", "\n0 0.5 0.5 0.1 0.1\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(DatasetException.class)
                .hasMessage(set.resolve(labels + "焊点.txt") + ": labels a picture that is not there; "
                        + set.resolve(images) + " has none of its name that ends in jpg, jpeg, png, bmp, tif, tiff");
    }

    /** As tools on Windows write them. */
    @ParameterizedTest
    @ValueSource(strings = {"labels/a.txt", "labels/a.TXT"})
    void aByteOrderMarkAndCapitalsInAnEndingAreNoMatter(String labels) throws IOException {
        write("data.yaml", "\uFEFFnames: [pore]\r\n");
        write("groups.csv", "\uFEFFfile,group\r\nimages/a.png,one\r\n");
        write("images/a.png", "");
        write(labels, "\uFEFF0 0.5 0.5 0.1 0.1\r\n0 0.2 0.2 0.1 0.1\r\n");

        assertThat(open().samples()).singleElement().satisfies(sample -> {
            assertThat(sample.shapes()).hasSize(2);
            assertThat(sample.group()).isEqualTo("one");
        });

        write("labels/b.txt", "\uFEFF0 0.5 0.5 0.1 0.1\n");
        assertThatThrownBy(this::open)
                .hasMessageStartingWith(set.resolve("labels/b.txt") + ": labels a picture that is not there");
    }

    @Test
    void twoLabelFilesOfOnePictureAreRefused() throws IOException {
        write("data.yaml", "names: [pore]\n");
        write("images/a.png", "");
        write("labels/a.TXT", "0 0.5 0.5 0.1 0.1\n");
        write("labels/a.txt", "");

        assertThatThrownBy(this::open)
                .hasMessage(set.resolve("labels/a.txt") + ": labels the picture that a.TXT labels too; one of them"
                        + " must go");
    }

    /** Their pictures would pass for ones that show nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLinkToNothingOrAFolderInPlaceOfLabelsIsRefused(boolean isLink) throws IOException {
        write("data.yaml", "names: [pore]\n");
        write("images/a.png", "");
        write("images/b.png", "");
        write("labels/a.txt", "0 0.5 0.5 0.1 0.1\n");
        Path labels = set.resolve("labels/b.txt");
        if (isLink) {
            Files.createSymbolicLink(labels, set.resolve("gone.txt"));
        } else {
            Files.createDirectories(labels);
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(DatasetException.class)
                .hasMessage(labels + ": is no file that can be read; it stands where the labels of b.png belong");
    }

    /** Of all users one is not stopped by permissions, and reads it. */
    @ParameterizedTest
    @ValueSource(strings = {"---------", "r--r--r--"})
    void aLabelsFolderThatMayNotBeLookedIntoIsNamed(String permissions) throws IOException {
        write("data.yaml", "names: [pore]\n");
        write("images/a.png", "");
        write("labels/a.txt", "0 0.5 0.5 0.1 0.1\n");
        Path labels = set.resolve("labels");
        Files.setPosixFilePermissions(labels, PosixFilePermissions.fromString(permissions));
        try {
            if (Files.isReadable(labels.resolve("a.txt"))) {
                assertThat(open().samples()).hasSize(1);
            } else {
                assertThatThrownBy(this::open).hasMessage(labels + ": cannot be read; this user may not look into it");
            }
        } finally {
            Files.setPosixFilePermissions(labels, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** The class would have fewer pictures, or none, without a word. */
    @Test
    void aPictureOfAClassThatIsOfNoKindThatIsReadIsNamed() throws IOException {
        write("good/a.jpg", "");
        write("crack/b.jpg", "");
        write("crack/b.webp", "");
        assertThat(open().samples()).hasSize(2);

        write("crack/c.webp", "");
        assertThatThrownBy(this::open)
                .hasMessage(set.resolve("crack/c.webp") + ": pictures of kind .webp are not read; save it as one of"
                        + " jpg, jpeg, png, bmp, tif, tiff, or take it away");
    }

    @Test
    void aPictureOfAYoloSetThatIsOfNoKindThatIsReadIsNamed() throws IOException {
        write("data.yaml", "names: [pore]\n");
        write("images/a.png", "");
        write("labels/a.txt", "");
        assertThat(open().samples()).hasSize(1);

        write("images/b.HEIC", "");
        assertThatThrownBy(this::open)
                .hasMessageStartingWith(set.resolve("images/b.HEIC") + ": pictures of kind .heic are not read; ");
    }

    @Test
    void whatIsNoUtf8IsNamed() throws IOException {
        write("data.yaml", "names: [pore]\n");
        write("images/a.png", "");
        Files.createDirectories(set.resolve("labels"));
        Files.write(set.resolve("labels/a.txt"), "0 0.5 0.5 0.1 0.1\n".getBytes(StandardCharsets.UTF_16));

        assertThatThrownBy(this::open).hasMessage(set.resolve("labels/a.txt") + ": is no UTF-8; save it as UTF-8");
    }

    @Test
    void aSetWithoutAnyLabelFileIsRefusedRatherThanTakenForGood() throws IOException {
        write("data.yaml", "names: [pore]\n");
        write("images/a.png", "");

        assertThatThrownBy(this::open)
                .hasMessage(set.resolve("labels") + ": has no label file (.txt) for any of 1 pictures");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2 0.5 0.5 0.1 0.1|class is '2'; allowed is 0 to 1",
                "1 0.5 0.5 0.1|has 4 fields; allowed are 5 (a box) or an odd number from 7 (a polygon)",
                "1 0.95 0.5 0.2 0.1|corner (1.05, 0.45) lies outside the picture; allowed is 0 to 1",
                "1 0.5 0.5 0.1 x|'x' is no finite decimal number",
                "1 0.1 0.4 0.9 0.4 0.9|has 6 fields; allowed are 5 (a box) or an odd number from 7 (a polygon)",
                "0 NaN 0.5 0.1 0.1|'NaN' is no finite decimal number",
                "0 0x1p-1 0.5 0.1 0.1|'0x1p-1' is no finite decimal number",
                "0 0.5 0.5 0.4f 0.1|'0.4f' is no finite decimal number",
                "0 0.5d 0.5 0.1 0.1|'0.5d' is no finite decimal number",
                "0 1e999 0.5 0.1 0.1|'1e999' is no finite decimal number",
                "1 0.5 0.5 0.5 0.5 0.5 0.5|polygon is 0.0 × 0.0; allowed are sides above 0",
                "1 0.25 0.5 0.5 0.5 0.75 0.5|polygon is 0.5 × 0.0; allowed are sides above 0",
                "1 1.001 0.25 1.0 0.25 1.0 0.5|polygon is 0.0 × 0.25; allowed are sides above 0",
                "1 1.0005 0.5 0.001 0.5|box is 0.0 × 0.5; allowed are sides above 0",
                "1 0.5 0.5 0 0.1|box is 0.0 × 0.1; allowed are sides above 0",
                "1 0.5 0.5 0.1 -0.1|box is 0.1 × -0.1; allowed are sides above 0",
            })
    void aWrongLineIsNamedWithFileAndLine(String line, String fault) throws IOException {
        write("data.yaml", "names: [a, b]\n");
        write("images/a.png", "");
        write("labels/a.txt", "0 0.5 0.5 0.1 0.1\n" + line + "\n");

        assertThatThrownBy(this::open).hasMessage(set.resolve("labels/a.txt") + ":2: " + fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"image_id\": 4, \"category_id\": 9, \"bbox\": [0, 0, 9, 9]|image_id is 4; no picture has it",
                "\"image_id\": 3, \"category_id\": 1, \"bbox\": [0, 0, 9, 9]|category_id is 1; known are [9]",
                "\"image_id\": 3, \"category_id\": 9, \"bbox\": [9, 9, 0, 5]|bbox is 0 × 5 px; allowed are sides above 0",
                "\"image_id\": 3, \"category_id\": 9, \"bbox\": [9, 9, 5, -4]|bbox is 5 × -4 px; allowed are sides"
                        + " above 0",
                "\"image_id\": 3, \"category_id\": 9|has neither a polygon nor a bbox of 4 numbers",
                "\"image_id\": 3, \"category_id\": 9, \"bbox\": [199, 0, 9, 9]|corner (208.0, 0.0) lies outside the"
                        + " picture of 200.0×100.0 px",
            })
    void aWrongAnnotationIsNamedWithItsPlace(String annotation, String fault) throws IOException {
        write("a.jpg", "");
        write(
                "labels.json",
                "{\"images\": [{\"id\": 3, \"file_name\": \"a.jpg\", \"width\": 200, \"height\": 100}],"
                        + "\"categories\": [{\"id\": 9, \"name\": \"pore\"}], \"annotations\": [{" + annotation
                        + "}]}");

        assertThatThrownBy(this::open).hasMessage(set.resolve("labels.json") + ":1: annotations[0]: " + fault);
    }

    @Test
    void aBrokenDescriptionIsNamedWithFileAndLineOnOneLine() throws IOException {
        write("data.yaml", "train: train/images\nnames: [pore, crack\nval: val/images\n");
        write("images/a.png", "");
        write("labels/a.txt", "0 0.5 0.5 0.1 0.1\n");

        assertThatThrownBy(this::open)
                .hasMessageStartingWith(set.resolve("data.yaml") + ":3: is no YAML: ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.json|``|\"images\", \"annotations\", \"categories\"",
                "a.json|[]|\"images\", \"annotations\", \"categories\"",
                "annotations/a.json|{\"images\": [{\"id\": 3|\"annotations\", \"categories\"",
            })
    void aJsonFileBesidePicturesThatIsNoCocoFileIsRefusedByItsName(String file, String text, String missing)
            throws IOException {
        write("good/b.png", "");
        write("images/a.png", "");
        write(file, text);

        assertThatThrownBy(this::open)
                .hasMessage(set.resolve(file) + ": lies beside pictures and is no COCO file: has no " + missing
                        + "; mend it, or take it away if it tells nothing of them");
    }

    @Test
    void aCocoPictureOfAnotherSizeThanItsFileIsRefused() throws IOException {
        ImageIO.write(
                new BufferedImage(20, 10, BufferedImage.TYPE_3BYTE_BGR),
                "png",
                set.resolve("a.png").toFile());
        String file =
                """
                {"images": [{"id": 3, "file_name": "a.png", "width": %d, "height": 10}],
                 "categories": [{"id": 9, "name": "pore"}], "annotations": []}
                """;
        write("labels.json", file.formatted(20));
        assertThat(open().samples()).hasSize(1);

        write("labels.json", file.formatted(21));
        assertThatThrownBy(this::open)
                .hasMessage(set.resolve("labels.json") + ":1: images[0]: is 21.0×10.0 px; its picture "
                        + set.resolve("a.png") + " is 20×10 px");
    }

    @ParameterizedTest
    @ValueSource(strings = {"photos", "seam"})
    void loosePicturesInAFolderThatSaysNeitherGoodNorBadAreRefused(String name) throws IOException {
        write(name + "/a.png", "");

        String fault = ": its pictures have no labels, and '" + name + "', the only folder of pictures, says neither"
                + " good nor bad; name the folder good, bad or unlabelled, or put a folder per class there";
        assertThatThrownBy(this::open).hasMessage(set + fault);
        Path photos = set.resolve(name);
        assertThatThrownBy(() -> LabelledSet.open(photos, Optional.empty())).hasMessage(photos + fault);
    }

    @ParameterizedTest
    @CsvSource({"good, GOOD", "nok, BAD", "crack, BAD", "unlabelled, UNKNOWN"})
    void oneFolderWhoseNameTellsIsASetOfItsOwn(String name, LabelledSet.Truth truth) throws IOException {
        write(name + "/a.png", "");

        LabelledSet read = LabelledSet.open(set.resolve(name), Optional.empty());

        assertThat(read.samples()).extracting(read::truth).containsExactly(truth);
    }

    private LabelledSet open() {
        return LabelledSet.open(set, Optional.empty());
    }

    private void write(String name, String text) throws IOException {
        Path file = set.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
