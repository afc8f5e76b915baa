package io.huoyan.server.web;

import static io.huoyan.core.dossier.SampleEntries.STATION;
import static io.huoyan.core.dossier.SampleEntries.review;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static io.huoyan.core.dossier.SampleEntries.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
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
import io.huoyan.server.store.VehicleStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewServerTest {
    private static final WeldPlan PLAN = new WeldPlan(
            new VariantId("SUV-A"),
            List.of(new Weld(
                    new WeldId("S-1"),
                    STATION,
                    List.of(new ViewId("V1")),
                    "21",
                    "steel",
                    List.of(1.2, 0.8),
                    Weld.SafetyClass.A,
                    new WeldGeometry.Spot(new MmPoint(10, 20), 6),
                    "PLANT-SPOT")));

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
        server = new ReviewServer("127.0.0.1", 0, desk, new ReviewPage(names), files::picture);
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
}
