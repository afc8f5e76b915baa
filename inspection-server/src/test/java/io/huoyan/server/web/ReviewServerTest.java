package io.huoyan.server.web;

import static io.huoyan.core.dossier.SampleEntries.review;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static io.huoyan.core.dossier.SampleEntries.visit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderRules;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.desk.DeskEvents;
import io.huoyan.server.desk.ReviewDesk;
import io.huoyan.server.doors.AccessTokens;
import io.huoyan.server.doors.Doors;
import io.huoyan.server.doors.HttpDoor;
import io.huoyan.server.doors.PemFiles;
import io.huoyan.server.doors.RateLimit;
import io.huoyan.server.doors.Secret;
import io.huoyan.server.doors.TlsFiles;
import io.huoyan.server.ingest.KeyMaterial;
import io.huoyan.server.store.VehicleStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewServerTest {
    private static final WeldPlan PLAN = SampleEntries.plan();

    private final HttpClient browser = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private VehicleStore files;
    private ReviewServer server;

    @BeforeEach
    void open() throws Exception {
        files = VehicleStore.open(folder);
        var names = new DefectNames(List.of());
        var catalog = new Catalog(Map.of(PLAN.variant(), PLAN), Map.of(), Map.of(), Map.of(), names, "");
        var planner = new OrderPlanner(names, OrderRules.defaults(), () -> new OrderId("O-1"));
        var desk = new ReviewDesk(catalog, files, planner, DeskEvents.NONE, Clock.systemUTC());
        server = new ReviewServer(HttpDoor.loopback(0), desk, new ReviewPage(names), files::picture);
        var doubtful = visit(vehicle("BODY-1"), "visit-1", 1, true, review("S-1"));
        files.commit(
                vehicle("BODY-1"), file -> new Plan<>(List.of(new DossierEntry.VisitClosed(doubtful)), List.of(), 0));
    }

    @AfterEach
    void close() {
        server.close();
        files.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> decide(String form, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/decisions"))
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Optional<RepairOrder> order() {
        return files.order(new OrderId("O-1"));
    }

    @Test
    void the_page_shows_a_doubtful_weld_with_its_reason_and_its_revision() throws Exception {
        assertThat(get("/").body())
                .contains("BODY-1", "S-1", "class A", "GUARD_BAND: too near to the limit", "value=\"1\"");
        assertThat(get("/api/reviews").body()).contains("\"waiting\":1", "\"weld\":\"S-1\"");
    }

    @Test
    void a_weld_decided_bad_gets_an_order_by_that_person_and_leaves_the_queue() throws Exception {
        var response = decide("vehicle=BODY-1&weld=S-1&revision=1&decision=bad&who=%E6%9D%8E%E5%A8%9C&reason=a+pore");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(order().orElseThrow().state()).isEqualTo(OrderState.CREATED);
        assertThat(order().orElseThrow().move().who()).isEqualTo("李娜");
        assertThat(get("/").body()).contains("Nothing waits for a decision.");
        assertThat(files.outbox().depth()).isEqualTo(1);
    }

    @Test
    void a_browser_is_told_once_who_decides_until_it_is_closed() throws Exception {
        var response = decide("vehicle=BODY-1&weld=S-1&revision=9&decision=bad&who=%E6%9D%8E%E5%A8%9C&reason=a+pore");
        assertThat(response.headers().allValues("Set-Cookie")).as("refused").isEmpty();
        var page = browser.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                        .header("Cookie", "theirs=50%&huoyan-who=Wang;huoyan-who=%E6%9D%8E%E5%A8%9C; x=%")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(page.body()).contains("<input name=who required maxlength=128 autocomplete=name value=\"李娜\">");

        var broken = browser.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                        .header("Cookie", "huoyan-who=50%")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(broken.statusCode()).isEqualTo(200);

        response = decide("vehicle=BODY-1&weld=S-1&revision=1&decision=bad&who=%E6%9D%8E%E5%A8%9C&reason=a+pore");
        assertThat(response.headers().allValues("Set-Cookie"))
                .containsExactly("huoyan-who=%E6%9D%8E%E5%A8%9C; Path=/; HttpOnly; SameSite=Strict");
    }

    @Test
    void a_weld_decided_good_gets_no_order() throws Exception {
        decide("vehicle=BODY-1&weld=S-1&revision=1&decision=good&who=li&reason=a+reflection");

        assertThat(order()).isEmpty();
        assertThat(files.doubtfulWeldCount()).isZero();
    }

    @Test
    void whoever_lets_a_repaired_weld_go_by_a_picture_older_than_the_repair_is_told_that_its_order_stays()
            throws Exception {
        RepairOrder repaired = SampleEntries.order(vehicle("BODY-1"), "O-1", "S-1", OrderState.REPAIRED);
        files.commit(
                vehicle("BODY-1"), file -> new Plan<>(List.of(new DossierEntry.OrderMoved(repaired)), List.of(), 0));
        VisitResult.WeldResult review = review("S-1");
        var seenBefore = new VisitResult.WeldResult(
                review.weld(),
                review.verdict(),
                review.findings(),
                review.evidenceSha256(),
                review.results(),
                Optional.of(repaired.updatedAt()));
        files.commit(
                vehicle("BODY-1"),
                file -> new Plan<>(
                        List.of(new DossierEntry.VisitClosed(visit(vehicle("BODY-1"), "visit-2", 2, true, seenBefore))),
                        List.of(),
                        0));

        var response = decide("vehicle=BODY-1&weld=S-1&revision=2&decision=good&who=li&reason=a+reflection");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("Decided good. Order O-1 stays REPAIRED, to be re-inspected: the weld was seen at ");
        assertThat(order().orElseThrow().state()).isEqualTo(OrderState.REPAIRED);
        assertThat(files.doubtfulWeldCount()).isZero();
    }

    @Test
    void a_decision_about_a_revision_that_has_passed_is_refused_and_says_what_is_now() throws Exception {
        decide("vehicle=BODY-1&weld=S-1&revision=1&decision=good&who=li&reason=a+reflection");

        var again = decide("vehicle=BODY-1&weld=S-1&revision=1&decision=bad&who=wang&reason=no");

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body())
                .contains(
                        "weld S-1 of BODY-1 has changed since: you saw revision 1, it is at 2 (REVIEW, decided good)");
        assertThat(order()).isEmpty();
    }

    @Test
    void a_decision_without_name_or_reason_is_refused() throws Exception {
        assertThat(decide("vehicle=BODY-1&weld=S-1&revision=1&decision=good&who=+&reason=x")
                        .statusCode())
                .isEqualTo(400);
        assertThat(files.doubtfulWeldCount()).isEqualTo(1);
    }

    @Test
    void a_decision_that_comes_from_another_page_is_refused() throws Exception {
        var foreign = decide(
                "vehicle=BODY-1&weld=S-1&revision=1&decision=good&who=li&reason=x", "Origin", "http://evil.example");

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(files.doubtfulWeldCount()).isEqualTo(1);
    }

    /** On an address that others reach, it asks who they are. */
    @Test
    void with_tls_and_tokens_qa_and_engineers_may_decide_and_nobody_else(@TempDir Path secrets) throws Exception {
        KeyMaterial material = KeyMaterial.make(secrets, "server");
        Path tokens = Files.writeString(secrets.resolve("tokens"), "qa 0123456789abcdef\ncamera fedcba9876543210\n");
        var door = new HttpDoor(
                "0.0.0.0",
                0,
                Optional.of(new TlsFiles(material.certificate(), new Secret.InFile(material.key()), Optional.empty())),
                Optional.of(AccessTokens.load(new Secret.InFile(tokens))),
                new RateLimit(HttpDoor.PER_SECOND, System::nanoTime, () -> {}));
        var names = new DefectNames(List.of());
        var catalog = new Catalog(Map.of(PLAN.variant(), PLAN), Map.of(), Map.of(), Map.of(), names, "");
        var planner = new OrderPlanner(names, OrderRules.defaults(), () -> new OrderId("O-1"));
        var desk = new ReviewDesk(catalog, files, planner, DeskEvents.NONE, Clock.systemUTC());
        HttpClient client = HttpClient.newBuilder()
                .sslContext(PemFiles.context(Optional.of(material.certificate()), Optional.empty()))
                .build();
        try (var secure = new ReviewServer(door, desk, new ReviewPage(names), files::picture)) {
            String url = "https://localhost:" + secure.port();
            var page = HttpRequest.newBuilder(URI.create(url));
            String basic = Base64.getEncoder().encodeToString("李娜:0123456789abcdef".getBytes(UTF_8));

            var stranger = client.send(page.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(stranger.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Basic realm=\"Huoyan QA\"");
            assertThat(stranger.body()).doesNotContain("BODY-1");
            assertThat(send(client, page, "Bearer fedcba9876543210").body())
                    .isEqualTo("role is camera; allowed are qa and engineer");
            assertThat(send(client, page, "Basic not base64").statusCode()).isEqualTo(401);
            assertThat(send(client, page, "Basic " + basic).body()).contains("BODY-1");

            var decision = HttpRequest.newBuilder(URI.create(url + "/decisions"))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "vehicle=BODY-1&weld=S-1&revision=1&decision=bad&who=li&reason=a+pore"));
            assertThat(send(client, decision.copy().header("Origin", "https://evil.example"), "Basic " + basic)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(files.doubtfulWeldCount()).isEqualTo(1);
            assertThat(send(client, decision.copy().header("Origin", url), "Basic " + basic)
                            .statusCode())
                    .isEqualTo(303);
            assertThat(order().orElseThrow().state()).isEqualTo(OrderState.CREATED);
        }
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request, String authorization)
            throws Exception {
        return client.send(
                request.copy().header("Authorization", authorization).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void without_tls_and_tokens_it_listens_on_loopback_only() {
        var open = new HttpDoor(
                "0.0.0.0",
                0,
                Optional.empty(),
                Optional.empty(),
                new RateLimit(HttpDoor.PER_SECOND, System::nanoTime, () -> {}));
        assertThatThrownBy(() -> open.check("HTTP (QA)"))
                .isInstanceOf(Doors.ClosedDoorException.class)
                .hasMessageStartingWith("HTTP (QA) does not listen on '0.0.0.0': without TLS and authentication");
    }
}
