package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.image.MatScope;
import io.huoyan.lab.synth.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

class YoloSetTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 100;
    /** A seam 160 px long and 20 px wide. */
    private static final String SEAM = "0 0.1 0.4 0.9 0.4 0.9 0.6 0.1 0.6";

    @TempDir
    Path set;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(set.resolve("train/images"));
        Files.createDirectories(set.resolve("train/labels"));
        Files.writeString(set.resolve("data.yaml"), "names: {0: good welding, 1: porosity, 2: crack}\n");
        Files.writeString(set.resolve("groups.csv"), "file,group\ntrain/images/a.png,7\n");
        try (MatScope scope = MatScope.open()) {
            Mat picture = scope.mat(HEIGHT, WIDTH, CvType.CV_8UC3);
            picture.setTo(new Scalar(10, 20, 30));
            Imgcodecs.imwrite(set.resolve("train/images/a.png").toString(), picture);
        }
        labels(SEAM);
    }

    @Test
    void aPolygonBecomesPixelsAndTheSeamsWidthIsMeasured() {
        LabelledPicture picture = read(1000);

        assertThat(picture.width()).isEqualTo(WIDTH);
        assertThat(picture.pixelsPerWeldWidth()).isCloseTo(20, within(0.5));
        assertThat(picture.bgr()).startsWith(10, 20, 30);
        assertThat(Label.SEAM.isIn(at(picture, 100, 50))).isTrue();
        assertThat(Label.SEAM.isIn(at(picture, 100, 20))).isFalse();
    }

    @Test
    void aPictureIsMadeSmallerToTheWidestWeldWanted() {
        LabelledPicture picture = read(10);

        assertThat(picture.width()).isEqualTo(WIDTH / 2);
        assertThat(picture.pixelsPerWeldWidth()).isCloseTo(10, within(0.5));
        assertThat(Label.SEAM.isIn(at(picture, 50, 25))).isTrue();
    }

    /** Whoever marked the seam of this picture did not look for pores in it. */
    @Test
    void onlyTheLabelsThatAPictureShowsAreKnownInIt() throws IOException {
        byte known = read(1000).known()[0];

        assertThat(Label.SEAM.isIn(known)).isTrue();
        assertThat(Label.PORE.isIn(known)).isFalse();
        assertThat(Label.SPOT.isIn(known)).isFalse();

        labels("1 0.5 0.5 0.1 0.2");
        LabelledPicture pores = read(1000);
        assertThat(Label.SEAM.isIn(pores.known()[0])).isFalse();
        assertThat(Label.PORE.isIn(pores.known()[0])).isTrue();
        assertThat(pores.pixelsPerWeldWidth()).isZero();
    }

    @Test
    void theBoxOfAPoreBecomesTheEllipseInIt() throws IOException {
        labels(SEAM + "\n1 0.5 0.5 0.1 0.2");
        LabelledPicture picture = read(1000);

        assertThat(Label.PORE.isIn(at(picture, 100, 50))).isTrue();
        assertThat(Label.PORE.isIn(at(picture, 91, 41))).as("corner of the box").isFalse();
        assertThat(Label.SEAM.isIn(at(picture, 100, 50))).as("pore in the seam").isTrue();
    }

    /** A crack's box is mostly no crack. */
    @Test
    void theBoxOfACrackIsARegionOfWhichNothingIsKnownAboutCracks() throws IOException {
        labels(SEAM + "\n2 0.5 0.5 0.1 0.2");
        LabelledPicture picture = read(1000);

        assertThat(Label.CRACK.isIn(at(picture, 100, 50))).isFalse();
        assertThat(Label.CRACK.isIn(picture.known()[50 * WIDTH + 100])).isFalse();
        assertThat(Label.SEAM.isIn(picture.known()[50 * WIDTH + 100])).isTrue();
        assertThat(Label.CRACK.isIn(picture.known()[0])).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    0 0.1 0.4 0.9         | has 4 fields; allowed are 5 (a box) or an odd number from 7 (a polygon)
                    0 0.1 0.4 0.9 0.4 0.9 | has 6 fields; allowed are 5 (a box) or an odd number from 7 (a polygon)
                    3 0.5 0.5 0.1 0.1     | class is '3'; allowed is 0 to 2
                    x 0.5 0.5 0.1 0.1     | 'x' is no number
                    0 NaN 0.5 0.1 0.1     | 'NaN' is no finite number
                    0 0.1 0.4 1.1 0.4 0.9 0.6 | corner (1.1, 0.4) lies outside the picture; allowed is 0 to 1
                    """)
    void aWrongLineIsNamedWithFileAndNumber(String line, String message) throws IOException {
        labels(SEAM + "\n" + line);

        assertThatThrownBy(() -> read(1000))
                .isInstanceOf(DatasetException.class)
                .hasMessage(set.resolve("train/labels/a.txt") + ":2: " + message);
    }

    @Test
    void anUnknownClassIsNamedWithThoseThatAreKnown() throws IOException {
        Files.writeString(set.resolve("data.yaml"), "# set\nnames: {0: good welding, 1: dent}\n");

        assertThatThrownBy(() -> YoloSet.open(set))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(
                        set.resolve("data.yaml") + ":2: class 'dent' is unknown; known are good welding,");
    }

    @Test
    void aFolderWithoutPicturesOrWithoutDescriptionIsNamed() throws IOException {
        YoloSet opened = YoloSet.open(set);
        assertThatThrownBy(() -> opened.entries("val")).hasMessage(set.resolve("val/images") + ": is no folder");

        Files.createDirectories(set.resolve("val/images"));
        assertThatThrownBy(() -> opened.entries("val"))
                .hasMessageContaining(set.resolve("val/images") + ": has 0 pictures (.jpg, .png); allowed are 1 to ");

        Files.delete(set.resolve("groups.csv"));
        assertThatThrownBy(() -> YoloSet.open(set)).hasMessage(set.resolve("groups.csv") + ": is missing");
    }

    @Test
    void aPictureWithoutGroupIsNamed() throws IOException {
        Files.writeString(set.resolve("groups.csv"), "file,group\n");

        assertThatThrownBy(() -> YoloSet.open(set).entries("train"))
                .hasMessage(set.resolve("groups.csv")
                        + ": has no line for train/images/a.png; every picture needs the group of its source");
    }

    private void labels(String lines) throws IOException {
        Files.writeString(set.resolve("train/labels/a.txt"), lines + "\n");
    }

    private LabelledPicture read(double widest) {
        YoloSet opened = YoloSet.open(set);
        return opened.read(opened.entries("train").get(0), widest);
    }

    private static byte at(LabelledPicture picture, int x, int y) {
        return picture.labels()[y * picture.width() + x];
    }
}
