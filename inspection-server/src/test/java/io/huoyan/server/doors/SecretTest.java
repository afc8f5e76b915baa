package io.huoyan.server.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
    /** Every process has it; no secret, but it can be read. */
    private static final String SET = "PATH";

    @TempDir
    private Path folder;

    @Test
    void a_secret_in_a_file_is_its_text_and_shows_its_place_alone() throws IOException {
        Files.writeString(folder.resolve("password"), " geheim\n");
        Secret secret = Secret.of("password", folder);

        assertThat(secret.line()).isEqualTo("geheim");
        assertThat(secret.text()).isEqualTo(" geheim\n");
        assertThat(secret).hasToString(folder.resolve("password").toString());
    }

    @Test
    void a_secret_in_the_environment_is_the_value_of_its_variable_and_shows_the_name_alone() throws IOException {
        Secret secret = Secret.of("env:" + SET, folder);

        assertThat(secret.text()).isEqualTo(System.getenv(SET));
        assertThat(secret).hasToString("env:" + SET);
    }

    @Test
    void what_is_not_there_is_told_with_its_place() {
        assertThatThrownBy(
                        () -> Secret.of("env:HUOYAN_NOBODY_SETS_THIS", folder).text())
                .isInstanceOf(IOException.class)
                .hasMessage("variable HUOYAN_NOBODY_SETS_THIS of the environment is not set; it should hold a secret");
        assertThatThrownBy(() -> Secret.of("none", folder).line())
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(folder.resolve("none").toString());
    }

    @Test
    void what_names_no_variable_is_refused() {
        assertThatThrownBy(() -> Secret.of("env:", folder))
                .hasMessage("'env:' names no variable; allowed is env:NAME of letters, digits and _, no digit first");
        assertThatThrownBy(() -> Secret.of("env:1st", folder)).hasMessageStartingWith("'env:1st' names no variable");
        assertThat(Secret.of("env:_1", folder)).isEqualTo(new Secret.InEnvironment("_1"));
    }
}
