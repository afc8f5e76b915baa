package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

class CocoSetTest {
    /** Of a picture of 200 × 100 px; the annotation is on the fifth line. */
    private static final String SET =
            """
            {"images": [{"id": 3, "file_name": "a.jpg", "width": 200, "height": 100}],
             "categories": [{"id": 9, "name": "pore"}],
             "annotations": [
               {"image_id": 3, "category_id": 9, "bbox": [2, 2, 2, 2]},
               {"image_id": 3, "category_id": 9, %s}]}
            """;

    @TempDir
    Path set;

    @Test
    void ofPolygonsTheLargestIsTheOutlineWhateverItsCorners() throws IOException {
        LabelledShape shape =
                shape("\"segmentation\": [[20, 20, 23, 20, 23, 23, 22, 23, 20, 22], [20, 20, 80, 20, 80, 60, 20, 60]]");

        assertThat(shape.isBox()).isFalse();
        assertThat(shape.corners()).isEqualTo(new Bounds(0.1, 0.2, 0.4, 0.6).corners());
    }

    /** 100 × 20 px, and a part with many corners of 20 × 10 and more, in the same rows and below them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[20,20,120,20,120,40,20,40],[20,20,30,20,43,20,43,25,43,30,20,30]]|true",
                "[[20,20,120,20,120,40,20,40],[20,20,30,20,42,20,42,25,42,30,20,30]]|false",
                "[[20,20,120,20,120,40,20,40],[20,40,22,40,22,42.5,20,42.5]]|true",
                "[[20,20,120,20,120,40,20,40],[20,40,22,40,22,42.1,20,42.1]]|false",
                "[[20,20,20,20,20,20],[30,30]]|true",
                "[[]]|true",
                "[]|true",
                "null|true",
            })
    void whereNoPolygonTellsNineTenthsOfAThingItIsItsBox(String segmentation, boolean isBox) throws IOException {
        LabelledShape shape = shape("\"bbox\": [20, 10, 100, 50], \"segmentation\": " + segmentation);

        assertThat(shape.isBox()).isEqualTo(isBox);
        assertThat(shape.corners())
                .isEqualTo((isBox ? new Bounds(0.1, 0.1, 0.6, 0.6) : new Bounds(0.1, 0.2, 0.6, 0.4)).corners());
    }

    @Test
    void theBoxOfAThingInPartsWithoutABboxIsAroundAllOfThem() throws IOException {
        LabelledShape shape = shape("\"segmentation\": [[20, 20, 60, 20, 60, 40], [100, 50, 120, 50, 120, 80]]");

        assertThat(shape.isBox()).isTrue();
        assertThat(shape.corners()).isEqualTo(new Bounds(0.1, 0.2, 0.6, 0.8).corners());
    }

    @Test
    void aCrowdInRunLengthsWithoutABboxIsTheBoxAroundThem() throws IOException {
        LabelledShape shape = shape(
                "\"iscrowd\": true, \"segmentation\": {\"size\": [100, 200], \"counts\": [2010, 20, 80, 20, 17870]}");

        assertThat(shape.isCrowd()).isTrue();
        assertThat(shape.isBox()).isTrue();
        assertThat(shape.corners()).isEqualTo(new Bounds(0.1, 0.1, 0.11, 0.3).corners());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"bbox\": [10, null, 50, 50]|bbox[1] is null; needed is a number",
                "\"bbox\": [10, 10, 50, \"abc\"]|bbox[3] is \"abc\"; needed is a number",
                "\"bbox\": [1e999, 10, 50, 50]|bbox[0] is \"Infinity\"; needed is a number",
                "\"bbox\": [10, 10, 50]|bbox is [10,10,50]; needed are 4 numbers",
                "\"bbox\": \"10 10 50 50\"|bbox is \"10 10 50 50\"; needed are 4 numbers",
                "\"bbox\": [200, 10, 0.1, 50]|bbox is 0.1 × 50 px; allowed are sides above 0 within the picture",
                "\"segmentation\": [[\"a\", \"b\", 3, 4, 5, 6]]|segmentation[0][0] is \"a\"; needed is a number",
                "\"segmentation\": [[1, 1, 9, 1, 9, 9, 5]]|segmentation[0] has 7 numbers; needed is x and y of each corner",
                "\"segmentation\": [[1, 1, 9, 1, 9, 9], [1, 1, 9, 1, 9, 900]]|corner (9.0, 900.0) lies outside the"
                        + " picture of 200.0×100.0 px",
                "\"segmentation\": [[1, 1, 9, 1, 9, 9], 3]|segmentation[1] is 3; needed is a polygon, a list of numbers",
                "\"segmentation\": \"mask.png\"|segmentation is \"mask.png\"; needed are polygons or run lengths",
                "\"segmentation\": [[5, 5, 5, 5, 5, 5]]|has neither a polygon nor a bbox of 4 numbers",
                "\"iscrowd\": \"no\", \"bbox\": [1, 1, 2, 2]|iscrowd is \"no\"; allowed are 0 and 1",
            })
    void aWrongNumberIsNamedWithFileAndLine(String members, String fault) throws IOException {
        assertThatThrownBy(() -> shape(members))
                .isInstanceOf(DatasetException.class)
                .hasMessage(set.resolve("a.json") + ":5: annotations[1]: " + fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3, \"file_name\": \"a.jpg\", \"width\": 200|1, \"file_name\": \"a.jpg\", \"width\": \"wide\"|:1: images[0]:"
                        + " width is \"wide\"; needed is a number",
                "\"annotations\"|\"annotations\": [], \"annotations\"|:3: annotations is there a second time",
                "\"images\": [|\"images\": {}, \"old\": [|:1: images is no list",
                "\"images\": [|\"old\": {\"images\": 1}, \"older\": [|: images is no list",
                "2]}]}|2]}],}|:5: is no JSON: ",
            })
    void whatIsWrongElsewhereIsNamedToo(String right, String wrong, String fault) throws IOException {
        write(SET.formatted("\"bbox\": [2, 2, 2, 2]").replace(right, wrong));

        assertThatThrownBy(this::open).hasMessageStartingWith(set.resolve("a.json") + fault);
    }

    /** As tools write them: one polygon without a list around it, numbers as text, a flag as a fraction. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"segmentation\": [20, 20, 80, 20, 80, 60, 20, 60]",
                "\"segmentation\": [[\"20\", \"20.0\", 80, 20, 80, 60, 20, 60]], \"iscrowd\": 0.0",
                "\"bbox\": [\"20\", \"20\", \"60\", \"4e1\"], \"iscrowd\": \"0\"",
            })
    void whatIsClearIsReadInWhicheverFormItComes(String members) throws IOException {
        LabelledShape shape = shape(members);

        assertThat(Bounds.around(shape.corners())).isEqualTo(new Bounds(0.1, 0.2, 0.4, 0.6));
        assertThat(shape.isCrowd()).isFalse();
    }

    /** Taken for folders per class, every picture would be bad. */
    @Test
    void aFolderPerPartIsASetWithParts() throws IOException {
        for (String part : List.of("train", "valid")) {
            Files.createDirectories(set.resolve(part));
            Files.write(set.resolve(part + "/" + part + ".png"), picture("png", 0, true));
            Files.writeString(
                    set.resolve(part + "/_annotations.coco.json"),
                    "{\"images\": [{\"id\": 3, \"file_name\": \"" + part + ".png\", \"width\": 20, \"height\": 10}],"
                            + "\"categories\": [{\"id\": 9, \"name\": \"pore\"}], \"annotations\": []}");
        }

        assertThat(open().format()).isEqualTo(LabelledSet.Format.COCO);
        assertThat(open().samples()).extracting(Sample::name).containsExactly("valid/valid.png");
        assertThat(LabelledSet.open(set, Optional.of("train")).samples())
                .extracting(Sample::name)
                .containsExactly("train/train.png");
        assertThatThrownBy(() -> LabelledSet.open(set, Optional.of("test")))
                .hasMessage(set + ": has no part 'test'; it has [train, valid]");
    }

