package io.huoyan.server.cli;

import io.huoyan.server.mqtt.BrokerAddress;
import io.huoyan.server.mqtt.OrderSubscriber;
import io.huoyan.server.mqtt.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huoyan orders watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        header = "Listen as an MES would, and print orders and visit results as they come.",
        description = {
            "",
            "Keeps a session at the broker: what arrives while this command is away is delivered when it comes back",
            "under the same --client name within a day."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan orders watch                                    the broker embedded in 'huoyan serve'",
            "  huoyan orders watch --mqtt tcp://127.0.0.1:1884 --raw  every message as JSON, one a line, for jq"
        })
final class OrdersWatchCommand implements Callable<Integer> {
    private static final Duration SESSION_EXPIRY = Duration.ofDays(1);

    @Spec
    CommandSpec spec;

    @Mixin
    BrokerOptions brokers;

    @Option(
            names = "--client",
            paramLabel = "NAME",
            defaultValue = "huoyan-orders-watch",
            description = "Name of this client's session (default: ${DEFAULT-VALUE}).")
    String client;

    @Option(names = "--raw", description = "Print each message's JSON as it came.")
    boolean raw;

    @Option(names = "--for-s", paramLabel = "SECONDS", description = "Stop after so many seconds (default: at Ctrl-C).")
    @Nullable
    Integer seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BrokerAddress broker = brokers.address(client);
        Topics topics = brokers.configured().topics();
        PrintWriter out = spec.commandLine().getOut();
        MesLines lines = new MesLines();
        CountDownLatch stop = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown, "stop"));
        try (OrderSubscriber mes = OrderSubscriber.connect(broker, topics, SESSION_EXPIRY, message -> {
            out.println(raw ? message.payload() : lines.describe(message));
            out.flush();
        })) {
            spec.commandLine().getErr().println("listening to " + topics.prefix() + " on " + broker.url());
            if (seconds == null) {
                stop.await();
            } else if (!stop.await(seconds, TimeUnit.SECONDS)) {
                spec.commandLine()
                        .getErr()
                        .println(mes.distinctOrderRevisions() + " order revisions, " + mes.distinctVisits()
                                + " visit results");
            }
        }
        return ExitCodes.DONE;
    }
}
