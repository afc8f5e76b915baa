package io.huoyan.server.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.huoyan.server.doors.HttpDoor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * HTTP for probes and Prometheus: {@code /metrics}, {@code /healthz} (the process lives) and {@code /readyz} (every
 * part answers). Where tokens are asked for, the probes tell whoever has none only whether all is well; which part is
 * at fault, and the metrics, are for those with a role.
 */
public final class HealthEndpoint implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpDoor door;
    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "health-http"));

    /**
     * Begins to listen.
     *
     * @param door where it listens, and for whom
     * @param metrics text for {@code /metrics}
     * @param probes parts that must answer for the server to be ready
     * @throws io.huoyan.server.doors.Doors.ClosedDoorException if it must not listen there
     * @throws IllegalArgumentException if the certificate cannot be used
     * @throws IOException if the address cannot be bound
     */
    public HealthEndpoint(HttpDoor door, Supplier<String> metrics, List<Probe> probes) throws IOException {
        door.check("HTTP (health)");
        this.door = door;
        server = door.open();
        server.setExecutor(threads);
        door.handle(server, "/metrics", exchange -> metrics(exchange, metrics));
        door.handle(server, "/healthz", exchange -> answer(exchange, OK, TEXT, "live\n"));
        door.handle(server, "/readyz", exchange -> readiness(exchange, probes));
        server.start();
    }

    private void metrics(HttpExchange exchange, Supplier<String> metrics) throws IOException {
        if (isKnown(exchange)) {
            answer(exchange, OK, PROMETHEUS, metrics.get());
        } else {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            answer(exchange, UNAUTHORIZED, TEXT, "allowed is the header 'Authorization: Bearer <token>'\n");
        }
    }

    private boolean isKnown(HttpExchange exchange) {
        return door.roleOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .isPresent();
    }

    /** A part that must answer. */
    public interface Probe {
        /** Its name, e.g. {@code store}. */
        String name();

        /** Why it is not ready; empty if it is. Must answer within a second or so; may throw. */
        Optional<String> fault();

        /** A probe made of its parts. */
        static Probe of(String name, Supplier<Optional<String>> fault) {
            return new Probe() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public Optional<String> fault() {
                    return fault.get();
                }
            };
        }
    }

    private void readiness(HttpExchange exchange, List<Probe> probes) throws IOException {
        StringBuilder text = new StringBuilder();
        boolean ready = true;
        for (Probe probe : probes) {
            Optional<String> fault = fault(probe);
            ready &= fault.isEmpty();
            text.append(probe.name()).append(": ").append(fault.orElse("ready")).append('\n');
        }
        String told = isKnown(exchange) ? text.toString() : ready ? "ready\n" : "not ready\n";
        answer(exchange, ready ? OK : UNAVAILABLE, TEXT, told);
    }

    private static Optional<String> fault(Probe probe) {
        try {
            return probe.fault();
        } catch (RuntimeException e) {
            return Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        try (exchange) {
            boolean isGet = exchange.getRequestMethod().equals("GET");
            byte[] body = (isGet ? text : "allowed is GET\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", isGet ? type : TEXT);
            exchange.sendResponseHeaders(isGet ? status : METHOD_NOT_ALLOWED, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
