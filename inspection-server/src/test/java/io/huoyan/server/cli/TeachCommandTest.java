package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.infer.knowngood.KnownGoodFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TeachCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    /** Its quick forms of networks lie in the test's folder. */
    private int teach(String... arguments) throws IOException {
        Path plant = Files.writeString(folder.resolve("plant.yaml"), "data: data\n");
        return run(Stream.concat(Stream.of("teach", "--config", plant.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** Vectors of two networks lie nowhere near each other: every picture would be as good as any. */
    @Test
    void picturesAreAddedWithTheNetworkOfTheMemoryAndWithNoOther() throws IOException {
        List<Path> frames = frames();
        String good = linked("good", frames.subList(0, 5));
        String more = linked("more", frames.subList(5, 6));
        Path memory = folder.resolve("m.memory");
        assertThat(teach(good, "--out", memory.toString(), "--model", "huoyan-line"))
                .as(err.toString())
                .isZero();
        String taught = KnownGoodFile.read(memory).modelSha256();

        assertThat(teach(more, "--out", memory.toString(), "--add", "--model", "huoyan-weld"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("the memory was taught with model huoyan-line of sha256 " + taught
                        + "; the further pictures would be seen by huoyan-weld/");
        assertThat(KnownGoodFile.read(memory).pictures()).hasSize(5);

        assertThat(teach(more, "--out", memory.toString(), "--add", "--form", "int8"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--form is int8; " + memory + " was taught in fp32: allowed is that");

        assertThat(teach(more, "--out", memory.toString(), "--add"))
                .as(err.toString())
                .isZero();
        assertThat(KnownGoodFile.read(memory).pictures()).hasSize(6);
        assertThat(KnownGoodFile.read(memory).modelSha256()).isEqualTo(taught);
    }

    /** Who names an option believes that it did something. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "teach good --out m --remove a.png|DIR is good beside --remove, which looks at no pictures; allowed"
                        + " beside it is --json; add pictures with a second call, --add",
                "teach --out m --add --remove a.png|--add does nothing beside --remove, which keeps what the memory was"
                        + " taught with; allowed beside it: --json",
                "teach --out m --remove a.png --alarm 0.05|--alarm does nothing beside --remove",
                "teach --out m --remove a.png --form int8|--form does nothing beside --remove",
                "teach good --out m --add --alarm 0.1|--alarm does nothing beside --add, which keeps what the memory was"
                        + " taught with; allowed beside it: DIR, --model, --form, --recipe, --catalog, --json",
                "teach good --out m --add --whole|--whole does nothing beside --add",
                "teach good --out m --add --no-background|--background does nothing beside --add",
                "teach good --out m --add --vectors 9|--vectors does nothing beside --add",
            })
    void whatAChangeOfAMemoryWouldNotHeedIsRefused(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString().strip().lines()).singleElement().asString().contains(message);
    }

    @Test
    void anAlarmShareThatNoNumberOfPicturesTellsIsRefused() throws IOException {
        String good = linked("good", frames().subList(0, 5));

        assertThat(teach(good, "--out", folder.resolve("m").toString(), "--alarm", "1e-12"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("alarm share is 1.0E-12; allowed is 0.001 to below 0.5");
        assertThat(folder.resolve("m")).doesNotExist();
    }

    @Test
    void flawsThatLabelsMarkAreNotTaughtForGoodButMayBeWhatAModelWasShown() throws IOException {
        Files.createDirectories(folder.resolve("set/labels"));
        Files.writeString(folder.resolve("set/data.yaml"), "names: [crack]\n");
        List<Path> frames = frames();
        linked("set/images", frames.subList(0, 5));
        String frame = String.valueOf(frames.get(0).getFileName());
        String label = frame.substring(0, frame.lastIndexOf('.')) + ".txt";
        Files.writeString(folder.resolve("set/labels").resolve(label), "0 0.5 0.5 0.2 0.4\n");
        String set = folder.resolve("set").toString();
        Path memory = folder.resolve("m.memory");

        assertThat(teach(set, "--out", memory.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("images/" + frame + ": is labelled as 'crack' (")
                .contains("To teach good ones, put them alone into a folder, without labels");
        assertThat(memory).doesNotExist();

        assertThat(teach(set, "--out", memory.toString(), "--whole", "--model", "huoyan-line"))
                .as(err.toString())
                .isZero();
    }

    @Test
    void aPictureWithACommaInItsNameCanBeTakenOut() throws IOException {
        List<Path> frames = frames().stream()
                .filter(file -> file.toString().endsWith(".jpg"))
                .toList();
        Path good = Path.of(linked("good", frames.subList(0, 5)));
        int next = 5;
        for (String name : List.of("extra,1.jpg", "b.jpg", "c.jpg", "d.jpg")) {
            Files.createSymbolicLink(good.resolve(name), frames.get(next++));
        }
        Path memory = folder.resolve("m.memory");
        assertThat(teach(good.toString(), "--out", memory.toString(), "--model", "huoyan-line"))
                .as(err.toString())
                .isZero();

        assertThat(teach("--out", memory.toString(), "--remove", "extra,2.jpg")).isEqualTo(2);
        assertThat(err.toString()).contains("the memory has no picture 'extra'");
        assertThat(teach("--out", memory.toString(), "--remove", "b.jpg,c.jpg", "--remove", "extra,1.jpg"))
                .as(err.toString())
                .isZero();

        assertThat(KnownGoodFile.read(memory).pictures())
                .extracting(picture -> picture.name())
                .hasSize(6)
                .contains("d.jpg");
    }

    private String linked(String name, List<Path> files) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        for (Path file : files) {
            Files.createSymbolicLink(made.resolve(file.getFileName()), file);
        }
        return made.toString();
    }

    private static List<Path> frames() throws IOException {
        try (Stream<Path> files = Files.list(ServerOptions.home().resolve("sample-images/body-line/frames"))) {
            return files.sorted().toList();
        }
    }
}
