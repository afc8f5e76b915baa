package io.huoyan.server.cli;

import io.huoyan.server.doors.Secret;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** {@code huoyan}: the entry to every command. */
@Command(
        name = "huoyan",
        mixinStandardHelpOptions = true,
        versionProvider = SoftwareVersion.Provider.class,
        synopsisSubcommandLabel = "COMMAND",
        header =
                "Huoyan (火眼) looks at every weld of a car body, says in millimetres what is wrong, and orders the repair.",
        descriptionHeading = "%n",
        description = {
            "New here? Run  huoyan demo --once : cameras, server, store, broker and a listening MES on this machine,",
            "on sample pictures, with nothing to install."
        },
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, and everything is as it should be",
            "1:done, but something is not as it should be (a weld missed, an order not delivered, a picture not read)",
            "2:not done: wrong arguments, configuration or input; standard error says what, in one line",
            "3:not done: Huoyan itself failed; please report it"
        },
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            CameraCommand.class,
            OrdersCommand.class,
            DossierCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ReviewCommand.class,
            MesCommand.class,
            ReplayCommand.class,
            TortureCommand.class,
            EvaluateCommand.class,
            DatasetCommand.class,
            TeachCommand.class,
            TrainCommand.class,
            EncoderCommand.class,
            FormsCommand.class,
            SynthCommand.class,
            CalibrateCommand.class,
            GaugeCommand.class,
            ExplainCommand.class,
            StandardsCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main extends CommandGroup {
    private static final String LOG_LEVEL = "huoyan.log.level";
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    /** Of helps that go to no terminal; a terminal has its own. */
    private static final int HELP_COLUMNS = 120;

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.registerConverter(Secret.class, Main::secret);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpWidth(HELP_COLUMNS);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setExecutionExceptionHandler(new OneLineErrors());
        commandLine.setParameterExceptionHandler(OneLineErrors::wrongArguments);
        return commandLine;
    }

    /** Before the first logger. A server tells what it does; the other commands speak only when something is wrong. */
    private static void chooseLogging(String[] arguments) {
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "huoyan-logback.xml");
        }
        if (System.getProperty(LOG_LEVEL) == null) {
            boolean serves = arguments.length > 0 && arguments[0].equals("serve");
            System.setProperty(LOG_LEVEL, serves ? "INFO" : "WARN");
        }
    }

    public static void main(String[] arguments) {
        // DJL must neither phone home nor download; set before its first class is loaded.
        System.setProperty("ai.djl.offline", "true");
        chooseLogging(arguments);
        CommandLine commandLine = commandLine();
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(commandLine.execute(arguments));
    }

    private static Secret secret(String text) {
        try {
            return Secret.of(text, Path.of(""));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
