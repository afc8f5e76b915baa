package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
