package io.huoyan.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * The {@code --json} option of the commands that report. With {@code -} the JSON is the last line of standard output
 * and everything meant for people goes to standard error.
 */
final class JsonOutput {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "Also write the result as one line of JSON to FILE, or with - to standard output.")
    @Nullable
    String target;

    /** Where text for people goes. */
    PrintWriter people(CommandSpec spec) {
        return "-".equals(target)
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    /** Writes the members in their order. */
    void write(CommandSpec spec, Map<String, ?> members) throws IOException {
        if (target == null) {
            return;
        }
        String line = line(members);
        if (target.equals("-")) {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        } else {
            write(Path.of(target), line + "\n");
        }
    }

    /** A new file whole or not at all; one that is there, a link or a pipe is written as it stands. */
    private static void write(Path file, String text) throws IOException {
        boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            if (isNew) {
                Files.deleteIfExists(file);
            }
            String why = e instanceof NoSuchFileException ? "its folder is not there" : e.getMessage();
            throw new IOException("--json " + file + ": cannot be written: " + why, e);
        }
    }

    private static String line(Map<String, ?> members) {
        try {
            return MAPPER.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the result cannot be written as JSON: " + e.getMessage(), e);
        }
    }
}
