package io.huoyan.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code huoyan dossier}. */
@Command(
        name = "dossier",
        mixinStandardHelpOptions = true,
        header = "Look into vehicles' files: show, export, verify; join their names.",
        description = {
            "",
            "One file per vehicle (一车一档): its inspections, visits, repair orders and decisions, append-only and chained by",
            "hashes. All but 'join' only read; a running server may own the store."
        },
        subcommands = {
            DossierShowCommand.class,
            DossierExportCommand.class,
            DossierVerifyCommand.class,
            DossierJoinCommand.class
        })
final class DossierCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.WRONG_INPUT;
    }
}
