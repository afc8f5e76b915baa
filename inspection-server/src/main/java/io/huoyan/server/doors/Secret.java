package io.huoyan.server.doors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a password, a token or a key is: in a file, or in a variable of the environment, written {@code env:NAME}. As a
 * text it says where, never what.
 */
public sealed interface Secret {
    /** What a name of a variable stands behind. */
    String ENVIRONMENT = "env:";

    /**
     * @param text {@code env:NAME}, or a path
     * @param folder of relative paths
     * @throws IllegalArgumentException if what follows {@code env:} is no name of a variable
     */
    static Secret of(String text, Path folder) {
        return text.startsWith(ENVIRONMENT)
                ? new InEnvironment(text.substring(ENVIRONMENT.length()))
                : new InFile(folder.resolve(text));
    }

    /** What is kept there, line ends included. */
    String text() throws IOException;

    /** The one line that is kept there. */
    default String line() throws IOException {
        return text().strip();
    }

    /** In a file, UTF-8. */
    record InFile(Path file) implements Secret {
        @Override
        public String text() throws IOException {
            return Files.readString(file, UTF_8);
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** In a variable of this process's environment. */
    record InEnvironment(String name) implements Secret {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

        public InEnvironment {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("'" + ENVIRONMENT + name
                        + "' names no variable; allowed is env:NAME of letters, digits and _, no digit first");
            }
        }

        @Override
        public String text() throws IOException {
            String value = System.getenv(name);
            if (value == null || value.isBlank()) {
                throw new IOException("variable " + name + " of the environment is "
                        + (value == null ? "not set" : "empty") + "; it should hold a secret");
            }
            return value;
        }

        @Override
        public String toString() {
            return ENVIRONMENT + name;
        }
    }
}
