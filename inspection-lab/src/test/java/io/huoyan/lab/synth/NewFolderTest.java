package io.huoyan.lab.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.lab.dataset.RenderedSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFolderTest {
    @TempDir
    private Path folder;

    @Test
    void a_folder_is_there_when_its_filling_is_done_and_not_before() throws IOException {
        Path out = folder.resolve("a/set");

        int written = NewFolder.write(out, half -> {
            Files.writeString(half.resolve("one"), "1");
            assertThat(out).doesNotExist();
            return 1;
        });

        assertThat(written).isEqualTo(1);
        assertThat(out.resolve("one")).hasContent("1");
        assertThat(folder.resolve("a")).isDirectoryNotContaining("glob:**.writing");
    }

    @Test
    void nothing_is_left_of_a_filling_that_fails() {
        Path out = folder.resolve("set");

        assertThatThrownBy(() -> NewFolder.write(out, half -> {
                    Files.createDirectories(half.resolve("images"));
                    throw new IOException("No space left on device");
                }))
                .hasMessage("No space left on device");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void rendered_patches_are_not_mixed_with_those_of_a_killed_run() throws IOException {
        Path left = folder.resolve("set.writing/images/synthetic-000001.png");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "of another seed");

        assertThatThrownBy(() -> RenderedSet.write(folder.resolve("set"), 1, 1, (done, all, file) -> {}))
                .hasMessage(folder.resolve("set.writing") + " exists: a run was killed, or is under way; remove it if"
                        + " none is, or name another folder");

        assertThat(left).hasContent("of another seed");
    }

    @Test
    void a_place_where_no_folder_can_be_is_named() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> NewFolder.write(file.resolve("set"), half -> half))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.resolve("set.writing") + ": no folder can be made there: ");
    }
}
