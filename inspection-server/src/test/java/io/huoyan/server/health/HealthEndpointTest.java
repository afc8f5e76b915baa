package io.huoyan.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.server.doors.AccessTokens;
import io.huoyan.server.doors.Doors;
import io.huoyan.server.doors.HttpDoor;
import io.huoyan.server.doors.PemFiles;
import io.huoyan.server.doors.RateLimit;
import io.huoyan.server.doors.Secret;
import io.huoyan.server.doors.TlsFiles;
import io.huoyan.server.ingest.KeyMaterial;
import io.huoyan.server.ingest.ScriptedInspector;
import io.huoyan.server.ingest.SettableClock;
import io.huoyan.server.ingest.TestFrames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthEndpointTest {
    private final AtomicReference<Optional<String>> storeFault = new AtomicReference<>(Optional.empty());
    private final ServerMeters meters = new ServerMeters();
    private final HealthEndpoint endpoint = open();

    private HealthEndpoint open() {
        try {
            return new HealthEndpoint(
                    HttpDoor.loopback(0),
                    meters::scrape,
                    List.of(
                            HealthEndpoint.Probe.of("store", storeFault::get),
                            HealthEndpoint.Probe.of("broker", Optional::empty)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        endpoint.close();
        meters.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void itIsReadyWhileEveryPartAnswersAndNamesThePartThatDoesNot() throws Exception {
        assertThat(get("/healthz").body()).isEqualTo("live\n");
        HttpResponse<String> ready = get("/readyz");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("store: ready\nbroker: ready\n");

        storeFault.set(Optional.of("the disk is full"));
        HttpResponse<String> notReady = get("/readyz");
        assertThat(notReady.statusCode()).isEqualTo(503);
        assertThat(notReady.body()).isEqualTo("store: the disk is full\nbroker: ready\n");
        assertThat(get("/healthz").statusCode()).as("it lives all the same").isEqualTo(200);
    }

    @Test
    void countersAndTimersAreOnTheMetricsPage() throws Exception {
        meters.received(1000);
        meters.received(500);
        meters.answered("OK", false);
        meters.answered("INVALID_ARGUMENT", true);
        meters.watchOutbox(() -> 7);
        meters.visitClosed();
        meters.lateFrameDropped();
        meters.recorded(
                new ScriptedInspector(TestFrames.catalog(), new SettableClock()).inspect(image("bad")),
                Duration.ofMillis(30));

        String page = get("/metrics").body();

        assertThat(page.lines())
                .contains(
                        "huoyan_frames_received_bytes_count 2",
                        "huoyan_frames_received_bytes_sum 1500.0",
                        "huoyan_frames_answered_total{code=\"OK\",repeated=\"false\"} 1.0",
                        "huoyan_frames_answered_total{code=\"INVALID_ARGUMENT\",repeated=\"true\"} 1.0",
                        "huoyan_outbox_depth 7.0",
                        "huoyan_visits_closed_total 1.0",
                        "huoyan_frames_late_dropped_total 1.0",
                        "huoyan_inspections_total{station=\"BS-110\",verdict=\"NOK\"} 1.0",
                        "huoyan_welds_total{station=\"BS-110\",verdict=\"NOK\"} 5.0",
                        "huoyan_stage_seconds_count{stage=\"decode\"} 1",
                        "huoyan_inspections_latency_seconds_count 1");
        assertThat(page).contains("jvm_memory_used_bytes");
    }

    private static CapturedImage image(String word) {
        FrameHeader header = new FrameHeader(
                new FrameId(new CameraId("cam-1"), "boot-1", 1),
                new StationId("BS-110"),
                new ViewId("left-sill"),
                new Vehicle(new VehicleId("BODY-1"), false, new VariantId("SEDAN-B")),
                new VisitId("V-1"),
                0,
                false,
                0,
                0,
                0,
                "",
                0,
                Duration.ZERO);
        return new CapturedImage(
                header, PixelFormat.PNG, 1, 1, 0, ByteBuffer.wrap(word.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatIsNotThereIsNotFoundAndOnlyGetIsAllowed() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        HttpResponse<String> posted = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + "/metrics"))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(405);
    }

    @Test
    void itListensOnLoopbackOnly() {
        assertThatThrownBy(() -> new HealthEndpoint(
                        new HttpDoor("0.0.0.0", 0, Optional.empty(), Optional.empty(), limit()), () -> "", List.of()))
                .isInstanceOf(Doors.ClosedDoorException.class)
                .hasMessageStartingWith("HTTP (health) does not listen on '0.0.0.0': without TLS and authentication");
    }

    /** A load balancer has no token, and need not know which part is at fault; a stranger learns nothing else. */
    @Test
    void withTlsAndTokensStrangersLearnOnlyWhetherAllIsWell(@TempDir Path folder) throws Exception {
        KeyMaterial material = KeyMaterial.make(folder, "server");
        Path tokens = Files.writeString(folder.resolve("tokens"), "qa 0123456789abcdef\n");
        HttpDoor door = new HttpDoor(
                "0.0.0.0",
                0,
                Optional.of(new TlsFiles(material.certificate(), new Secret.InFile(material.key()), Optional.empty())),
                Optional.of(AccessTokens.load(new Secret.InFile(tokens))),
                limit());
        HttpClient client = HttpClient.newBuilder()
                .sslContext(PemFiles.context(Optional.of(material.certificate()), Optional.empty()))
                .build();
        try (HealthEndpoint secure = new HealthEndpoint(
                door,
                () -> "figures",
                List.of(HealthEndpoint.Probe.of("store", () -> Optional.of("the disk is full"))))) {
            URI at = URI.create("https://localhost:" + secure.port());

            assertThat(get(client, at.resolve("/readyz"), "").statusCode()).isEqualTo(503);
            assertThat(get(client, at.resolve("/readyz"), "").body()).isEqualTo("not ready\n");
            assertThat(get(client, at.resolve("/metrics"), "").statusCode()).isEqualTo(401);
            assertThat(get(client, at.resolve("/metrics"), "fedcba9876543210").statusCode())
                    .isEqualTo(401);
            assertThat(get(client, at.resolve("/metrics"), "0123456789abcdef").body())
                    .isEqualTo("figures");
            assertThat(get(client, at.resolve("/readyz"), "0123456789abcdef").body())
                    .isEqualTo("store: the disk is full\n");
        }
    }

    private static RateLimit limit() {
        return new RateLimit(HttpDoor.PER_SECOND, System::nanoTime, () -> {});
    }

    @Test
    void whatIsTooMuchIsRefusedWithItsReasonAndCounted() throws Exception {
        var refused = new AtomicInteger();
        var limit = new RateLimit(1, () -> 0, refused::incrementAndGet);
        try (HealthEndpoint busy = new HealthEndpoint(
                new HttpDoor("127.0.0.1", 0, Optional.empty(), Optional.empty(), limit), () -> "", List.of())) {
            URI at = URI.create("http://127.0.0.1:" + busy.port() + "/healthz");
            HttpClient client = HttpClient.newHttpClient();

            assertThat(get(client, at, "").statusCode()).isEqualTo(200);
            assertThat(get(client, at, "").statusCode()).isEqualTo(200);
            HttpResponse<String> third = get(client, at, "");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).contains("1");
            assertThat(third.body()).isEqualTo("more than 1 requests a second; try again in a second\n");
            assertThat(refused).hasValue(1);
        }
    }

    private static HttpResponse<String> get(HttpClient client, URI uri, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
