package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A flaw that is taught for good is never strange again. */
class GoodFilesTest {
    private static final String ADVICE =
            " pictures are, or may be, flawed. To teach good ones, put them alone into a folder, without labels";

    @TempDir
    private Path made;

    private Path set;

    /** Where the folder for temporary files is a link, names are those of what it leads to. */
    @BeforeEach
    void resolveLinks() throws IOException {
        set = made.toRealPath();
    }

    @ParameterizedTest
    @CsvSource({
        "., images, labels",
        "images, images, labels",
        "images/val, images/val, labels/val",
        "val/images, val/images, val/labels",
        "., ., .",
        "., ., labels",
        "good, good, good",
    })
    void picturesWithFlawsByYoloLabelsAreRefused(String taught, String pictures, String labels) throws IOException {
        write("data.yaml", "names: [good, crack]\n");
        write(pictures + "/a.png", "");
        write(pictures + "/b.png", "");
        write(pictures + "/c.png", "");
        write(labels + "/a.txt", "0 0.5 0.5 0.2 0.4\n");
        write(labels + "/b.txt", "0 0.5 0.5 0.2 0.4\n1 0.5 0.5 0.2 0.4\n");

        assertThatThrownBy(() -> GoodFiles.in(set.resolve(taught)))
                .isInstanceOf(DatasetException.class)
                .hasMessage(path(pictures + "/b.png") + ": is labelled as 'crack' (" + path(labels + "/b.txt")
                        + "); by their labels 1 of 3" + ADVICE);
        assertThat(GoodFiles.shownIn(set.resolve(taught))).hasSize(3);

        write(labels + "/b.txt", "");
        assertThat(GoodFiles.in(set.resolve(taught))).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "., images, instances.json, a.png",
        ".,  images, annotations/instances_train.json, images/a.png",
        "images, images, annotations/instances_train.json, a.png",
        "images/train2017, images/train2017, annotations/instances_train.json, a.png",
        "train, train, train/_annotations.coco.json, a.png",
        ".,  ., _annotations.coco.json, elsewhere/a.png",
        "images, images, instances.json, /pictures/of/another/a.png",
        "images, images, instances.json, JPEGImages/a.png",
        ".,  good, instances.json, good/a.png",
    })
    void picturesWithFlawsByACocoFileAreRefused(String taught, String pictures, String file, String name)
            throws IOException {
        write(pictures + "/a.png", "");
        write(pictures + "/b.png", "");
        write(file, coco(name, 7));

        assertThatThrownBy(() -> GoodFiles.in(set.resolve(taught)))
                .isInstanceOf(DatasetException.class)
                .hasMessage(path(pictures + "/a.png") + ": is labelled as 'pore' (" + path(file)
                        + ":4: annotations[0]); by their labels 1 of 2" + ADVICE);

        write(file, coco(name, 8));
        assertThat(GoodFiles.in(set.resolve(taught))).hasSize(2);
    }

    @Test
    void labelsOfOtherPicturesSayNothingOfThese() throws IOException {
        write("data.yaml", "names: [crack]\n");
        write("good/a.png", "");
        write("images/a.png", "");
        write("images/b.png", "");
        write("labels/a.txt", "0 0.5 0.5 0.2 0.4\n");
        write("instances.json", coco("images/a.png", 7));
        write("good/a.txt", "seen on Monday\n");

        assertThat(GoodFiles.in(set)).containsExactly(set.resolve("good/a.png"));
        Files.delete(set.resolve("images/a.png"));
        assertThat(GoodFiles.in(set.resolve("images"))).containsExactly(set.resolve("images/b.png"));
    }

    @Test
    void labelsOfAPartSayNothingOfAnotherPartsPictureOfTheName() throws IOException {
        write("train/a.png", "");
        write("val/a.png", "");
        write("all.json", coco("train/a.png", 7));

        assertThat(GoodFiles.in(set.resolve("val"))).hasSize(1);
        assertThatThrownBy(() -> GoodFiles.in(set.resolve("train"))).hasMessageContaining("'pore'");
    }

    /** Nobody knows what its labels would say. */
    @Test
    void labelsThatCannotBeReadAreRefused() throws IOException {
        write("data.yaml", "names: [good, crack]\n");
        write("images/a.png", "");
        Files.createDirectories(set.resolve("labels"));
        Files.createSymbolicLink(set.resolve("labels/a.txt"), set.resolve("gone.txt"));

        assertThatThrownBy(() -> GoodFiles.in(set))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(path("labels/a.txt") + ": is no file that can be read");
    }

    @Test
    void aFolderOfASetIsKnownBehindALink() throws IOException {
        write("set/data.yaml", "names: [crack]\n");
        write("set/images/a.png", "");
        write("set/labels/a.txt", "0 0.5 0.5 0.2 0.4\n");
        Path link = Files.createSymbolicLink(set.resolve("pictures"), set.resolve("set/images"));

        assertThatThrownBy(() -> GoodFiles.in(link)).hasMessageContaining("'crack'");
    }

    @Test
    void labelsWhoseClassesHaveNoNamesMayMarkFlaws() throws IOException {
        write("images/a.png", "");
        write("labels/a.txt", "3 0.5 0.5 0.2 0.4\n");

        assertThatThrownBy(() -> GoodFiles.in(set))
                .hasMessage(path("images/a.png") + ": is labelled as a class without a name (" + path("labels/a.txt")
                        + ", without a data.yaml or classes.txt); by their labels 1 of 1" + ADVICE);
    }

    @ParameterizedTest
    @CsvSource({"., heic", "good, HEIC", "images, webp", "., avif"})
    void picturesOfKindsThatAreNotReadAreNamed(String folder, String ending) throws IOException {
        write(folder + "/a.jpg", "");
        write(folder + "/b." + ending, "");

        assertThatThrownBy(() -> GoodFiles.in(set))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("b." + ending + ": pictures of kind ." + ending.toLowerCase(Locale.ROOT)
                        + " are not read; save it as one of ");
    }

    @Test
    void aFolderWithoutAnyIsTold() {
        assertThatThrownBy(() -> GoodFiles.in(set))
                .hasMessage(set + ": has 0 good pictures, nor have its folders [good, ok, train/good, train/ok] and"
                        + " images");
    }

    private static String coco(String file, int category) {
        return """
                {"images": [{"id": 3, "file_name": "%s", "width": 200, "height": 100}],
                 "categories": [{"id": 7, "name": "pore"}, {"id": 8, "name": "good"}],
                 "annotations": [
                   {"id": 1, "image_id": 3, "category_id": %d, "bbox": [20, 10, 40, 30]}]}
                """
                .formatted(file, category);
    }

    private Path path(String name) {
        return set.resolve(name).normalize();
    }

    private void write(String name, String text) throws IOException {
        Path file = path(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
