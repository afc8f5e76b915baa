package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
