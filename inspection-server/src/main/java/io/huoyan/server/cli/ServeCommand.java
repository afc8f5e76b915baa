package io.huoyan.server.cli;

import io.huoyan.server.app.RunningServer;
import io.huoyan.server.app.ServerConfiguration;
import io.huoyan.server.app.Wiring;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huoyan serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "Run the server: frames in over gRPC, repair orders out over MQTT.",
        description = {
            "",
            "Listens on loopback unless the configuration says otherwise; any other address needs TLS and tokens.",
            "SIGTERM and Ctrl-C stop it gracefully: it takes no more frames, finishes and records those it took, ends."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan serve                                   embedded broker and store, sample catalog, port 50051",
            "  huoyan serve --config plant.yaml               a plant's own catalog, broker and certificates",
            "  huoyan serve --mqtt tcp://127.0.0.1:1884       orders to a broker that runs already"
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "huoyan-data/serve",
            description =
                    "Store, pictures, broker (default: ${DEFAULT-VALUE}); a configuration's own 'data' goes first.")
    Path dataDir;

    @Option(names = "--catalog", paramLabel = "DIR", description = "Weld plans, stations, recipes, standards.")
    @Nullable
    Path catalogDir;

    @Option(names = "--port", paramLabel = "PORT", description = "gRPC port, 0 for a free one (default: 50051).")
    @Nullable
    Integer port;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Probes and metrics, 0 for a free one (default: 9090).")
    @Nullable
    Integer httpPort;

    @Option(names = "--mqtt", paramLabel = "URL", description = "embedded, tcp://host:port or ssl://host:port.")
    @Nullable
    String mqttUrl;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerConfiguration configuration =
                server.configuration(dataDir.toAbsolutePath()).changed(catalogDir, port, httpPort, mqttUrl);
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopGracefully(stop, stopped), "stop"));
        try (RunningServer running =
                Wiring.start(configuration, SoftwareVersion.number(), Clock.systemUTC(), what -> {})) {
            out.println("Huoyan takes frames on " + configuration.grpc().host() + ":" + running.grpcPort()
                    + ", sends orders to " + running.broker().url() + ", shows metrics on http://"
                    + configuration.http().host() + ":" + running.httpPort() + "/metrics, QA's page on http://"
                    + configuration.web().host() + ":" + running.reviewPort());
            stop.await();
        } finally {
            stopped.countDown();
        }
        return ExitCodes.DONE;
    }

    /** Holds the JVM until the server has closed. */
    private static void stopGracefully(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
