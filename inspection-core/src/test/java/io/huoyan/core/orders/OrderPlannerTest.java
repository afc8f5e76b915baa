package io.huoyan.core.orders;

import static io.huoyan.core.dossier.SampleEntries.NOON;
import static io.huoyan.core.dossier.SampleEntries.ORDERED;
import static io.huoyan.core.dossier.SampleEntries.STATION;
import static io.huoyan.core.dossier.SampleEntries.amended;
import static io.huoyan.core.dossier.SampleEntries.measurement;
import static io.huoyan.core.dossier.SampleEntries.missingWeld;
import static io.huoyan.core.dossier.SampleEntries.nok;
import static io.huoyan.core.dossier.SampleEntries.ok;
import static io.huoyan.core.dossier.SampleEntries.okSeen;
import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.review;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static io.huoyan.core.dossier.SampleEntries.visit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Finding.Decision;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.pipeline.VisitResult.WeldResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class OrderPlannerTest {
    private static final Vehicle VEHICLE = vehicle("BODY-1");
    static final WeldPlan PLAN = new WeldPlan(new VariantId("SUV-A"), List.of(weld("S-1"), weld("S-2"), weld("S-3")));
    static final DefectNames NAMES = new DefectNames(List.of(
            new DefectNames.Entry(
                    DefectClass.parse("ISO6520-1:2017"), "surface pore", "表面气孔", Optional.of("pore"), List.of("135")),
            new DefectNames.Entry(
                    DefectClass.parse("PLANT:MISSING"), "missing weld", "漏焊", Optional.empty(), List.of())));

    /** All that is seen is recorded after the order's current revision. */
    static final RecordOrder NOTHING_BEFORE = (result, order) -> false;

    private final AtomicInteger ids = new AtomicInteger();
    private final OrderPlanner planner =
            new OrderPlanner(NAMES, OrderRules.defaults(), () -> new OrderId("new-" + ids.incrementAndGet()));

    private static Weld weld(String id) {
        return new Weld(
                new WeldId(id),
                STATION,
                List.of(new ViewId("V1")),
                "135",
                "steel",
                List.of(1.2, 0.8),
                Weld.SafetyClass.A,
                new WeldGeometry.Spot(new MmPoint(0, 0), 6),
                "ISO5817-C");
    }

    private OrderPlan plan(List<RepairOrder> open, WeldResult... welds) {
        return planner.plan(PLAN, visit(VEHICLE, "visit-1", 4, true, welds), open, NOTHING_BEFORE);
    }

    @Test
    void a_visit_where_all_is_well_makes_no_order_and_still_sends_its_result() throws Exception {
        OrderPlan plan = plan(List.of(), ok("S-1"), ok("S-2"));

        assertThat(plan.revisions()).isEmpty();
        assertThat(plan.messages()).hasSize(1);
        var json = new ObjectMapper().readTree(plan.messages().get(0).payload());
        assertThat(json.get("verdict").asText()).isEqualTo("OK");
        assertThat(json.get("counts").toString()).isEqualTo("{\"welds\":2,\"ok\":2,\"nok\":0,\"review\":0}");
        assertThat(plan.messages().get(0).channel()).isEqualTo(OutboxMessage.Channel.VISITS);
        assertThat(plan.messages().get(0).key()).isEqualTo("BODY-1/W10/visit-1/1");
    }

    @Test
    void each_bad_weld_without_an_order_gets_one_with_its_rejected_findings() {
        OrderPlan plan = plan(
                List.of(),
                nok("S-1", pore(1.2), pore(0.5, 90, Decision.NOT_PROVEN)),
                ok("S-2"),
                nok("S-3", missingWeld()));

        assertThat(plan.revisions())
                .extracting(RepairOrder::weld)
                .containsExactly(new WeldId("S-1"), new WeldId("S-3"));
        RepairOrder first = plan.revisions().get(0);
        assertThat(first.id()).isEqualTo(new OrderId("new-1"));
        assertThat(first.revision()).isEqualTo(1);
        assertThat(first.state()).isEqualTo(OrderState.CREATED);
        assertThat(first.findings()).containsExactly(pore(1.2));
        assertThat(first.createdAt()).isEqualTo(NOON);
        assertThat(plan.messages())
                .extracting(OutboxMessage::key)
                .containsExactly("new-1/1", "new-2/1", "BODY-1/W10/visit-1/1");
    }

    @Test
    void a_doubtful_weld_makes_no_order_and_changes_none() {
        assertThat(plan(List.of(), review("S-1")).revisions()).isEmpty();
        for (OrderState state : OrderState.values()) {
            assertThat(plan(List.of(order(VEHICLE, "O-1", "S-1", state, pore(1.2))), review("S-1"))
                            .revisions())
                    .isEmpty();
        }
    }

    @Test
    void a_shadow_visit_changes_nothing_and_says_so() throws Exception {
        var shadow = visit(VEHICLE, "visit-1", 4, false, nok("S-1", pore(1.2)), ok("S-2"));

        OrderPlan plan = planner.plan(
                PLAN, shadow, List.of(order(VEHICLE, "O-2", "S-2", OrderState.REPAIRED, pore(1))), NOTHING_BEFORE);

        assertThat(plan.revisions()).isEmpty();
        var json = new ObjectMapper().readTree(plan.messages().get(0).payload());
        assertThat(json.get("mode").asText()).isEqualTo("SHADOW");
        assertThat(json.get("verdict").asText()).isEqualTo("NOK");
        assertThat(json.get("orders")).isEmpty();
        assertThat(ids).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"REPAIRED", "CLOSED", "SCRAPPED", "CONCESSION", "CANCELLED"})
    void the_same_finding_again_is_no_new_revision(OrderState state) {
        var open = order(VEHICLE, "O-1", "S-1", state, pore(1.2));

        assertThat(plan(List.of(open), nok("S-1", pore(1.2))).revisions()).isEmpty();
    }

    /** Both values have u = 0.05 mm: what lies within 1.65 · √2 · 0.05 = 0.1167 mm is the same value measured twice. */
    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1.2, 1.3, 1.3166})
    void a_finding_that_is_smaller_or_larger_within_its_uncertainty_is_the_same(double lengthMm) {
        var open = order(VEHICLE, "O-1", "S-1", OrderState.ACCEPTED, pore(1.2));

        assertThat(plan(List.of(open), nok("S-1", pore(lengthMm))).revisions()).isEmpty();
    }

    @Test
    void a_worse_finding_is_a_new_revision_of_the_same_order_in_the_same_state() {
        var open = order(VEHICLE, "O-1", "S-1", OrderState.ACCEPTED, pore(1.2));

        RepairOrder revised =
                plan(List.of(open), nok("S-1", pore(1.3168))).revisions().get(0);

        assertThat(revised.id()).isEqualTo(open.id());
        assertThat(revised.revision()).isEqualTo(2);
        assertThat(revised.state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(revised.findings()).containsExactly(pore(1.3168));
        assertThat(revised.createdAt()).isEqualTo(open.createdAt());
    }

    @Test
    void below_a_lower_limit_smaller_is_worse() {
        var open = order(VEHICLE, "O-1", "S-1", OrderState.CREATED, diameter(4.0));

        assertThat(plan(List.of(open), nok("S-1", diameter(4.3))).revisions()).isEmpty();
        assertThat(plan(List.of(open), nok("S-1", diameter(3.7))).revisions()).hasSize(1);
    }

    private static Finding diameter(double diameterMm) {
        return new Finding(
                DefectClass.parse("PLANT:DIAMETER"),
                "PLANT-SPOT 2",
                Optional.of(measurement(Measurand.SPOT_DIAMETER, diameterMm)),
                Optional.of(5.0),
                Decision.REJECTED,
                List.of(),
                1,
                List.of());
    }

    @Test
    void a_new_finding_is_added_and_an_earlier_one_not_seen_now_stays() {
        var open = order(VEHICLE, "O-1", "S-1", OrderState.IN_REPAIR, pore(1.2));

        RepairOrder revised =
                plan(List.of(open), nok("S-1", missingWeld())).revisions().get(0);

        assertThat(revised.findings()).containsExactly(pore(1.2), missingWeld());
        assertThat(revised.evidenceSha256()).hasSize(2).startsWith("ee");
    }

    /** Nearer than 3 mm along the seam is the same pore, further off another one. */
    @Test
    void the_same_defect_at_another_place_is_a_new_finding() {
        var open = order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1.2, 41.5, Decision.REJECTED));

        assertThat(plan(List.of(open), nok("S-1", pore(1.2, 44.5, Decision.REJECTED)))
                        .revisions())
                .isEmpty();
        assertThat(plan(List.of(open), nok("S-1", pore(1.2, 44.51, Decision.REJECTED)))
                        .revisions())
                .hasSize(1);
    }

    @Test
    void two_pores_at_one_place_are_more_than_one() {
        var open = order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1.2));

        RepairOrder revised = plan(List.of(open), nok("S-1", pore(1.2), pore(1.2)))
                .revisions()
                .get(0);

        assertThat(revised.findings()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64})
    void an_order_holds_64_findings_and_no_more(int known) {
        var findings = new Finding[known];
        for (int i = 0; i < known; i++) {
            findings[i] = pore(1.2, 10.0 * i, Decision.REJECTED);
        }
        var open = order(VEHICLE, "O-1", "S-1", OrderState.CREATED, findings);

        assertThat(plan(List.of(open), nok("S-1", missingWeld())).revisions()).hasSize(64 - known);
    }

    @Test
    void a_repaired_order_is_reopened_and_counted_when_the_weld_is_bad_again_even_with_the_same_finding() {
        var repaired = order(VEHICLE, "O-1", "S-1", OrderState.REPAIRED, pore(1.2), missingWeld());

        RepairOrder reopened =
                plan(List.of(repaired), nok("S-1", pore(1.2))).revisions().get(0);

        assertThat(reopened.state()).isEqualTo(OrderState.REOPENED);
        assertThat(reopened.reopened()).isEqualTo(1);
        assertThat(reopened.revision()).isEqualTo(2);
        assertThat(reopened.findings()).containsExactly(pore(1.2));
    }

    @ParameterizedTest
    @EnumSource
    void a_good_weld_closes_its_order_only_if_it_was_repaired(OrderState state) {
        var open = order(VEHICLE, "O-1", "S-1", state, pore(1.2));

        var revisions = plan(List.of(open), ok("S-1")).revisions();

        if (state == OrderState.REPAIRED) {
            assertThat(revisions).extracting(RepairOrder::state).containsExactly(OrderState.CLOSED);
            assertThat(revisions.get(0).reopened()).isZero();
        } else {
            assertThat(revisions).isEmpty();
        }
    }

    @Test
    void an_amended_result_moves_only_the_orders_of_welds_of_which_it_says_something_new() {
        var before = visit(VEHICLE, "visit-1", 4, true, nok("S-1", pore(1.2)), ok("S-2"));
        var after = amended(visit(VEHICLE, "visit-1", 5, true, nok("S-1", pore(1.2)), nok("S-2", pore(2))), 2);
        var repaired = order(VEHICLE, "O-1", "S-1", OrderState.REPAIRED, pore(1.2));

        OrderPlan plan = planner.plan(PLAN, after, Optional.of(before), List.of(repaired), NOTHING_BEFORE);

        assertThat(plan.revisions()).extracting(RepairOrder::weld).containsExactly(new WeldId("S-2"));
        assertThat(plan.messages().get(1).key()).isEqualTo("BODY-1/W10/visit-1/2");
    }

    @Test
    void an_amended_result_closes_an_order_as_any_other_does() {
        var before = visit(VEHICLE, "visit-1", 4, true, review("S-1"));
        var repaired = order(VEHICLE, "O-1", "S-1", OrderState.REPAIRED, pore(1.2));

        assertThat(planner.plan(
                                PLAN,
                                amended(visit(VEHICLE, "visit-1", 5, true, ok("S-1")), 2),
                                Optional.of(before),
                                List.of(repaired),
                                NOTHING_BEFORE)
                        .revisions())
                .extracting(RepairOrder::state)
                .containsExactly(OrderState.CLOSED);
        assertThat(planner.plan(
                                PLAN,
                                amended(visit(VEHICLE, "visit-1", 5, true, okSeen("S-1", Optional.of(ORDERED))), 2),
                                Optional.of(before),
                                List.of(repaired),
                                NOTHING_BEFORE)
                        .revisions())
                .isEmpty();
    }

    @Test
    void the_same_visit_planned_twice_gives_the_same_bytes() {
        var again = new AtomicInteger();
        var other = new OrderPlanner(NAMES, OrderRules.defaults(), () -> new OrderId("new-" + again.incrementAndGet()));
        VisitResult visit = visit(VEHICLE, "visit-1", 4, true, nok("S-1", pore(1.2)), review("S-2"));

        var first = planner.plan(PLAN, visit, List.of(), NOTHING_BEFORE).messages();
        var second = other.plan(PLAN, visit, List.of(), NOTHING_BEFORE).messages();

        assertThat(second).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).payload()).isEqualTo(first.get(i).payload());
        }
    }

    /** A change here is a change of the contract in docs/mqtt.md and of the schema's version. */
    @Test
    void the_messages_have_the_published_form() {
        var messages = plan(List.of(), nok("S-1", pore(1.23456789)), review("S-2"), ok("S-3"))
                .messages();

        assertThat(new String(messages.get(0).payload(), UTF_8))
                .isEqualTo("{\"schema\":\"huoyan.order/1\",\"order_id\":\"new-1\",\"revision\":1,\"state\":\"CREATED\","
                        + "\"open\":true,\"reopened\":0,\"priority\":1,\"created_at\":\"2026-11-21T12:00:00.123Z\","
                        + "\"updated_at\":\"2026-11-21T12:00:00.123Z\",\"accept_by\":\"2026-11-21T12:05:00.123Z\","
                        + "\"due_at\":\"2026-11-21T12:30:00.123Z\",\"escalation\":\"NONE\",\"moved\":{\"by\":\"CAMERA\","
                        + "\"who\":\"W10\",\"why\":\"out of limits\"},\"vehicle\":{\"id\":\"BODY-1\",\"has_vin\":false,"
                        + "\"variant\":\"SUV-A\"},\"station\":\"W10\",\"visit\":\"visit-1\",\"weld\":{\"id\":\"S-1\","
                        + "\"process\":\"135\",\"material\":\"steel\",\"safety_class\":\"A\",\"sheet_stack_mm\":[1.2,0.8],"
                        + "\"place\":{\"view\":\"V1\",\"points_mm\":[{\"x\":0,\"y\":0}]}},"
                        + "\"findings\":[{\"defect\":\"ISO6520-1:2017\",\"name_en\":\"surface pore\","
                        + "\"name_zh\":\"表面气孔\",\"clause\":\"ISO 5817:2023 Table 1 No. 1.3\","
                        + "\"measurand\":\"DEFECT_LENGTH\",\"measured\":1.2346,\"limit\":0.5,\"uncertainty\":0.05,"
                        + "\"unit\":\"mm\",\"sizes\":[{\"measurand\":\"DEFECT_LENGTH\",\"value\":1.2346,"
                        + "\"uncertainty\":0.05,\"unit\":\"mm\"},{\"measurand\":\"DEFECT_POSITION\",\"value\":41.5,"
                        + "\"uncertainty\":0.05,\"unit\":\"mm\"}]}],\"evidence_sha256\":"
                        + "[\"4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a\"],\"pictures\":[{\"sha256\":"
                        + "\"4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a\",\"uri\":"
                        + "\"urn:sha256:4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a\"}]}");
        assertThat(new String(messages.get(1).payload(), UTF_8))
                .isEqualTo(
                        "{\"schema\":\"huoyan.visit/1\",\"station\":\"W10\",\"visit\":\"visit-1\",\"sequence\":4,\"revision\":1,"
                                + "\"closed_at\":\"2026-11-21T12:00:00.123Z\",\"vehicle\":{\"id\":\"BODY-1\",\"has_vin\":false,"
                                + "\"variant\":\"SUV-A\"},\"verdict\":\"NOK\",\"mode\":\"LIVE\","
                                + "\"counts\":{\"welds\":3,\"ok\":1,\"nok\":1,\"review\":1},\"welds\":["
                                + "{\"id\":\"S-1\",\"verdict\":\"NOK\",\"detail\":\"out of limits\"},"
                                + "{\"id\":\"S-2\",\"verdict\":\"REVIEW\",\"reason\":\"GUARD_BAND\","
                                + "\"detail\":\"too near to the limit\"},{\"id\":\"S-3\",\"verdict\":\"OK\"}],"
                                + "\"orders\":[{\"order_id\":\"new-1\",\"revision\":1,\"weld\":\"S-1\",\"state\":\"CREATED\"}],"
                                + "\"awaiting_reinspection\":[]}");
    }

    @Test
    void a_defect_without_a_name_is_called_by_its_code_and_a_value_that_is_no_number_is_null() throws Exception {
        var odd = new Finding(
                DefectClass.parse("PLANT:ODD"),
                "",
                Optional.of(measurement(Measurand.DEFECT_LENGTH, Double.NaN)),
                Optional.of(100.0),
                Decision.REJECTED,
                List.of(),
                1,
                List.of());

        var json = new ObjectMapper()
                .readTree(plan(List.of(), nok("S-1", odd)).messages().get(0).payload());

        var finding = json.get("findings").get(0);
        assertThat(finding.get("name_zh").asText()).isEqualTo("PLANT:ODD");
        assertThat(finding.get("measured").isNull()).isTrue();
        assertThat(finding.toString()).contains("\"limit\":100,");
    }

    @Test
    void a_weld_that_the_plan_lacks_is_refused_by_name() {
        assertThatThrownBy(() -> plan(List.of(), ok("S-9")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("visit visit-1 at W10 names weld S-9; the plan of SUV-A has no such weld");
    }

    @Test
    void two_open_orders_of_one_weld_are_refused_by_name() {
        var open = List.of(
                order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1)),
                order(VEHICLE, "O-2", "S-1", OrderState.HELD, pore(1)));

        assertThatThrownBy(() -> plan(open, ok("S-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("orders O-1 and O-2 are both open for weld S-1 of vehicle BODY-1; allowed is one");
    }
}
