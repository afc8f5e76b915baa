package io.huoyan.server.cli;

import picocli.CommandLine.Command;

/** {@code huoyan orders}. */
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        header = "Look at repair orders.",
        subcommands = OrdersWatchCommand.class)
final class OrdersCommand extends CommandGroup {}
