package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonOutputTest {
    @TempDir
    Path folder;

    private void write(Path file) throws IOException {
        JsonOutput json = new JsonOutput();
        json.target = file.toString();
        json.write(Main.commandLine().getCommandSpec(), Map.of("missed", 0));
    }

    @Test
    void aFileIsThereWholeAndAnOldOneIsReplaced() throws IOException {
        Path file = folder.resolve("j.json");
        Files.writeString(file, "old and longer than what comes");

        write(file);

        assertThat(file).hasContent("{\"missed\":0}\n");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        Path file = folder.resolve("gone/j.json");

        assertThatThrownBy(() -> write(file))
                .isInstanceOf(IOException.class)
                .hasMessage("--json " + file + ": cannot be written: its folder is not there");
    }

    /** What stands for standard output is such a link, and is not to become a file. */
    @Test
    void aLinkStaysOne() throws IOException {
        Path file = folder.resolve("real.json");
        Files.writeString(file, "old and longer than what comes");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);

        write(link);

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("{\"missed\":0}\n");
    }
}
