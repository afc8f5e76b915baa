package io.huoyan.core.dossier;

import static io.huoyan.core.dossier.SampleEntries.NOON;
import static io.huoyan.core.dossier.SampleEntries.STATION;
import static io.huoyan.core.dossier.SampleEntries.inspection;
import static io.huoyan.core.dossier.SampleEntries.nok;
import static io.huoyan.core.dossier.SampleEntries.ok;
import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.review;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static io.huoyan.core.dossier.SampleEntries.visit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.dossier.VehicleFiles.OpenVisit;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.dossier.VehicleFiles.VehicleStanding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.orders.CommandRecord;
import io.huoyan.core.orders.OrderStanding;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.orders.WeldStanding;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.review.QaDecision;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store of vehicles' files must do. A store's test extends it. */
public abstract class VehicleFilesContract {
    private static final Vehicle VEHICLE = vehicle("BODY-1");
    private static final VisitId VISIT = new VisitId("visit-1");
    private static final int CALLERS = 100;

    @TempDir
    protected Path folder;

    private VehicleFiles files;

    /** Opens the store in {@link #folder}. */
    protected abstract VehicleFiles open();

    @BeforeEach
    void openStore() {
        files = open();
    }

    @AfterEach
    void closeStore() {
        files.close();
    }

    private void record(Inspection inspection) {
        files.commit(
                inspection.header().vehicle(),
                file -> new Plan<>(List.of(new DossierEntry.Inspected(inspection)), List.of(), 0));
    }

    private void move(RepairOrder order) {
        files.commit(order.vehicle(), file -> new Plan<>(List.of(new DossierEntry.OrderMoved(order)), List.of(), 0));
    }

    private static byte[] png(String content) {
        return content.getBytes(UTF_8);
    }

    private static RepairOrder revised(RepairOrder order, int revision, OrderState state) {
        return new RepairOrder(
                order.id(),
                revision,
                order.vehicle(),
                order.station(),
                order.visit(),
                order.weld(),
                order.safetyClass(),
                state,
                order.findings(),
                order.evidenceSha256(),
                order.reopened(),
                order.createdAt(),
                order.updatedAt(),
                order.move(),
                state == OrderState.HELD ? Optional.of(OrderState.ACCEPTED) : Optional.empty(),
                order.deadlines(),
                order.escalation());
    }

    @Test
    void a_recorded_inspection_is_found_by_its_frame_and_by_its_id_also_after_a_restart() {
        Inspection written = inspection(VEHICLE, "visit-1", "C1", 7, png("a"));
        record(written);
        files.close();
        files = open();

        assertThat(files.inspectionOf(written.header().frame()))
                .map(Inspection::id)
                .contains(written.id());
        assertThat(files.inspection(written.id())).map(Inspection::header).contains(written.header());
        assertThat(files.inspection(new ResultId("R-unknown"))).isEmpty();
    }

    @Test
    void the_answer_of_the_planner_is_handed_back() {
        String answer = files.commit(VEHICLE, file -> new Plan<>(List.of(), List.of(), "the answer"));

        assertThat(answer).isEqualTo("the answer");
    }

    @Test
    void a_planner_sees_what_was_committed_before_it() {
        record(inspection(VEHICLE, "visit-1", "C1", 1, png("a")));
        record(inspection(VEHICLE, "visit-1", "C2", 1, png("b")));
        record(inspection(VEHICLE, "visit-2", "C1", 2, png("c")));
        record(inspection(vehicle("BODY-2"), "visit-1", "C1", 3, png("d")));

        List<String> seen = files.commit(
                VEHICLE,
                file -> new Plan<>(
                        List.of(),
                        List.of(),
                        file.inspectionsOf(STATION, VISIT).stream()
                                .map(inspection -> inspection.id().value())
                                .toList()));

        assertThat(seen).containsExactly("R-C1-1", "R-C2-1");
    }