    /** Some tools write a category above all others, with the name of the only class. */
    @Test
    void twoCategoriesOfOneNameAreOneClass() throws IOException {
        write(SET.formatted("\"bbox\": [2, 2, 2, 2]")
                .replace("\"categories\": [", "\"categories\": [{\"id\": 0, \"name\": \"pore\"}, "));

        assertThat(open().classes()).containsExactly("pore");
        assertThat(open().samples().get(0).shapes()).hasSize(2);
    }

    /** As if it were laid out with spaces, so that a word lies on any border. */
    @ParameterizedTest
    @ValueSource(ints = {65_520, 65_530, 65_536, 131_060})
    void aWordOfAFileIsFoundWhereverItStands(int spaces) throws IOException {
        write(" ".repeat(spaces) + SET.formatted("\"bbox\": [2, 2, 2, 2]"));

        assertThat(open().samples()).hasSize(1);
    }

    /** The Exif values that lay rows as columns, in both byte orders; others, and none; whoever decodes agrees. */
    @ParameterizedTest
    @CsvSource({
        "jpg, 6, true, 10, 20",
        "jpg, 8, false, 10, 20",
        "jpg, 3, true, 20, 10",
        "jpg, 1, false, 20, 10",
        "jpg, 0, true, 20, 10",
        "png, 5, false, 10, 20",
        "png, 2, true, 20, 10",
        "png, 0, true, 20, 10",
    })
    void aPictureWithItsSidesSwappedIsRefusedUnlessItIsTurned(
            String ending, int orientation, boolean isLittle, int width, int height) throws IOException {
        Path picture = set.resolve("a." + ending);
        Files.write(picture, picture(ending, orientation, isLittle));
        try (MatScope scope = MatScope.open()) {
            Mat seen = scope.own(Imgcodecs.imread(picture.toString()));
            assertThat(List.of(seen.cols(), seen.rows())).containsExactly(width, height);
        }
        String size = "{\"images\": [{\"id\": 3, \"file_name\": \"a." + ending
                + "\", \"width\": %d, \"height\": %d}],"
                + "\"categories\": [{\"id\": 9, \"name\": \"pore\"}], \"annotations\": []}";
        Files.writeString(set.resolve("a.json"), size.formatted(width, height));
        assertThat(open().samples()).hasSize(1);

        Files.writeString(set.resolve("a.json"), size.formatted(height, width));
        assertThatThrownBy(this::open)
                .hasMessage(set.resolve("a.json") + ":1: images[0]: is " + height + ".0×" + width
                        + ".0 px; its picture " + picture + " is " + width + "×" + height + " px");
    }

