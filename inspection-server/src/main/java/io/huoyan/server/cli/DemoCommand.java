package io.huoyan.server.cli;

import io.huoyan.lab.replay.RecordedRun;
import io.huoyan.lab.replay.ReplayReport;
import io.huoyan.lab.replay.ReplaySummary;
import io.huoyan.server.app.DemoRun;
import io.huoyan.server.app.ServerConfiguration;
import io.huoyan.server.mqtt.OrderSubscriber;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huoyan demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "See the whole line run on this machine: cameras, server, store, broker and a listening MES.",
        description = {
            "",
            "Streams the sample set as its cameras over real gRPC, prints the repair orders as the MES receives them, then",
            "sums up, compares the verdicts with the set's truth, and writes a report with pictures. Everything runs on",
            "loopback with embedded parts. A run that was cut off, even by kill -9, goes on where it was when the command",
            "is given again; a finished one begins anew."
        },
        footer = {
            "",
            "Exit code 0 only if every frame was answered, every order was delivered, no truly bad weld read OK, at least",
            "90 %% of the good welds read OK and at most 10 %% of all welds went to REVIEW.",
            "",
            "Examples:",
            "  huoyan demo                     and leave the server running, to look around",
            "  huoyan demo --once --json -     for scripts: one line of JSON at the end"
        })
final class DemoCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Option(names = "--once", description = "End when the set is through; without it the server goes on until Ctrl-C.")
    boolean once;

    @Option(
            names = "--set",
            paramLabel = "DIR",
            description =
                    "Sample set: catalog/, manifest.csv, truth.json, pictures (default: sample-images/body-line).")
    @Nullable
    Path set;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "huoyan-data/demo",
            description =
                    "Store, pictures, broker, report (default: ${DEFAULT-VALUE}); emptied when a run begins anew.")
    Path data;

    @Option(
            names = "--fps",
            paramLabel = "N",
            defaultValue = "0",
            description = "Frames a second of each camera; 0 streams as fast as answers come (default).")
    double framesPerSecond;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path sampleSet = set == null ? ServerOptions.home().resolve("sample-images/body-line") : set;
        DemoFolder folder = DemoFolder.open(data.toAbsolutePath().normalize());
        ServerConfiguration configuration = ServerConfiguration.defaults(ServerOptions.home(), folder.path())
                .changed(sampleSet.resolve("catalog"), 0, 0, "embedded:0");
        PrintWriter people = json.people(spec);
        people.println(
                folder.isResumed()
                        ? "Going on with the run that was cut off."
                        : "Starting broker, store, network, server …");
        DemoListener listener = new DemoListener(people, spec.commandLine().getErr(), RecordedRun.frames(sampleSet));
        try (DemoRun run = DemoRun.start(configuration, SoftwareVersion.number(), what -> {}, listener)) {
            DemoRun.Outcome outcome = run.stream(sampleSet, framesPerSecond, folder.bootId(), listener);
            listener.close();
            ReplaySummary recorded =
                    RecordedRun.summary(sampleSet, outcome.inspections().values(), outcome.visits(), outcome.seconds());
            Path report = new ReplayReport(run.server().catalog().defects())
                    .writeHtml(recorded, folder.path().resolve("report"));
            DemoSummary summary = DemoSummary.of(outcome, recorded);
            summary.print(people);
            people.println("Report    " + report);
            people.println("Database  " + folder.path().resolve("store/huoyan.db"));
            folder.finished();
            json.write(spec, summary.members());
            if (!once) {
                goOn(people, run);
            }
            return summary.isAsItShouldBe() ? ExitCodes.DONE : ExitCodes.NOT_AS_IT_SHOULD_BE;
        }
    }

    private static void goOn(PrintWriter people, DemoRun run) throws InterruptedException {
        people.println("The server goes on until Ctrl-C: gRPC on 127.0.0.1:"
                + run.server().grpcPort() + ", MQTT on "
                + run.server().broker().url() + ", metrics on http://127.0.0.1:"
                + run.server().httpPort() + "/metrics");
        CountDownLatch stop = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown, "stop"));
        stop.await();
    }

    /** Prints orders as they come, under a progress bar. */
    private static final class DemoListener implements DemoRun.Listener, AutoCloseable {
        private final PrintWriter people;
        private final TerminalProgress bar;
        private final MesLines lines = new MesLines();
        private final long frames;

        DemoListener(PrintWriter people, PrintWriter err, long frames) {
            this.people = people;
            this.frames = frames;
            this.bar = TerminalProgress.onStandardError("frames", err);
        }

        @Override
        public void message(OrderSubscriber.Received message) {
            bar.clear();
            people.println(lines.describe(message));
            people.flush();
        }

        @Override
        public void answered(long answered) {
            bar.at(answered, frames, "");
        }

        @Override
        public void told(String message) {
            bar.clear();
            people.println(message);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
