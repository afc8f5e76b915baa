package io.huoyan.server.cli;

import io.huoyan.server.doors.Secret;
import io.huoyan.server.store.sql.StorePlace;
import io.huoyan.server.torture.TortureBroker;
import io.huoyan.server.torture.TortureRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huoyan torture}. */
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        header = "Prove that no order is lost or doubled while a real server is killed again and again.",
        description = {
            "",
            "Each cycle starts a server process on the same store, with cameras that send frames (some twice, out of order)",
            "an MES that moves the orders (some commands twice, late, wrong) and people who decide about doubtful welds",
            "(some twice, some too late), and kills it at a random instant. Now and then the broker is stopped, cut off or slow, the disk is full, the clock is an hour off. At the end a model that",
            "was fed only by what cameras and MES saw is held against the vehicles' files. The eyes are scripted: pictures",
            "say in words what is to be found; everything behind them is the server as it is."
        },
        footer = {
            "",
            "Exit code 0 only if every answered frame is in the file, every order revision arrived, in order per vehicle and",
            "repeats byte for byte the same, no weld had two open orders, every state was legal, no order was closed by frames",
            "older than its repair, every chain is whole, and all was said within 10 minutes of the last start.",
            "",
            "Examples:",
            "  huoyan torture                              20 cycles",
            "  huoyan torture --cycles 300 --seed 7 --json -",
            "  huoyan torture --broker mosquitto --store-url postgresql://127.0.0.1/torture"
        })
final class TortureCommand implements Callable<Integer> {
    private static final int FAULTS_SHOWN = 20;
    private static final Duration QUIET_WAIT_MAX = Duration.ofMinutes(10);

    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Option(names = "--cycles", paramLabel = "N", defaultValue = "20", description = "Kills (default: 20).")
    int cycles;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of all dice (default: 1).")
    long seed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Store, broker and logs, kept afterwards (default: a folder of its own, removed if all held).")
    @Nullable
    Path data;

    @Option(
            names = "--broker",
            paramLabel = "NAME",
            defaultValue = "embedded",
            description = "embedded, or mosquitto: a process of the installed one (default: ${DEFAULT-VALUE}).")
    String broker;

    @Option(
            names = "--store-url",
            paramLabel = "URL",
            description = "postgresql://host[:port]/database of an empty one (default: SQLite).")
    @Nullable
    String storeUrl;

    @Option(
            names = "--store-user",
            paramLabel = "NAME",
            defaultValue = "huoyan",
            description = "Its user (default: ${DEFAULT-VALUE}).")
    String storeUser;

    @Option(
            names = "--store-password-file",
            paramLabel = "FILE",
            description = "One line, or env:NAME of a variable; without it none is given.")
    @Nullable
    Secret storePassword;

    private TortureBroker.Kind brokerKind() {
        return switch (broker) {
            case "embedded" -> TortureBroker.Kind.EMBEDDED;
            case "mosquitto" -> TortureBroker.Kind.MOSQUITTO;
            default -> throw new WrongInputException("--broker is " + broker + "; allowed are embedded, mosquitto");
        };
    }

    private Optional<StorePlace.Postgres> database() {
        if (storeUrl == null) {
            return Optional.empty();
        }
        if (!StorePlace.Postgres.isUrl(storeUrl)) {
            throw new WrongInputException("--store-url is " + storeUrl
                    + "; allowed is postgresql://host[:port]/database[?parameters], without user and password");
        }
        return Optional.of(new StorePlace.Postgres(storeUrl, storeUser, Optional.ofNullable(storePassword)));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (cycles < 1) {
            throw new WrongInputException("--cycles is " + cycles + "; allowed is 1 or more");
        }
        Path folder = data == null ? Files.createTempDirectory("huoyan-torture") : data.toAbsolutePath();
        PrintWriter people = json.people(spec);
        people.println("Seed " + seed + ", " + cycles + " cycles, in " + folder);
        TortureRun.Outcome outcome;
        try (TerminalProgress bar = TerminalProgress.onStandardError(
                        "cycles", spec.commandLine().getErr());
                TortureRun run = TortureRun.start(new TortureRun.Settings(
                        ServerOptions.home(), folder, cycles, seed, QUIET_WAIT_MAX, brokerKind(), database()))) {
            outcome = run.run(
                    (done, answered, trouble) -> bar.at(done, cycles, answered + " frames answered, " + trouble));
        }
        outcome.faults().stream().limit(FAULTS_SHOWN).forEach(people::println);
        people.println(outcome.holds() ? "All held." : "It did not hold: see above, and " + folder);
        json.write(spec, members(outcome));
        return outcome.holds() ? ExitCodes.DONE : ExitCodes.NOT_AS_IT_SHOULD_BE;
    }

    private static Map<String, Object> members(TortureRun.Outcome outcome) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("cycles", outcome.cycles());
        members.put("answered", outcome.answered());
        members.put("orders", outcome.orders());
        members.put("revisions", outcome.revisions());
        members.put("commands", outcome.commands());
        members.put("decisions", outcome.decisions());
        members.put("lost", outcome.lost());
        members.put("doubled", outcome.doubled());
        members.put("illegal", outcome.illegal());
        members.put("chainWhole", outcome.chainWhole());
        members.put("quiet", outcome.quiet());
        return members;
    }
}
