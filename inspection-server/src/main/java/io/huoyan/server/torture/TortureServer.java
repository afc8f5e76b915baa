package io.huoyan.server.torture;

import io.huoyan.server.app.RunningServer;
import io.huoyan.server.app.ServerConfiguration;
import io.huoyan.server.app.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The server that is tortured: all of it but for its eyes and its clock. Runs until it is killed. */
final class TortureServer {
    /** What it says when it takes frames. */
    static final String READY = "ready on port ";

    private TortureServer() {}

    /** @param arguments home, data folder, catalog, broker's URL, and by how many seconds its clock is off */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(Long.parseLong(arguments[4])));
        ServerConfiguration configuration = ServerConfiguration.defaults(Path.of(arguments[0]), Path.of(arguments[1]))
                .changed(Path.of(arguments[2]), 0, 0, arguments[3]);
        try (RunningServer server = Wiring.start(
                configuration,
                "torture",
                clock,
                what -> {},
                Optional.of(catalog -> new ScriptedEyes(catalog, clock)))) {
            System.out.println(READY + server.grpcPort());
            new CountDownLatch(1).await();
        }
    }
}