    /** Of 20 × 10 px as it is stored. */
    private static byte[] picture(String ending, int orientation, boolean isLittle) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_3BYTE_BGR), ending, plain);
        byte[] bytes = plain.toByteArray();
        if (orientation == 0) {
            return bytes;
        }
        byte[] note = note(orientation, isLittle);
        ByteBuffer with = ByteBuffer.allocate(bytes.length + note.length + 12);
        if (ending.equals("jpg")) {
            with.put(bytes, 0, 2).putShort((short) 0xFFE1).putShort((short) (2 + 6 + note.length));
            with.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(note);
            with.put(bytes, 2, bytes.length - 2);
        } else {
            byte[] chunk = ByteBuffer.allocate(4 + note.length)
                    .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                    .put(note)
                    .array();
            CRC32 check = new CRC32();
            check.update(chunk);
            int header = 8 + 12 + 13;
            with.put(bytes, 0, header).putInt(note.length).put(chunk).putInt((int) check.getValue());
            with.put(bytes, header, bytes.length - header);
        }
        return Arrays.copyOf(with.array(), with.position());
    }

    /** Two entries of a directory, of which the second is the orientation. */
    private static byte[] note(int orientation, boolean isLittle) {
        ByteBuffer note = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4);
        note.order(isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        note.put((isLittle ? "II" : "MM").getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8);
        note.putShort((short) 2);
        note.putShort((short) 0x0100).putShort((short) 3).putInt(1).putInt(7);
        note.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return note.array();
    }

    private LabelledShape shape(String members) throws IOException {
        write(SET.formatted(members));
        List<LabelledShape> shapes = open().samples().get(0).shapes();
        assertThat(shapes.get(0).corners()).contains(new PixelPoint(0.01, 0.02));
        return shapes.get(1);
    }

    private void write(String json) throws IOException {
        Files.writeString(set.resolve("a.jpg"), "");
        Files.writeString(set.resolve("a.json"), json);
    }

    private LabelledSet open() {
        return LabelledSet.open(set, Optional.empty());
    }
}