    @Test
    void a_frame_has_one_outcome_a_second_one_is_refused_and_nothing_of_its_commit_is_written() {
        record(inspection(VEHICLE, "visit-1", "C1", 7, png("a")));
        Inspection again = inspection(VEHICLE, "visit-1", "C1", 7, png("a"));
        Inspection other = inspection(VEHICLE, "visit-1", "C1", 8, png("b"));

        assertThatThrownBy(() -> files.commit(
                        VEHICLE,
                        file -> new Plan<>(
                                List.of(new DossierEntry.Inspected(other), new DossierEntry.Inspected(again)),
                                List.of(),
                                0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("frame C1/boot-1/7 or result R-C1-7 is recorded already; allowed is one outcome per frame");
        assertThat(files.inspectionOf(other.header().frame())).isEmpty();
    }

    @Test
    void a_frame_recorded_as_late_takes_one_inspection_more_and_its_first_outcome_stays_its_answer() {
        Inspection late = late("R-late", Optional.of(new InspectionFailure.Late("its turn came 900 ms after receipt")));
        Inspection inspected = late("R-after-all", Optional.empty());
        record(late);
        record(inspected);

        assertThat(files.inspectionOf(late.header().frame()))
                .map(Inspection::id)
                .contains(late.id());
        assertThat(files.inspection(inspected.id())).isPresent();
        assertThatThrownBy(() -> record(late("R-third", Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "frame C1/boot-1/7 or result R-third is recorded already; allowed is one outcome per frame");
    }

    private static Inspection late(String result, Optional<InspectionFailure> failure) {
        Inspection sample = SampleEntries.inspection(
                VEHICLE, "visit-1", "C1", 7, png("a"), new Verdict.Review(Verdict.Reason.LATE, "late"), failure);
        return new Inspection(
                new ResultId(result),
                sample.header(),
                sample.creationTime(),
                sample.isSimulated(),
                sample.calibrated(),
                sample.verdict(),
                sample.welds(),
                sample.checks(),
                sample.failure(),
                sample.provenance(),
                sample.stageTimes());
    }

    @Test
    void a_planner_that_throws_fails_its_own_commit_only() {
        assertThatThrownBy(() -> files.commit(VEHICLE, file -> {
                    throw new IllegalArgumentException("the planner's own fault");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the planner's own fault");

        record(inspection(VEHICLE, "visit-1", "C1", 7, png("a")));
        assertThat(files.openVisits()).hasSize(1);
    }

    @Test
    void sequence_numbers_of_a_station_count_from_1_without_gaps_and_stations_count_apart() {
        assertThat(nextNumber(STATION)).isEqualTo(1);
        close("visit-1", 1);
        close("visit-2", 2);

        assertThat(nextNumber(STATION)).isEqualTo(3);
        assertThat(nextNumber(new StationId("W20"))).isEqualTo(1);
        assertThatThrownBy(() -> close("visit-3", 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("result of visit visit-3 has sequence number 4; allowed next at W10 is 3");
    }

    private long nextNumber(StationId station) {
        return files.commit(VEHICLE, file -> new Plan<>(List.of(), List.of(), file.nextSequenceNumber(station)));
    }

    private void close(String visit, long sequenceNumber) {
        files.commit(
                VEHICLE,
                file -> new Plan<>(
                        List.of(new DossierEntry.VisitClosed(visit(VEHICLE, visit, sequenceNumber, true, ok("S-1")))),
                        List.of(),
                        0));
    }

    @Test
    void a_visit_is_open_from_its_first_inspection_until_it_is_closed() {
        Inspection first = inspection(VEHICLE, "visit-1", "C1", 7, png("a"));
        record(first);

        assertThat(files.openVisits())
                .containsExactly(new OpenVisit(
                        STATION, VISIT, VEHICLE, first.creationTime().truncatedTo(ChronoUnit.MILLIS)));

        close("visit-1", 1);
        assertThat(files.openVisits()).isEmpty();
        boolean hasResult = files.commit(
                VEHICLE,
                file -> new Plan<>(
                        List.of(), List.of(), file.resultOf(STATION, VISIT).isPresent()));
        assertThat(hasResult).isTrue();
    }

    @Test
    void a_visit_has_one_result_of_each_revision_and_the_latest_holds() {
        close("visit-1", 1);

        assertThatThrownBy(() -> close("visit-1", 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("result of visit visit-1 of BODY-1 at W10 comes with revision 1; allowed next is 2");

        VisitResult amended = SampleEntries.amended(visit(VEHICLE, "visit-1", 2, true, nok("S-1", pore(1.2))), 2);
        files.commit(VEHICLE, file -> new Plan<>(List.of(new DossierEntry.VisitClosed(amended)), List.of(), 0));
        Optional<VisitResult> held =
                files.commit(VEHICLE, file -> new Plan<>(List.of(), List.of(), file.resultOf(STATION, VISIT)));
        assertThat(held).contains(amended);
        assertThat(files.openVisits()).isEmpty();
    }

    @Test
    void an_order_is_open_until_its_state_ends_its_life() {
        RepairOrder order = order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1.2));
        move(order);
        move(revised(order, 2, OrderState.REPAIRED));
        assertThat(openOrders()).extracting(RepairOrder::state).containsExactly(OrderState.REPAIRED);

        move(revised(order, 3, OrderState.CLOSED));
        assertThat(openOrders()).isEmpty();
    }

    private List<RepairOrder> openOrders() {
        return files.commit(VEHICLE, file -> new Plan<>(List.of(), List.of(), file.openOrders()));
    }

    @Test
    void an_order_that_skips_a_revision_is_refused() {
        RepairOrder order = order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1.2));
        move(order);

        assertThatThrownBy(() -> move(revised(order, 3, OrderState.HELD)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("order O-1 comes with revision 3; allowed next is 2");
        assertThatThrownBy(() -> move(revised(order, 1, OrderState.HELD)))
                .hasMessage("order O-1 comes with revision 1; allowed next is 2");
    }

    @Test
    void a_second_open_order_for_one_weld_is_refused() {
        move(order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1.2)));

        assertThatThrownBy(() -> move(order(VEHICLE, "O-2", "S-1", OrderState.CREATED, pore(1.2))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("order O-2 is for weld S-1 of BODY-1, for which order O-1 is open; allowed is one");
        move(order(vehicle("BODY-2"), "O-3", "S-1", OrderState.CREATED, pore(1.2)));
    }

    /** Each planner reads and adds 1: with lost updates or shared failures the numbers would not be 1 to 100. */
    @Test
    void a_hundred_callers_at_once_see_each_others_commits_in_one_order() throws Exception {
        var pool = Executors.newFixedThreadPool(CALLERS);
        var ready = new CountDownLatch(CALLERS);
        List<Future<Long>> numbers = new ArrayList<>();
        try {
            for (int i = 0; i < CALLERS; i++) {
                Vehicle vehicle = vehicle("BODY-" + i % 7);
                String visit = "visit-" + i;
                Callable<Long> caller = () -> {
                    ready.countDown();
                    ready.await();
                    return files.commit(vehicle, file -> {
                        long number = file.nextSequenceNumber(STATION);
                        var result = visit(vehicle, visit, number, true, ok("S-1"));
                        return new Plan<>(List.of(new DossierEntry.VisitClosed(result)), List.of(), number);
                    });
                };
                numbers.add(pool.submit(caller));
            }
            var got = new ArrayList<Long>();
            for (Future<Long> number : numbers) {
                got.add(number.get());
            }
            assertThat(got).doesNotHaveDuplicates().hasSize(CALLERS).allMatch(n -> n >= 1 && n <= CALLERS);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void a_hundred_callers_of_whom_every_third_fails_fail_alone() throws Exception {
        var pool = Executors.newFixedThreadPool(CALLERS);
        List<Future<Integer>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                answers.add(pool.submit(() -> files.commit(VEHICLE, file -> {
                    if (number % 3 == 0) {
                        throw new IllegalArgumentException("planner " + number);
                    }
                    return new Plan<>(
                            List.of(new DossierEntry.Inspected(
                                    inspection(VEHICLE, "visit-1", "C1", number, png("p" + number)))),
                            List.of(),
                            number);
                })));
            }
            for (int i = 0; i < CALLERS; i++) {
                Future<Integer> answer = answers.get(i);
                if (i % 3 == 0) {
                    assertThatThrownBy(answer::get).hasRootCauseMessage("planner " + i);
                } else {
                    assertThat(answer.get()).isEqualTo(i);
                }
                assertThat(files.inspection(new ResultId("R-C1-" + i)).isPresent())
                        .isEqualTo(i % 3 != 0);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void what_is_closed_takes_nothing_more() {
        files.close();

        assertThatThrownBy(() -> record(inspection(VEHICLE, "visit-1", "C1", 7, png("a"))))
                .isInstanceOf(VehicleFiles.StoreException.class)
                .hasMessageContaining("the store is closed; nothing can be written");
    }

    private void close(VisitResult result) {
        files.commit(result.vehicle(), file -> new Plan<>(List.of(new DossierEntry.VisitClosed(result)), List.of(), 0));
    }

    private void decide(int revision, boolean good) {
        QaDecision decision = new QaDecision(
                STATION,
                VISIT,
                new WeldId("S-2"),
                revision,
                new Verdict.Review(Verdict.Reason.GUARD_BAND, "near"),
                good,
                "李娜",
                "looked at it",
                NOON);
        files.commit(VEHICLE, file -> new Plan<>(List.of(new DossierEntry.Decided(decision)), List.of(), 0));
    }

    @Test
    void what_stands_of_each_weld_is_what_the_latest_visit_said_also_after_a_restart() {
        close(visit(VEHICLE, "visit-1", 1, true, ok("S-1"), review("S-2")));
        close(visit(VEHICLE, "visit-2", 2, true, nok("S-1", pore(1))));
        files.close();
        files = open();

        VehicleStanding standing = files.standing(VEHICLE.id());

        assertThat(standing.vehicle()).contains(VEHICLE);
        assertThat(standing.openVisits()).isZero();
        assertThat(standing.welds())
                .extracting(weld -> weld.weld() + " " + weld.verdict() + " " + weld.visit() + " " + weld.revision())
                .containsExactly("S-1 NOK visit-2 2", "S-2 REVIEW visit-1 1");
        assertThat(files.doubtfulWelds(10))
                .extracting(WeldStanding::weld)
                .extracting(WeldId::value)
                .containsExactly("S-2");
        assertThat(files.standing(vehicle("BODY-9").id()).vehicle()).isEmpty();
    }

    @Test
    void a_visit_of_a_shadow_recipe_changes_nothing_that_stands() {
        close(visit(VEHICLE, "visit-1", 1, true, ok("S-1")));
        close(visit(VEHICLE, "visit-2", 2, false, nok("S-1", pore(1)), review("S-2")));

        assertThat(files.standing(VEHICLE.id()).welds())
                .extracting(WeldStanding::verdict)
                .containsExactly("OK");
    }

    @Test
    void a_doubt_is_decided_once_and_at_the_revision_that_was_seen() {
        close(visit(VEHICLE, "visit-1", 1, true, review("S-2")));

        assertThatThrownBy(() -> decide(2, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("weld S-2 of BODY-1 has nothing to decide at revision 2");
        decide(1, true);
        assertThatThrownBy(() -> decide(2, false)).isInstanceOf(IllegalStateException.class);

        assertThat(files.doubtfulWeldCount()).isZero();
        assertThat(files.standing(VEHICLE.id()).welds().get(0).decidedGood()).contains(true);
    }

    @Test
    void the_next_visit_makes_a_decided_doubt_a_doubt_again() {
        close(visit(VEHICLE, "visit-1", 1, true, review("S-2")));
        decide(1, true);
        close(visit(VEHICLE, "visit-2", 2, true, review("S-2")));

        assertThat(files.doubtfulWelds(1)).extracting(WeldStanding::revision).containsExactly(3);
    }

    @Test
    void orders_are_found_by_their_id_and_the_latest_of_each_weld_stands() {
        move(order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1)));
        move(revised(order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1)), 2, OrderState.CANCELLED));
        move(order(VEHICLE, "O-2", "S-1", OrderState.CREATED, pore(1)));
        move(order(VEHICLE, "O-3", "S-2", OrderState.HELD, pore(1)));

        assertThat(files.order(new OrderId("O-1")).map(RepairOrder::state)).contains(OrderState.CANCELLED);
        assertThat(files.order(new OrderId("O-9"))).isEmpty();
        assertThat(files.openOrders(Optional.empty(), 1))
                .extracting(one -> one.id().value())
                .containsExactly("O-2");
        assertThat(files.openOrders(Optional.of(new OrderId("O-2")), 9))
                .extracting(one -> one.id().value())
                .containsExactly("O-3");
        assertThat(files.standing(VEHICLE.id()).orders())
                .containsExactly(
                        new OrderStanding(new OrderId("O-2"), new WeldId("S-1"), OrderState.CREATED),
                        new OrderStanding(new OrderId("O-3"), new WeldId("S-2"), OrderState.HELD));
    }

    @Test
    void a_command_that_was_answered_is_known_again_and_no_two_have_one_id() {
        var command = new CommandRecord("cmd-1", "aa", true, new byte[] {1, 2});
        files.commit(VEHICLE, file -> new Plan<>(List.of(), List.of(), 0, Optional.of(command)));
        files.close();
        files = open();

        Optional<CommandRecord> known =
                files.commit(VEHICLE, file -> new Plan<>(List.of(), List.of(), file.command("cmd-1")));

        assertThat(known.map(CommandRecord::done)).contains(true);
        assertThat(known.orElseThrow().answer()).containsExactly(1, 2);
        assertThatThrownBy(
                        () -> files.commit(VEHICLE, file -> new Plan<>(List.of(), List.of(), 0, Optional.of(command))))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void a_frame_is_recorded_before_an_order_s_revision_or_after_it() {
        record(inspection(VEHICLE, "visit-1", "C1", 7, png("a")));
        RepairOrder order = order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1.2));
        move(order);
        record(inspection(VEHICLE, "visit-1", "C1", 8, png("b")));
        assertThat(isRecordedBefore("R-C1-7")).isTrue();
        assertThat(isRecordedBefore("R-C1-8")).isFalse();

        move(revised(order, 2, OrderState.REPAIRED));

        assertThat(isRecordedBefore("R-C1-8")).isTrue();
        assertThat(isRecordedBefore("R-C1-9")).isFalse();
    }

    private boolean isRecordedBefore(String result) {
        return files.commit(
                VEHICLE,
                file -> new Plan<>(
                        List.of(), List.of(), file.isRecordedBefore(new ResultId(result), new OrderId("O-1"))));
    }

    /** The picture is as old as the frame, whenever it was looked at. */
    @Test
    void a_late_frame_that_is_inspected_after_all_is_recorded_when_it_was_recorded_as_late() {
        record(late("R-late", Optional.of(new InspectionFailure.Late("its turn came 900 ms after receipt"))));
        move(order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1.2)));
        record(late("R-after-all", Optional.empty()));

        assertThat(isRecordedBefore("R-after-all")).isTrue();
    }

    @Test
    void an_order_of_another_vehicle_is_none_of_this_file() {
        move(order(vehicle("BODY-2"), "O-1", "S-1", OrderState.CREATED, pore(1)));

        Optional<RepairOrder> found =
                files.commit(VEHICLE, file -> new Plan<>(List.of(), List.of(), file.order(new OrderId("O-1"))));

        assertThat(found).isEmpty();
    }
}
