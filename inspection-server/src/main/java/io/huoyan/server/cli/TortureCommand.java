package io.huoyan.server.cli;

import io.huoyan.server.torture.TortureRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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
            "and an MES that moves the orders (some commands twice, late, wrong), and kills it at a random instant. Now and",
            "then the broker is stopped, cut off or slow, the disk is full, the clock is an hour off. At the end a model that",
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
            "  huoyan torture --cycles 300 --seed 7 --json -"
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
                TortureRun run = TortureRun.start(
                        new TortureRun.Settings(ServerOptions.home(), folder, cycles, seed, QUIET_WAIT_MAX))) {
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
        members.put("lost", outcome.lost());
        members.put("doubled", outcome.doubled());
        members.put("illegal", outcome.illegal());
        members.put("chainWhole", outcome.chainWhole());
        members.put("quiet", outcome.quiet());
        return members;
    }
}
