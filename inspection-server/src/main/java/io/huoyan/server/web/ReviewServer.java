package io.huoyan.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.orders.Unclosed;
import io.huoyan.server.desk.ReviewDesk;
import io.huoyan.server.desk.ReviewDesk.Decision;
import io.huoyan.server.desk.ReviewDesk.Doubt;
import io.huoyan.server.desk.ReviewDesk.Outcome;
import io.huoyan.server.doors.HttpDoor;
import io.huoyan.server.doors.Role;
import io.huoyan.server.web.ReviewPage.Notice;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP for QA: {@code /} the page, {@code /pictures/<sha256>.png}, {@code /decisions} (POST, a form), and
 * {@code /api/reviews} the queue as JSON, or one weld of it ({@code ?vehicle=…&weld=…}).
 *
 * <p>A decision is taken only from this page or from a program: a request that a browser says comes from another page,
 * or that names another host (DNS rebinding), is refused.
 */
public final class ReviewServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewServer.class);
    private static final int THREADS = 4;
    private static final int FORM_BYTES_MAX = 16_384;
    private static final int SHOWN_MAX = 50;
    private static final int OK = 200;
    private static final int SEE_OTHER = 303;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int INTERNAL = 500;
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String NAME_COOKIE = "huoyan-who";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern OWN_HOST = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?");

    private final HttpDoor door;
    private final ReviewDesk desk;
    private final ReviewPage page;
    private final ReviewJson json = new ReviewJson();
    private final Function<String, Optional<byte[]>> pictures;
    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "review-http"));

    /**
     * Begins to listen.
     *
     * @param door where it listens, and for whom: where tokens are asked for, those of QA and engineers
     * @param pictures a kept picture (PNG) by its hash
     * @throws io.huoyan.server.doors.Doors.ClosedDoorException if it must not listen there
     * @throws IllegalArgumentException if the certificate cannot be used
     * @throws IOException if the address cannot be bound
     */
    public ReviewServer(HttpDoor door, ReviewDesk desk, ReviewPage page, Function<String, Optional<byte[]>> pictures)
            throws IOException {
        door.check("HTTP (QA)");
        this.door = door;
        this.desk = desk;
        this.page = page;
        this.pictures = pictures;
        server = door.open();
        server.setExecutor(threads);
        door.handle(server, "/", this::handle);
        server.start();
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (IllegalArgumentException e) {
                answer = new Answer(BAD_REQUEST, TEXT, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                answer = new Answer(INTERNAL, TEXT, "Huoyan failed; nothing was decided");
            }
            send(exchange, answer);
        }
    }

    /** @param type of the body; where to go on, if the status is {@link #SEE_OTHER} */
    private record Answer(int status, String type, byte[] body) {
        Answer(int status, String type, String text) {
            this(status, type, text.getBytes(UTF_8));
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        headers.set(answer.status() == SEE_OTHER ? "Location" : "Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        if (answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean isPost = exchange.getRequestMethod().equals("POST");
        if (!isOwn(exchange)) {
            return new Answer(FORBIDDEN, TEXT, "this page is for this machine, and decisions come from it alone");
        }
        Optional<Role> role = door.roleOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (role.isEmpty()) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"Huoyan QA\", charset=\"UTF-8\"");
            return new Answer(UNAUTHORIZED, TEXT, "allowed are your name and a token of role qa as password");
        }
        if (role.get() != Role.QA && role.get() != Role.ENGINEER) {
            return new Answer(FORBIDDEN, TEXT, "role is " + role.get().word() + "; allowed are qa and engineer");
        }
        if (isPost && path.equals("/decisions")) {
            return decide(form(exchange), exchange);
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return new Answer(METHOD_NOT_ALLOWED, TEXT, "allowed are GET, and POST to /decisions");
        }
        if (path.equals("/")) {
            return queue(OK, Optional.empty(), query(exchange).getOrDefault("who", rememberedName(exchange)));
        }
        if (path.equals("/api/reviews")) {
            return new Answer(OK, JSON, json.queue(named(query(exchange)), desk.waiting()));
        }
        if (path.startsWith("/pictures/") && path.endsWith(".png")) {
            String sha256 = path.substring("/pictures/".length(), path.length() - ".png".length());
            return SHA256.matcher(sha256).matches()
                    ? pictures.apply(sha256)
                            .map(png -> new Answer(OK, "image/png", png))
                            .orElse(new Answer(NOT_FOUND, TEXT, "no such picture is kept"))
                    : new Answer(NOT_FOUND, TEXT, "no such picture is kept");
        }
        return new Answer(NOT_FOUND, TEXT, "nothing is here; the queue is at /");
    }

    /**
     * Whether no other site's page made a browser send it. In plain text the page is this machine's alone; with TLS the
     * certificate vouches for the name.
     */
    private boolean isOwn(HttpExchange exchange) {
        @Nullable String host = exchange.getRequestHeaders().getFirst("Host");
        @Nullable String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (host == null) {
            return false;
        }
        return door.tls().isPresent()
                ? origin == null || origin.equals("https://" + host)
                : OWN_HOST.matcher(host).matches() && (origin == null || origin.equals("http://" + host));
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(FORM_BYTES_MAX + 1);
        if (bytes.length > FORM_BYTES_MAX) {
            throw new IllegalArgumentException("the form has more than " + FORM_BYTES_MAX + " bytes");
        }
        return fields(new String(bytes, UTF_8));
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return fields;
    }

    /** A person is shown the queue again; a program, which asks for JSON, what became of it. */
    private Answer decide(Map<String, String> form, HttpExchange exchange) {
        String verdict = form.getOrDefault("decision", "");
        if (!verdict.equals("good") && !verdict.equals("bad")) {
            throw new IllegalArgumentException("decision is '" + verdict + "'; allowed are good and bad");
        }
        String who = form.getOrDefault("who", "");
        Outcome outcome = desk.decide(new Decision(
                new VehicleId(form.getOrDefault("vehicle", "")),
                new WeldId(form.getOrDefault("weld", "")),
                Integer.parseInt(form.getOrDefault("revision", "0")),
                verdict.equals("good"),
                who,
                form.getOrDefault("reason", "")));
        boolean wantsJson = JSON.equals(exchange.getRequestHeaders().getFirst("Accept"));
        if (outcome instanceof Outcome.Refused refused) {
            int status = refused.isStale() ? CONFLICT : BAD_REQUEST;
            return wantsJson
                    ? new Answer(status, JSON, json.outcome(outcome))
                    : queue(status, Optional.of(new Notice("Not decided: " + refused.message(), true)), who);
        }
        if (wantsJson) {
            return new Answer(OK, JSON, json.outcome(outcome));
        }
        rememberName(who, exchange);
        Optional<Unclosed> unclosed = ((Outcome.Done) outcome).unclosed();
        return unclosed.isEmpty()
                ? new Answer(SEE_OTHER, "/?who=" + URLEncoder.encode(who, UTF_8), "")
                : queue(OK, unclosed.map(stays -> new Notice(ReviewJson.stays(stays), false)), who);
    }

    /** Until the browser is closed: a desk is shared by those of a shift. */
    private void rememberName(String who, HttpExchange exchange) {
        exchange.getResponseHeaders()
                .add(
                        "Set-Cookie",
                        NAME_COOKIE + "=" + URLEncoder.encode(who, UTF_8) + "; Path=/; HttpOnly; SameSite=Strict"
                                + (door.tls().isPresent() ? "; Secure" : ""));
    }

    /** Of who decided last in this browser; empty if nobody did. Other servers of this host have cookies here too. */
    private static String rememberedName(HttpExchange exchange) {
        String cookies = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Cookie"), "");
        for (String cookie : cookies.split(";")) {
            String own = cookie.strip();
            if (own.startsWith(NAME_COOKIE + "=")) {
                return decoded(own.substring(NAME_COOKIE.length() + 1));
            }
        }
        return "";
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, UTF_8);
        } catch (IllegalArgumentException notOurs) {
            return "";
        }
    }

    private Answer queue(int status, Optional<Notice> said, String who) {
        return new Answer(status, HTML, page.queue(desk.queue(SHOWN_MAX), desk.waiting(), said, who));
    }

    /** The one that is asked for, or those that wait longest. */
    private List<Doubt> named(Map<String, String> query) {
        return query.containsKey("vehicle") && query.containsKey("weld")
                ? desk
                        .doubt(
                                new VehicleId(query.getOrDefault("vehicle", "")),
                                new WeldId(query.getOrDefault("weld", "")))
                        .stream()
                        .toList()
                : desk.queue(SHOWN_MAX);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return fields(Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
