package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.lab.dataset.LabelledSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DatasetCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"convert", "split"})
    void crowdsThatAreLeftOutAreTold(String command) throws IOException {
        writeSet(1);

        assertThat(run(command, "--json", folder.resolve("told.json").toString()))
                .isZero();

        assertThat(out.toString())
                .contains("left out: 1 crowds, for which the YOLO format has no mark, and 1 pictures that show nothing"
                        + " else");
        assertThat(folder.resolve("told.json"))
                .content()
                .contains("\"pictures\":1", "\"crowdsLeftOut\":1", "\"picturesLeftOut\":1");
    }

    @Test
    void nothingIsToldOfCrowdsWhereThereAreNone() throws IOException {
        writeSet(0);

        assertThat(run("convert")).isZero();

        assertThat(out.toString()).contains("2 pictures in ").doesNotContain("left out");
    }

    /** A box of the whole picture says less than a mask would, and nobody would look for it in a thousand labels. */
    @ParameterizedTest
    @ValueSource(strings = {"convert", "split"})
    void badPicturesOfWhichNoMaskSaysWhereAreToldAndStayBad(String command) throws IOException {
        for (String name : List.of("crack/blank", "crack/marked", "crack/missing", "good/a")) {
            write("set/test/" + name + ".png", 0);
        }
        write("set/ground_truth/crack/blank_mask.png", 0);
        write("set/ground_truth/crack/marked_mask.png", 0xffffff);

        assertThat(run(command, "--json", folder.resolve("told.json").toString()))
                .isZero();

        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "boxed as a whole: 2 bad pictures, the first test/crack/blank.png: no mask says"
                                + " where they are bad");
        assertThat(folder.resolve("told.json")).content().contains("\"boxedWhole\":2");
        LabelledSet written = LabelledSet.open(folder.resolve("out"), Optional.of("train"));
        assertThat(written.samples())
                .filteredOn(sample -> sample.name().contains("blank"))
                .singleElement()
                .satisfies(blank -> assertThat(written.truth(blank)).isEqualTo(LabelledSet.Truth.BAD));
    }

    @Test
    void whereEveryMaskSaysWhereNothingIsTold() throws IOException {
        write("set/test/crack/a.png", 0);
        write("set/test/good/b.png", 0);
        write("set/ground_truth/crack/a_mask.png", 0xffffff);

        assertThat(run("convert")).isZero();

        assertThat(err.toString()).isEmpty();
    }

    /** Black, but for one pixel. */
    private void write(String name, int rgb) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        BufferedImage picture = new BufferedImage(40, 20, BufferedImage.TYPE_3BYTE_BGR);
        picture.setRGB(8, 8, rgb);
        ImageIO.write(picture, "png", file.toFile());
    }

    private int run(String command, String... more) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>(List.of("dataset", command));
        arguments.add(folder.resolve("set").toString());
        arguments.add(folder.resolve("out").toString());
        arguments.addAll(List.of(more));
        return commandLine.execute(arguments.toArray(String[]::new));
    }

    /** A thing on one picture, and another, or a crowd, on the other. */
    private void writeSet(int isCrowd) throws IOException {
        Files.createDirectories(folder.resolve("set"));
        for (String name : new String[] {"a.png", "b.png"}) {
            BufferedImage picture = new BufferedImage(40, 20, BufferedImage.TYPE_3BYTE_BGR);
            ImageIO.write(picture, "png", folder.resolve("set").resolve(name).toFile());
        }
        Files.writeString(
                folder.resolve("set/labels.json"),
                """
                {"images": [{"id": 1, "file_name": "a.png", "width": 40, "height": 20},
                            {"id": 2, "file_name": "b.png", "width": 40, "height": 20}],
                 "categories": [{"id": 9, "name": "pore"}],
                 "annotations": [{"image_id": 1, "category_id": 9, "bbox": [2, 2, 9, 9]},
                                 {"image_id": 2, "category_id": 9, "bbox": [2, 2, 9, 9], "iscrowd": %d}]}
                """
                        .formatted(isCrowd));
    }
}
