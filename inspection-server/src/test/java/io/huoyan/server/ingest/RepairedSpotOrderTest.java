package io.huoyan.server.ingest;

import static io.huoyan.core.dossier.SampleEntries.NOON;
import static io.huoyan.core.dossier.SampleEntries.STATION;
import static io.huoyan.core.dossier.SampleEntries.header;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.orders.Escalation;
import io.huoyan.core.orders.Move;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderRules;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.SpotSearch;
import io.huoyan.core.pipeline.WeldInspection;
import io.huoyan.server.store.VehicleStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spot that was repaired beside its place closes its order; one that stood there all the time does not. */
class RepairedSpotOrderTest {
    private static final Vehicle VEHICLE = vehicle("BODY-1");
    private static final WeldId WELD = new WeldId("S-1");
    private static final SpotSearch.Spot BESIDE =
            new SpotSearch.Spot(new MmPoint(25, 20), 15, new Verdict.Ok(), List.of());
    private static final WeldPlan PLAN = SampleEntries.plan();

    @TempDir
    private Path folder;

    private final PlannedVisitClosing closing = new PlannedVisitClosing(
            new Catalog(Map.of(PLAN.variant(), PLAN), Map.of(), Map.of(), Map.of(), new DefectNames(List.of()), ""),
            new OrderPlanner(new DefectNames(List.of()), OrderRules.defaults(), () -> new OrderId("O-1")));

    private static void missing(VehicleStore files, int frame, String visit, SpotSearch.Spot... around) {
        var nok = new Verdict.Nok("missing weld");
        var weld = new WeldInspection(
                WELD,
                nok,
                List.of(),
                List.of(),
                List.of(),
                new PixelBox(0, 0, 9, 9),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(new SpotSearch(20, List.of(around))));
        var inspection = new Inspection(
                new ResultId("R-" + frame),
                header(VEHICLE, visit, "C1", frame),
                NOON,
                false,
                true,
                nok,
                List.of(weld),
                List.of(),
                Optional.empty(),
                new Inspection.Provenance("", "", "", "", "R1", true, "", "", "", "", ""),
                List.of());
        files.commit(VEHICLE, file -> new Plan<>(List.of(new DossierEntry.Inspected(inspection)), List.of(), 0));
    }

    private void close(VehicleStore files, String visit, Instant at) {
        files.commit(VEHICLE, file -> closing.plan(file, STATION, new VisitId(visit), VEHICLE, at));
    }

    private static RepairOrder order(VehicleStore files) {
        return files.order(new OrderId("O-1")).orElseThrow();
    }

    private static void repaired(VehicleStore files) {
        RepairOrder o = order(files);
        Instant at = NOON.minusSeconds(60);
        var moved = new RepairOrder(
                o.id(),
                o.revision() + 1,
                o.vehicle(),
                o.station(),
                o.visit(),
                o.weld(),
                o.safetyClass(),
                OrderState.REPAIRED,
                o.findings(),
                o.evidenceSha256(),
                o.reopened(),
                o.createdAt(),
                at,
                new Move(Move.By.MES, "王芳", "", Optional.of("cmd-1")),
                Optional.empty(),
                o.deadlines(),
                Escalation.NONE);
        files.commit(VEHICLE, file -> new Plan<>(List.of(new DossierEntry.OrderMoved(moved)), List.of(), 0));
    }

    @Test
    void a_new_spot_beside_the_place_closes_the_order() {
        try (var files = VehicleStore.open(folder)) {
            missing(files, 1, "visit-1");
            close(files, "visit-1", NOON.minusSeconds(120));
            repaired(files);
            missing(files, 2, "visit-2", BESIDE);
            close(files, "visit-2", NOON);

            assertThat(order(files).state()).isEqualTo(OrderState.CLOSED);
            assertThat(files.results(1).get(0).verdict()).isEqualTo(new Verdict.Ok());
            assertThat(files.verify(VEHICLE.id()).faults()).isEmpty();
        }
    }

    @Test
    void a_spot_that_stood_there_before_reopens_it() {
        try (var files = VehicleStore.open(folder)) {
            missing(files, 1, "visit-1", BESIDE);
            close(files, "visit-1", NOON.minusSeconds(120));
            repaired(files);
            missing(files, 2, "visit-2", BESIDE);
            close(files, "visit-2", NOON);

            assertThat(order(files).state()).isEqualTo(OrderState.REOPENED);
        }
    }

    @Test
    void beside_a_weld_that_nobody_reported_repaired_a_spot_says_nothing() {
        try (var files = VehicleStore.open(folder)) {
            missing(files, 1, "visit-1", BESIDE);
            close(files, "visit-1", NOON);

            assertThat(order(files).state()).isEqualTo(OrderState.CREATED);
        }
    }
}
