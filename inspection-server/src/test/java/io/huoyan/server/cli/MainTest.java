package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    @Test
    void wrongArgumentsAreOneLineAndExitCodeTwo() {
        assertThat(run("serve", "--prot", "1")).isEqualTo(2);
        assertThat(err.toString().strip().lines())
                .singleElement()
                .asString()
                .contains("--prot")
                .contains("serve --help");
        assertThat(out.toString()).isEmpty();
    }

    /** An option that would do nothing is no option: who names it believes in something. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "teach good --out m --known-good x|--known-good is for 'huoyan evaluate'; the memory that is taught is"
                        + " --out",
                "teach good --out m --no-promise|--no-promise is for 'huoyan evaluate'; teaching gives no verdicts",
                "evaluate set --keep|--keep keeps what --guarantee promises; name one, such as --guarantee strongest@0.90",
                // Before the set is opened, which is not there.
                "evaluate set --guarantee 0.1@0.9 --keep --results r.json|--keep needs a model to keep the thresholds with",
                "evaluate set --guarantee 0.1@0.9 --keep --known-good m|--keep needs a model to keep the thresholds with"
            })
    void optionsThatWouldDoNothingAreRefused(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void datasetSaysWhereItsImportIs() {
        assertThat(run("dataset", "--help")).isZero();
        assertThat(out.toString()).contains("There is no import", "'convert'");
    }

    @Test
    void everyCommandExplainsItselfWithAnExample() {
        for (CommandLine command : Main.commandLine().getSubcommands().values()) {
            String help = command.getUsageMessage();
            assertThat(help).contains("Usage: huoyan " + command.getCommandName());
            if (!command.getCommandName().equals("help")
                    && command.getSubcommands().isEmpty()) {
                assertThat(help).as("help of " + command.getCommandName()).containsPattern("Examples?:\\R");
            }
        }
    }

    /** Also where a command needs other options, or has one of its own called --version. */
    @Test
    void everyCommandAnswersHelp() {
        for (List<String> path : paths(Main.commandLine(), List.of())) {
            List<String> words = new ArrayList<>(path);
            words.add("--help");
            out.getBuffer().setLength(0);
            assertThat(run(words.toArray(String[]::new)))
                    .as(String.join(" ", words) + ": " + err)
                    .isZero();
            assertThat(out.toString()).as(String.join(" ", words)).contains("Usage: huoyan " + String.join(" ", path));
        }
    }

    private static List<List<String>> paths(CommandLine command, List<String> above) {
        List<List<String>> paths = new ArrayList<>();
        command.getSubcommands().forEach((name, below) -> {
            if (!name.equals("help")) {
                List<String> path = new ArrayList<>(above);
                path.add(name);
                paths.add(path);
                paths.addAll(paths(below, path));
            }
        });
        return paths;
    }

    @Test
    void jsonOnStandardOutputIsTheOnlyThingThere() {
        assertThat(run("version", "--json", "-")).isZero();
        assertThat(out.toString().strip().lines()).singleElement().asString().startsWith("{\"huoyan\":");
        assertThat(err.toString()).contains("huoyan ");
    }

    @Test
    void aMissingConfigurationFileIsNamed() {
        assertThat(run("serve", "--config", "/nowhere/plant.yaml")).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo("huoyan serve: /nowhere/plant.yaml does not exist");
    }
}
