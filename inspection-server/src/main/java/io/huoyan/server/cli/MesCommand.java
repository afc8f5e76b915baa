package io.huoyan.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.server.mqtt.BrokerAddress;
import io.huoyan.server.mqtt.MesSender;
import io.huoyan.server.mqtt.OrderSubscriber;
import io.huoyan.server.mqtt.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huoyan mes}. */
@Command(
        name = "mes",
        mixinStandardHelpOptions = true,
        header = "An MES to try things with: hear orders, move them, ask the gate, by hand or by a script.",
        description = {
            "",
            "Reads one instruction a line, from standard input or a script; prints what arrives. ORDER may be 'last', the",
            "order that was heard of last.",
            "  accept|start|repaired|release ORDER        move an order",
            "  hold|close|scrap|concession|cancel ORDER REASON…",
            "  gate VEHICLE                               may it leave?",
            "  again [N]                                  the last command once more (or N times), byte for byte",
            "  late HOURS                                 the next command was issued so long ago",
            "  if REVISION                                the next command is for this revision only",
            "  raw TEXT…                                  whatever you like, as a command",
            "  wait SECONDS | expect STATE [SECONDS]      pause; or until the last order is in this state",
            "  auto                                       accept, start and report repaired whatever comes",
            "  quit"
        },
        footer = {
            "",
            "Exit code 1 if an 'expect' was in vain.",
            "",
            "Examples:",
            "  huoyan mes                                 the broker embedded in 'huoyan serve'",
            "  huoyan mes --script repair.txt --mqtt tcp://127.0.0.1:1884"
        })
final class MesCommand implements Callable<Integer> {
    private static final Duration SESSION = Duration.ofDays(1);

    @Spec
    CommandSpec spec;

    @Mixin
    BrokerOptions brokers;

    @Option(names = "--script", paramLabel = "FILE", description = "Instructions (default: standard input).")
    @Nullable
    Path script;

    @Option(names = "--station", paramLabel = "ID", defaultValue = "BS-110", description = "Default: ${DEFAULT-VALUE}.")
    String station;

    @Option(names = "--who", paramLabel = "NAME", defaultValue = "mes", description = "Who moves the orders.")
    String who;

    @Option(
            names = "--client",
            paramLabel = "NAME",
            defaultValue = "huoyan-mes-tool",
            description = "Name of this client's session (default: ${DEFAULT-VALUE}).")
    String client;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BrokerAddress broker = brokers.address(client);
        Topics topics = brokers.configured().topics();
        PrintWriter out = spec.commandLine().getOut();
        MesDesk desk = new MesDesk(station, who, out);
        try (OrderSubscriber heard = OrderSubscriber.connect(broker, topics, SESSION, desk::arrived);
                MesSender sender = MesSender.connect(broker.as(client + "-talks"), topics, desk::answered);
                BufferedReader lines = instructions()) {
            if (!heard.awaitSubscribed() || !sender.awaitConnected()) {
                throw new WrongInputException("the broker " + broker.url() + " cannot be reached");
            }
            boolean fits = true;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.strip().equals("quit")) {
                    break;
                }
                fits &= desk.carryOut(line.strip(), sender);
            }
            // Answers to the last instructions may still be on their way.
            TimeUnit.SECONDS.sleep(1);
            return fits ? ExitCodes.DONE : ExitCodes.NOT_AS_IT_SHOULD_BE;
        }
    }

    private BufferedReader instructions() throws IOException {
        return script == null
                ? new BufferedReader(new InputStreamReader(System.in, UTF_8))
                : Files.newBufferedReader(script);
    }
}
