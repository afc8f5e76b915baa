package io.huoyan.server.doors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Where HTTP listens and whom it lets in.
 *
 * @param host address to listen on; anything but loopback needs {@code tls} and authentication, see {@link Doors}
 * @param port 0 to 65535; 0 takes any free one
 * @param tls certificate and key; empty means plain text
 * @param tokens who may come in; empty means that nobody is asked
 * @param limit how often
 */
public record HttpDoor(String host, int port, Optional<TlsFiles> tls, Optional<AccessTokens> tokens, RateLimit limit) {
    /** Requests a second unless said otherwise. */
    public static final int PER_SECOND = 200;

    private static final String SCHEME = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final int BACKLOG = 16;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Plain text on loopback, nobody asked. */
    public static HttpDoor loopback(int port) {
        return new HttpDoor(
                "127.0.0.1",
                port,
                Optional.empty(),
                Optional.empty(),
                new RateLimit(PER_SECOND, System::nanoTime, () -> {}));
    }

    /**
     * Opens the door: a server that is not started yet.
     *
     * @throws IllegalArgumentException if the certificate cannot be used
     * @throws IOException if the address cannot be bound
     */
    public HttpServer open() throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (tls.isEmpty()) {
            return HttpServer.create(address, BACKLOG);
        }
        SSLContext context = tls.get().context();
        boolean asksForCertificate = tls.get().clientAuthority().isPresent();
        HttpsServer secure = HttpsServer.create(address, BACKLOG);
        secure.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(asksForCertificate);
                parameters.setSSLParameters(wanted);
            }
        });
        return secure;
    }

    /** Hands what comes on a path to a handler, and refuses what is too much. */
    public void handle(HttpServer server, String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            if (limit.allows()) {
                handler.handle(exchange);
            } else {
                refuse(exchange);
            }
        });
    }

    private void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = (limit.refusal() + "\n").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Retry-After", "1");
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(TOO_MANY_REQUESTS, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /**
     * @param door what would listen, for the message, e.g. {@code HTTP (health)}
     * @throws Doors.ClosedDoorException if it must not listen there
     */
    public void check(String door) {
        boolean asksForCertificate = tls.flatMap(TlsFiles::clientAuthority).isPresent();
        Doors.check(door, host, tls.isPresent(), tokens.isPresent() || asksForCertificate);
    }

    /**
     * Who comes with this header: {@code Bearer <token>}, or {@code Basic} with the token as password, as browsers ask
     * for it.
     *
     * @param authorization value of the header {@code Authorization}; null if there is none
     * @return empty if tokens are asked for and none that is known was shown; everybody is an engineer where nobody is
     *     asked
     */
    public Optional<Role> roleOf(@Nullable String authorization) {
        if (tokens.isEmpty()) {
            return Optional.of(Role.ENGINEER);
        }
        if (authorization == null) {
            return Optional.empty();
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return password(authorization.substring(BASIC.length()).strip()).flatMap(tokens.get()::roleOf);
        }
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? tokens.get().roleOf(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> password(String credentials) {
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
