package io.huoyan.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenCV's library is unpacked into the machine's folder for temporary files, which may be full or not to be written.
 */
class FullTemporaryFolderTest {
    @TempDir
    Path folder;

    @Test
    void aFolderForTemporaryFilesThatTakesNothingIsNamed() throws IOException, InterruptedException {
        Path none = Files.writeString(folder.resolve("no-folder"), "");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + none,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "synth",
                        "sheet",
                        folder.resolve("out.png").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(ExitCodes.WRONG_INPUT);
        assertThat(said)
                .contains("OpenCV's library cannot be unpacked into " + none + " and loaded: ")
                .doesNotContain("Exception in");
    }
}
