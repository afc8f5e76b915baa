package io.huoyan.server.torture;

import io.huoyan.server.app.RunningServer;
import io.huoyan.server.app.ServerConfiguration;
import io.huoyan.server.app.Wiring;
import io.huoyan.server.doors.Secret;
import io.huoyan.server.store.sql.StorePlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The server that is tortured: all of it but for its eyes and its clock. Runs until it is killed. */
final class TortureServer {
    /** What it says when it takes frames. */
    static final String READY = "ready on ports ";

    private TortureServer() {}

    /**
     * @param arguments home, data folder, catalog, broker's URL, by how many seconds its clock is off; of PostgreSQL
     *     the URL, the user and the password's file, or an empty text
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(Long.parseLong(arguments[4])));
        ServerConfiguration configuration = ServerConfiguration.defaults(Path.of(arguments[0]), Path.of(arguments[1]))
                .changed(Path.of(arguments[2]), 0, 0, arguments[3]);
        if (arguments.length > 5) {
            var password = arguments[7].isEmpty()
                    ? Optional.<Secret>empty()
                    : Optional.of(Secret.of(arguments[7], Path.of("")));
            configuration = configuration.withStore(
                    configuration.store().at(new StorePlace.Postgres(arguments[5], arguments[6], password)));
        }
        try (RunningServer server = Wiring.start(
                configuration,
                "torture",
                clock,
                what -> {},
                Optional.of(catalog -> new ScriptedEyes(catalog, clock)))) {
            System.out.println(READY + server.grpcPort() + " " + server.reviewPort());
            new CountDownLatch(1).await();
        }
    }
}
