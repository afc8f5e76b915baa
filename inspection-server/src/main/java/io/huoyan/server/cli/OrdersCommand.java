package io.huoyan.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code huoyan orders}. */
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        header = "Look at repair orders.",
        subcommands = OrdersWatchCommand.class)
final class OrdersCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.WRONG_INPUT;
    }
}
