package io.huoyan.server.store;

import static io.huoyan.core.dossier.SampleEntries.header;
import static io.huoyan.core.dossier.SampleEntries.inspection;
import static io.huoyan.core.dossier.SampleEntries.nok;
import static io.huoyan.core.dossier.SampleEntries.ok;
import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static io.huoyan.core.dossier.SampleEntries.visit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.Quarantine;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.dossier.VehicleFilesContract;
import io.huoyan.core.dossier.VehicleNames;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.orders.OrderPlan;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderRules;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.pipeline.WeldInspection;
import io.huoyan.server.outbox.Outbox;
import io.huoyan.server.store.sql.StorePlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store must do on either engine, beyond the contract of all vehicles' files. */
abstract class VehicleStoreContract extends VehicleFilesContract {
    static final Vehicle VEHICLE = vehicle("BODY-1");

    private static final String VIN = "LSVAA49J132047371";

    private static final String NOT_CHANGED = "entry_is_not_changed";
    private static final String NOT_REMOVED = "entry_is_not_removed";

    /** Opens a store of this test's own, the same at each call. */
    protected abstract VehicleStore own();

    static StoreSettings settingsOf(StorePlace place, Path pictures) {
        StoreSettings d = StoreSettings.inFolder(pictures);
        return new StoreSettings(
                place, pictures, d.anchors(), d.anchorKeyFile(), d.anchorEvery(), d.retention(), d.pictureBytesMax());
    }

    /** Changes its tables past the store. */
    protected abstract void alter(String sql) throws Exception;

    /** Where it is, for a copy. */
    protected abstract StoreSettings settings();

    /** Its folder of pictures. */
    protected abstract Path pictures();

    /** Takes away what keeps its entries from being changed, as somebody who alters them would. */
    protected abstract void unlock(String trigger) throws Exception;

    static void record(VehicleStore files, Inspection inspection) {
        files.commit(
                inspection.header().vehicle(),
                file -> new Plan<>(List.of(new DossierEntry.Inspected(inspection)), List.of(), 0));
    }

    private static void write(VehicleStore files, Vehicle vehicle, DossierEntry entry) {
        files.commit(vehicle, file -> new Plan<>(List.of(entry), List.of(), 0));
    }

    static void record(VehicleStore files, int frames) {
        record(files, 0, frames);
    }

    static void record(VehicleStore files, int after, int last) {
        for (int i = after + 1; i <= last; i++) {
            record(files, inspection(VEHICLE, "visit-1", "C1", i, ("picture " + i).getBytes(UTF_8)));
        }
    }

    static OutboxMessage message(String vehicle, String key) {
        return new OutboxMessage(
                vehicle(vehicle).id(),
                SampleEntries.STATION,
                OutboxMessage.Channel.ORDERS,
                key,
                "huoyan.order/1",
                ("{\"key\":\"" + key + "\"}").getBytes(UTF_8));
    }

    private ChainReport verified() {
        try (var files = own()) {
            return files.verify(VEHICLE.id());
        }
    }

    @Test
    void a_whole_chain_is_called_whole() {
        try (var files = own()) {
            record(files, 3);
            assertThat(files.verify(VEHICLE.id())).isEqualTo(new ChainReport(VEHICLE.id(), 3, 3, List.of(), 3));
            assertThat(files.verify(vehicle("BODY-none").id()).isWhole()).isTrue();
        }
    }

    @Test
    void an_altered_entry_is_named() throws Exception {
        own().close();
        try (var files = own()) {
            record(files, 3);
        }
        unlock(NOT_CHANGED);
        alter("UPDATE entry SET document = (SELECT document FROM entry WHERE number = 3) WHERE number = 2");

        assertThat(verified().fault().orElseThrow()).startsWith("entry 2 was altered: its hash is ");
        assertThat(verified().entries()).isEqualTo(1);
    }

    private static DossierEntry ordered(String id) {
        return new DossierEntry.OrderMoved(
                SampleEntries.order(VEHICLE, id, "weld-of-" + id, OrderState.CREATED, SampleEntries.pore(1)));
    }

    @Test
    void a_removed_entry_is_named() throws Exception {
        try (var files = own()) {
            for (int i = 1; i <= 3; i++) {
                DossierEntry entry = ordered("O-" + i);
                files.commit(VEHICLE, file -> new Plan<>(List.of(entry), List.of(), 0));
            }
        }
        unlock(NOT_REMOVED);
        alter("DELETE FROM entry WHERE number = 2");

        assertThat(verified().fault()).contains("entry 2 is missing; the next one there is 3");
    }

    @Test
    void a_removed_last_entry_is_named() throws Exception {
        try (var files = own()) {
            files.commit(VEHICLE, file -> new Plan<>(List.of(ordered("O-1"), ordered("O-2")), List.of(), 0));
        }
        unlock(NOT_REMOVED);
        alter("DELETE FROM entry WHERE number = 2");

        assertThat(verified().fault()).contains("the file ends after entry 1; it should have 2");
    }

    @Test
    void an_entry_cannot_be_changed_or_removed_through_the_database_as_it_is() throws Exception {
        try (var files = own()) {
            record(files, 1);
        }
        assertThatThrownBy(() -> alter("UPDATE entry SET number = 9"))
                .hasMessageContaining("an entry of a vehicle's file is never changed");
        assertThatThrownBy(() -> alter("DELETE FROM entry"))
                .hasMessageContaining("an entry of a vehicle's file is never removed");
    }

    @Test
    void an_altered_or_missing_picture_is_named() throws Exception {
        byte[] png = "picture 1".getBytes(UTF_8);
        String sha256 = SampleEntries.sha256(png);
        try (var files = own()) {
            record(files, 2);
            assertThat(files.picture(sha256)).contains(png);
        }
        Path picture = pictures().resolve(sha256.substring(0, 2) + "/" + sha256.substring(2) + ".png");
        Files.writeString(picture, "another picture");
        assertThat(verified().fault().orElseThrow())
                .startsWith("entry 1 names picture " + sha256 + ", which was altered: its hash is ");
        Files.delete(picture);
        assertThat(verified().fault()).contains("entry 1 names picture " + sha256 + ", which is missing");
    }

    @Test
    void the_same_picture_is_kept_once() throws Exception {
        byte[] png = "one picture".getBytes(UTF_8);
        try (var files = own()) {
            record(files, inspection(VEHICLE, "visit-1", "C1", 1, png));
            record(files, inspection(VEHICLE, "visit-1", "C1", 2, png));
        }
        try (var pictures = Files.walk(pictures())) {
            assertThat(pictures.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void a_picture_that_is_not_what_its_name_says_is_refused() {
        Inspection honest = inspection(VEHICLE, "visit-1", "C1", 1, "a".getBytes(UTF_8));
        honest.welds().get(0).evidence().orElseThrow().png()[0] = 'b';
        try (var files = own()) {
            assertThatThrownBy(() -> record(files, honest))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("; it is named " + SampleEntries.sha256("a".getBytes(UTF_8)));
        }
    }

    @Test
    void messages_wait_in_order_until_they_are_delivered_and_the_listener_hears_of_new_ones() {
        try (var files = own()) {
            var heard = new ArrayList<Long>();
            Outbox outbox = files.outbox();
            outbox.onWrite(() -> heard.add(outbox.depth()));
            files.commit(
                    VEHICLE,
                    file -> new Plan<>(List.of(), List.of(message("BODY-1", "a/1"), message("BODY-1", "b/1")), 0));
            files.commit(VEHICLE, file -> new Plan<>(List.of(), List.of(), 0));

            // It may hear more than there is to hear.
            assertThat(heard).contains(2L);
            assertThat(outbox.waiting(0, 10))
                    .extracting(row -> row.message().key())
                    .containsExactly("a/1", "b/1");
            assertThat(outbox.waiting(1, 10)).extracting(Outbox.Row::sequence).containsExactly(2L);
            assertThat(outbox.waiting(0, 1)).hasSize(1);

            outbox.delivered(1);
            outbox.delivered(1);
            Awaitility.await().untilAsserted(() -> assertThat(outbox.depth()).isEqualTo(1));
            assertThat(outbox.waiting(0, 10)).extracting(Outbox.Row::sequence).containsExactly(2L);
        }
        try (var files = own()) {
            assertThat(files.outbox().depth()).isEqualTo(1);
            assertThat(files.outbox().waiting(0, 10).get(0).message().payload())
                    .isEqualTo("{\"key\":\"b/1\"}".getBytes(UTF_8));
        }
    }

    @Test
    void what_the_store_holds_can_be_counted_and_listed() {
        try (var files = own()) {
            record(files, 2);
            var order = order(VEHICLE, "O-1", "S-1", OrderState.CREATED, pore(1.2));
            files.commit(
                    VEHICLE,
                    file -> new Plan<>(
                            List.of(
                                    new DossierEntry.OrderMoved(order),
                                    new DossierEntry.VisitClosed(SampleEntries.visit(
                                            VEHICLE, "visit-1", 1, true, SampleEntries.nok("S-1", pore(1.2))))),
                            List.of(message("BODY-1", "O-1/1")),
                            0));

            assertThat(files.counts()).isEqualTo(new StoreCounts(1, 2, 1, 1, 1, 1, 1, 0));
            assertThat(files.orders(true, 10)).containsExactly(order);
            assertThat(files.orders(false, 10)).containsExactly(order);
            assertThat(files.results(10)).hasSize(1);
            assertThat(files.vehicles(10)).containsExactly(VEHICLE.id());
            assertThat(files.entries(VEHICLE.id(), 2, 10))
                    .extracting(entry ->
                            entry.number() + " " + entry.entry().getClass().getSimpleName())
                    .containsExactly("3 OrderMoved", "4 VisitClosed");
        }
    }

    private static VehicleNames names(String vin, String body, String skid, String... quarantine) {
        return new VehicleNames(
                Optional.ofNullable(vin).map(VehicleId::new),
                Optional.ofNullable(body).map(VehicleId::new),
                Optional.ofNullable(skid).map(VehicleId::new),
                Stream.of(quarantine).map(VehicleId::new).toList(),
                List.of(),
                "李娜",
                "VIN engraved",
                SampleEntries.NOON);
    }

    private static Vehicle withVin(String vin) {
        return new Vehicle(new VehicleId(vin), true, VEHICLE.variant());
    }

    @Test
    void a_vin_that_comes_later_joins_body_number_and_skid_in_one_chained_entry() {
        try (var files = own()) {
            record(files, 2);
            assertThat(files.join(names(VIN, "BODY-1", "SKID-3"))).isEqualTo(VEHICLE.id());
            assertThat(files.join(names(VIN, "BODY-1", "SKID-3"))).isEqualTo(VEHICLE.id());
            record(files, inspection(withVin(VIN), "visit-2", "C1", 3, "p3".getBytes(UTF_8)));

            assertThat(files.entries(VEHICLE.id(), 0, 10))
                    .extracting(entry -> entry.entry().getClass().getSimpleName())
                    .containsExactly("Inspected", "Inspected", "Named", "Inspected");
            assertThat(files.reader()
                            .names(new VehicleId("SKID-3"))
                            .orElseThrow()
                            .names())
                    .containsExactly("BODY-1 (BODY)", "SKID-3 (SKID)", VIN + " (VIN)");
            assertThat(files.verify(new VehicleId(VIN)).faults()).isEmpty();
        }
    }

    @Test
    void a_skid_means_the_body_that_was_joined_with_it_last() {
        try (var files = own()) {
            files.join(names(VIN, "BODY-1", "SKID-3"));
            files.join(names(null, "BODY-2", "SKID-3"));

            assertThat(files.reader()
                            .names(new VehicleId("SKID-3"))
                            .orElseThrow()
                            .file())
                    .isEqualTo(new VehicleId("BODY-2"));
            assertThat(files.reader().names(new VehicleId(VIN)).orElseThrow().file())
                    .isEqualTo(new VehicleId("BODY-1"));
        }
    }

    @Test
    void a_quarantine_file_goes_on_in_the_file_of_the_body_that_it_turns_out_to_be() {
        VehicleId unidentified = Quarantine.of(SampleEntries.STATION, new VisitId("visit-1"));
        Vehicle nobody = new Vehicle(unidentified, false, VEHICLE.variant());
        try (var files = own()) {
            record(files, 1);
            record(files, inspection(nobody, "visit-1", "C2", 9, "p9".getBytes(UTF_8)));
            files.join(names(null, "BODY-1", null, unidentified.value()));

            int seen = files.commit(
                    VEHICLE,
                    file -> new Plan<>(
                            List.of(),
                            List.of(),
                            file.inspectionsOf(SampleEntries.STATION, new VisitId("visit-1"))
                                    .size()));
            assertThat(seen).isEqualTo(2);
            assertThat(files.openVisits()).hasSize(1);
            assertThat(files.reader().names(unidentified).orElseThrow().takenIn())
                    .containsExactly(unidentified);
            assertThat(files.verify(VEHICLE.id()).faults()).isEmpty();
        }
    }

    @Test
    void names_that_contradict_what_is_known_are_refused_and_nothing_is_written() {
        try (var files = own()) {
            files.join(names(VIN, "BODY-1", null));
            assertThatThrownBy(() -> files.join(names("LSVAA49J132047372", "BODY-1", null)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("BODY-1 is known by the VIN " + VIN
                            + "; allowed is one, and now LSVAA49J132047372 was given");
            assertThatThrownBy(() -> files.join(names(null, "BODY-1", null, "unidentified:nowhere")))
                    .hasMessageStartingWith("nothing is known of unidentified:nowhere");
            Vehicle other = vehicle("BODY-9");
            for (Vehicle vehicle : List.of(withVin("LSVAA49J132047373"), other)) {
                DossierEntry entry = new DossierEntry.OrderMoved(
                        order(vehicle, "O-" + vehicle.id(), "S-1", OrderState.CREATED, pore(1)));
                files.commit(vehicle, file -> new Plan<>(List.of(entry), List.of(), 0));
            }
            assertThatThrownBy(() -> files.join(names("LSVAA49J132047373", "BODY-9", null)))
                    .hasMessageContaining("both have an open order for weld S-1");
            assertThat(files.verify(VEHICLE.id()).entries()).isEqualTo(1);
        }
    }

    /** Pictures go, tombstones stay: the chain is whole, and a picture removed by anybody else would be named. */
    @Test
    void pictures_whose_time_is_over_leave_a_tombstone_and_orphans_leave_nothing() throws Exception {
        Inspection doubtful = inspection(
                VEHICLE,
                "visit-1",
                "C1",
                1,
                "doubtful".getBytes(UTF_8),
                new Verdict.Review(Verdict.Reason.UNCERTAIN, "?"),
                Optional.empty());
        try (var files = own()) {
            record(files, doubtful);
            record(files, inspection(VEHICLE, "visit-1", "C1", 2, "defect".getBytes(UTF_8)));
            assertThat(files.pictureBytes()).isEqualTo(14);
            Path orphan = pictures().resolve("aa").resolve("b".repeat(62) + ".png");
            Files.createDirectories(orphan.getParent());
            Files.writeString(orphan, "left by a commit that was rolled back");
            Files.setLastModifiedTime(orphan, FileTime.from(Instant.EPOCH));

            // Both were recorded on NOON of 2026-11-21, which lies in the past by less than 3000 days.
            var keepDefects = files.retention(new RetentionRules(3000, 3000, 1));
            Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
            assertThat(files.retention(new RetentionRules(3000, 3000, 1), later).removeExpired())
                    .isEqualTo(1);
            assertThat(keepDefects.removeOrphans()).isEqualTo(1);

            assertThat(files.picture(SampleEntries.sha256("doubtful".getBytes(UTF_8))))
                    .isEmpty();
            assertThat(files.picture(SampleEntries.sha256("defect".getBytes(UTF_8))))
                    .isPresent();
            assertThat(orphan).doesNotExist();
            assertThat(files.pictureBytes()).isEqualTo(6);
            assertThat(files.verify(VEHICLE.id()).faults()).isEmpty();
            assertThat(files.entries(VEHICLE.id(), 2, 10))
                    .singleElement()
                    .extracting(entry -> entry.entry().getClass().getSimpleName())
                    .isEqualTo("Removed");
        }
    }

    /** What is counted is what entries name, whoever wrote it when: a total that drifts makes the limit worthless. */
    @Test
    void pictures_written_for_commits_that_failed_or_recorded_nothing_are_not_counted_and_resent_ones_once() {
        Inspection inspection = inspection(VEHICLE, "visit-1", "C1", 1, "defect".getBytes(UTF_8));
        DossierEntry entry = new DossierEntry.Inspected(inspection);
        var everything = new RetentionRules(1, 1, 1);
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
        try (var files = own()) {
            files.commit(VEHICLE, entry, file -> new Plan<>(List.of(), List.of(), 0));
            assertThat(files.pictureBytes()).isZero();
            assertThatThrownBy(() -> files.commit(VEHICLE, entry, file -> {
                        throw new IllegalStateException("refused");
                    }))
                    .hasMessage("refused");
            assertThat(files.pictureBytes()).isZero();

            files.commit(VEHICLE, entry, file -> new Plan<>(List.of(entry), List.of(), 0));
            record(files, inspection(VEHICLE, "visit-1", "C1", 2, "defect".getBytes(UTF_8)));
            assertThat(files.pictureBytes()).isEqualTo(6);

            assertThat(files.retention(everything, later).removeExpired()).isEqualTo(2);
            assertThat(files.pictureBytes()).isZero();
        }
    }

    @Test
    void pictures_beyond_the_limit_are_refused_whether_written_ahead_or_not_and_those_kept_already_are_not() {
        StoreSettings s = settings();
        var limited = new StoreSettings(
                s.place(), s.pictures(), s.anchors(), s.anchorKeyFile(), s.anchorEvery(), s.retention(), 10);
        try (var files = VehicleStore.open(limited, Clock.systemUTC())) {
            record(files, inspection(VEHICLE, "visit-1", "C1", 1, "123456".getBytes(UTF_8)));
            Inspection tooMuch = inspection(VEHICLE, "visit-1", "C1", 2, "12345".getBytes(UTF_8));
            String refusal = "pictures take 6 bytes and would take 5 more; allowed by store.pictureBytesMax are 10";
            assertThatThrownBy(() -> record(files, tooMuch)).hasMessageContaining(refusal);
            DossierEntry entry = new DossierEntry.Inspected(tooMuch);
            assertThatThrownBy(() -> files.commit(VEHICLE, entry, file -> new Plan<>(List.of(entry), List.of(), 0)))
                    .hasMessageContaining(refusal);

            record(files, inspection(VEHICLE, "visit-1", "C1", 3, "1234".getBytes(UTF_8)));
            record(files, inspection(VEHICLE, "visit-1", "C1", 4, "123456".getBytes(UTF_8)));
            assertThat(files.pictureBytes()).isEqualTo(10);
        }
    }

    @Test
    void a_total_that_an_earlier_version_let_drift_is_counted_anew_once() throws Exception {
        try (var files = own()) {
            record(files, 2);
        }
        alter("UPDATE picture_total SET pictures = -3, bytes = -70");
        alter(toVersion(4));
        try (var files = own()) {
            assertThat(files.pictureBytes()).isEqualTo(2L * "picture 1".length());
        }
    }

    /**
     * Whether the row was added is known only with what is sent next; it must be known before the commit ends, also
     * where no picture is asked for between the two.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_inspection_whose_result_is_recorded_already_is_refused_though_its_frame_is_new(boolean hasPicture) {
        try (var files = own()) {
            record(files, 1);
            Inspection other = frame(2, hasPicture);
            Inspection same = withId(other, frame(1, hasPicture).id());

            assertThatThrownBy(() -> recordOutcome(files, same))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("frame " + same.header().frame() + " or result " + same.id()
                            + " is recorded already; allowed is one outcome per frame");
            assertThat(files.entries(VEHICLE.id(), 0, 9)).hasSize(1);
            record(files, other);
            assertThat(files.verify(VEHICLE.id()).faults()).isEmpty();
            assertThat(files.reader().verifyAll(Optional.empty(), done -> {}).faults())
                    .isEmpty();
        }
    }

    /** As a recorder does: asks for the frame first. */
    private static void recordOutcome(VehicleStore files, Inspection inspection) {
        files.commit(VEHICLE, file -> {
            assertThat(file.inspectionOf(inspection.header().frame())).isEmpty();
            return new Plan<>(List.of(new DossierEntry.Inspected(inspection)), List.of(), 0);
        });
    }

    private static Inspection frame(long number, boolean hasPicture) {
        Inspection inspection = inspection(VEHICLE, "visit-1", "C1", number, new byte[0]);
        return hasPicture ? inspection : withoutPictures(inspection);
    }

    /** What comes of one commit of a group. */
    private enum Outcome {
        RECORDED,
        /** Its planner throws. */
        UNPLANNED,
        /** Its result is recorded already. */
        TAKEN
    }

    @Test
    void of_commits_that_are_written_together_those_at_fault_fail_with_their_own_reason_and_the_others_do_not_notice()
            throws Exception {
        List<Outcome> outcomes = Stream.iterate(1, i -> i + 1)
                .limit(24)
                .map(i -> i % 6 == 0 ? Outcome.UNPLANNED : i % 3 == 0 ? Outcome.TAKEN : Outcome.RECORDED)
                .toList();
        try (var files = own()) {
            record(files, 1);
            writeTogether(files, outcomes, i -> i % 2 == 0);
        }
    }

    /** No statement is sent between the last one's row and the end of the transaction but what ends it. */
    @Test
    void of_commits_without_pictures_that_are_written_together_the_last_is_refused_before_they_are_on_disk()
            throws Exception {
        try (var files = own()) {
            record(files, 1);
            writeTogether(files, List.of(Outcome.RECORDED, Outcome.RECORDED, Outcome.TAKEN), i -> false);
        }
    }

    /** The first holds the writer up until all others wait; then all of them are taken at once. */
    private static void writeTogether(VehicleStore files, List<Outcome> outcomes, IntPredicate hasPicture)
            throws Exception {
        var firstIsPlanned = new CountDownLatch(1);
        var allWait = new CountDownLatch(1);
        List<Integer> waitingBehind = Collections.synchronizedList(new ArrayList<>());
        var threads = Executors.newFixedThreadPool(outcomes.size() + 1);
        try {
            Future<Integer> first = threads.submit(() -> files.commit(VEHICLE, file -> {
                firstIsPlanned.countDown();
                awaitUninterrupted(allWait);
                return new Plan<>(List.of(), List.of(), 0);
            }));
            firstIsPlanned.await();
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 0; i < outcomes.size(); i++) {
                Outcome outcome = outcomes.get(i);
                Inspection own = frame(i + 2, hasPicture.test(i));
                Inspection planned =
                        outcome == Outcome.TAKEN ? withId(own, frame(1, false).id()) : own;
                others.add(threads.submit(() -> files.commit(VEHICLE, file -> {
                    waitingBehind.add(files.commitsWaiting());
                    if (outcome == Outcome.UNPLANNED) {
                        throw new IllegalArgumentException("no plan for " + own.id());
                    }
                    assertThat(file.inspectionOf(own.header().frame())).isEmpty();
                    return new Plan<>(List.of(new DossierEntry.Inspected(planned)), List.of(), 0);
                })));
                int waiting = i + 1;
                Awaitility.await().until(() -> files.commitsWaiting() == waiting);
            }
            allWait.countDown();
            first.get();
            for (int i = 0; i < outcomes.size(); i++) {
                assertOutcome(others.get(i), outcomes.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(waitingBehind).hasSizeGreaterThanOrEqualTo(outcomes.size()).containsOnly(0);
        long recorded = outcomes.stream().filter(Outcome.RECORDED::equals).count();
        assertThat(files.entries(VEHICLE.id(), 0, 99)).hasSize(1 + (int) recorded);
        assertThat(files.counts().inspections()).isEqualTo(1 + recorded);
        assertThat(files.reader().verifyAll(Optional.empty(), done -> {}).faults())
                .isEmpty();
    }

    private static void assertOutcome(Future<?> commit, Outcome expected) throws Exception {
        switch (expected) {
            case RECORDED -> assertThat(commit.get()).isEqualTo(0);
            case UNPLANNED ->
                assertThatThrownBy(commit::get)
                        .cause()
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("no plan for ");
            case TAKEN ->
                assertThatThrownBy(commit::get)
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageEndingWith(" is recorded already; allowed is one outcome per frame");
        }
    }

    /** A bug of one planner may be anything; the others are written all the same. */
    @Test
    void an_error_of_one_planner_fails_its_own_commit_only() throws Exception {
        try (var files = own()) {
            assertThatThrownBy(() -> files.commit(VEHICLE, file -> {
                        throw new OutOfMemoryError("of a test");
                    }))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("of a test");
            record(files, 2);
            assertThat(files.verify(VEHICLE.id()).isWhole()).isTrue();
        }
    }

    /** Each is small on disk, and all of them would be 1.6 GB in memory. */
    @Test
    void planted_documents_that_open_into_more_than_memory_are_named_as_altered() throws Exception {
        int planted = 100;
        try (var files = own()) {
            record(files, 1);
        }
        alter("INSERT INTO entry (id, vehicle, number, document, sha256) WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL"
                + " SELECT i + 1 FROM n WHERE i <= " + planted + ") SELECT 1000 + i, 'BODY-1', i, "
                + literal(EntryDocumentTest.compressed(new byte[EntryDocument.TEXT_BYTES_MAX])) + ", "
                + literal(new byte[32]) + " FROM n");

        ChainReport report = verified();
        assertThat(report.last()).isEqualTo(planted + 1L);
        assertThat(report.faults())
                .anyMatch(fault -> fault.startsWith("entry 2 was altered: its hash is "))
                .anyMatch(fault -> fault.startsWith("entry " + (planted + 1) + " was altered: its hash is "));
    }

    @Test
    void a_planted_document_that_is_longer_than_any_is_not_read_whole_and_named_as_altered() throws Exception {
        try (var files = own()) {
            record(files, 3);
        }
        unlock(NOT_CHANGED);
        alter("UPDATE entry SET document = " + ofZeros(EntryDocument.KEPT_BYTES_MAX + 1) + " WHERE number = 2");

        assertThat(verified().faults()).anyMatch(fault -> fault.startsWith("entry 2 was altered: its hash is "));
        try (var files = own()) {
            assertThat(files.verify(VEHICLE.id()).last()).isEqualTo(3);
        }
    }

    /** So many bytes in the engine's SQL. */
    protected abstract String ofZeros(int length);

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Inspection withoutPictures(Inspection inspection) {
        return with(
                inspection,
                inspection.id(),
                inspection.welds().stream()
                        .filter(weld -> weld.evidence().isEmpty())
                        .toList());
    }

    private static Inspection withId(Inspection inspection, ResultId id) {
        return with(inspection, id, inspection.welds());
    }

    private static Inspection with(Inspection inspection, ResultId id, List<WeldInspection> welds) {
        return new Inspection(
                id,
                inspection.header(),
                inspection.creationTime(),
                inspection.isSimulated(),
                inspection.calibrated(),
                inspection.verdict(),
                welds,
                inspection.checks(),
                inspection.failure(),
                inspection.provenance(),
                inspection.stageTimes());
    }

    /** As versions 4 and 5 wrote them; what this one writes follows in the same chain. */
    @Test
    void documents_that_an_earlier_version_deflated_are_read_and_continued() throws Exception {
        byte[] text;
        try (var files = own()) {
            record(files, 1);
            text = files.entries(VEHICLE.id(), 0, 1).get(0).document();
        }
        unlock("entry_is_not_changed");
        alter("UPDATE entry SET document = " + literal(EntryDocumentTest.deflated(text)));
        alter(toVersion(5));
        try (var files = own()) {
            record(files, 1, 3);

            assertThat(files.verify(VEHICLE.id()).faults()).isEmpty();
            assertThat(files.entries(VEHICLE.id(), 0, 9)).hasSize(3).first().satisfies(first -> assertThat(
                            first.document())
                    .isEqualTo(text));
        }
    }

    /** What makes the engine believe that an earlier version of the store wrote it. */
    protected abstract String toVersion(int version);

    /** Bytes in the engine's SQL. */
    protected abstract String literal(byte[] bytes);

    /** What the entries say goes after 15 years without a new one; their places in the chain stay. */
    @Test
    void the_contents_of_old_files_leave_a_tombstone_and_what_is_open_is_kept() throws Exception {
        Vehicle repaired = vehicle("BODY-2");
        Vehicle open = vehicle("BODY-3");
        Clock clock = Clock.systemUTC();
        Clock before = Clock.offset(clock, Duration.ofDays(15 * 366 - 1));
        Clock after = Clock.offset(clock, Duration.ofDays(15 * 366 + 1));
        try (var files = own()) {
            record(files, 2);
            write(files, VEHICLE, new DossierEntry.VisitClosed(visit(VEHICLE, "visit-1", 1, true, ok("S-1"))));
            files.join(names(VIN, "BODY-1", null));
            write(files, repaired, new DossierEntry.OrderMoved(order(repaired, "O-2", "S-1", OrderState.CLOSED)));
            write(files, open, new DossierEntry.OrderMoved(order(open, "O-3", "S-1", OrderState.ACCEPTED)));

            assertThat(files.retention(RetentionRules.DEFAULTS, before).removeExpiredFiles())
                    .isZero();
            // Two inspections, a visit and the names of one; the order of the other.
            assertThat(files.retention(RetentionRules.DEFAULTS, after).removeExpiredFiles())
                    .isEqualTo(5);
            assertThat(files.retention(RetentionRules.DEFAULTS, after).removeExpiredFiles())
                    .isZero();

            assertThat(files.entries(VEHICLE.id(), 0, 10)).singleElement().satisfies(left -> assertThat(left.entry())
                    .isInstanceOf(DossierEntry.Removed.class));
            assertThat(files.standing(VEHICLE.id()).welds()).isEmpty();
            assertThat(files.inspectionOf(header(VEHICLE, "visit-1", "C1", 1).frame()))
                    .isEmpty();
            assertThat(files.orders(false, 10))
                    .extracting(order -> order.id().value())
                    .containsExactly("O-3");
            assertThat(files.reader().verifyAll(Optional.empty(), done -> {}).faults())
                    .isEmpty();
            record(files, inspection(VEHICLE, "visit-2", "C1", 9, "back again".getBytes(UTF_8)));
            assertThat(files.verify(VEHICLE.id()).faults()).isEmpty();
        }
    }

    /** An altered message would send a wrong order. */
    @Test
    void waiting_messages_are_held_against_the_files_and_removed_ones_are_named() throws Exception {
        var planner = new OrderPlanner(new DefectNames(List.of()), OrderRules.defaults(), () -> new OrderId("O-1"));
        try (var files = own()) {
            files.commit(VEHICLE, file -> {
                VisitResult bad = visit(VEHICLE, "visit-1", 1, true, nok("S-1", pore(1.2)));
                OrderPlan plan = planner.plan(SampleEntries.plan(), bad, List.of(), file);
                return new Plan<>(
                        List.of(
                                new DossierEntry.VisitClosed(bad),
                                new DossierEntry.OrderMoved(plan.revisions().get(0))),
                        plan.messages(),
                        0);
            });
            assertThat(files.outbox().depth()).isEqualTo(2);
            assertThat(verifyAll(files)).isEmpty();
        }
        alter("UPDATE outbox SET payload = " + altered() + " WHERE sequence = 1");
        try (var files = own()) {
            assertThat(verifyAll(files))
                    .containsExactly(
                            "table outbox: message 1 (O-1/1) of vehicle BODY-1: its state is \"CLOSED\"; the file"
                                    + " says \"CREATED\"");
        }
        alter("UPDATE outbox SET message_key = 'O-9/1' WHERE sequence = 1");
        try (var files = own()) {
            assertThat(verifyAll(files))
                    .containsExactly("table outbox: message 1 (O-9/1) of vehicle BODY-1: the file has no such entry");
        }
        alter("DELETE FROM outbox WHERE sequence = 1");
        try (var files = own()) {
            assertThat(verifyAll(files)).containsExactly("table outbox: message 1 is missing");
        }
    }

    /** The message that says CLOSED, in the engine's language. */
    protected abstract String altered();

    private static List<String> verifyAll(VehicleStore files) {
        return files.reader().verifyAll(Optional.empty(), done -> {}).faults();
    }

    /** As with a share that is not mounted: a backup without the pictures would be found out years later. */
    @Test
    void a_store_whose_pictures_are_not_where_they_should_be_is_not_copied_without_them() throws Exception {
        Path nowhere = folder.resolve("nowhere");
        Path unmounted = Files.createDirectory(folder.resolve("unmounted"));
        StoreSettings copy = StoreSettings.inFolder(folder.resolve("backup"));
        try (var files = own()) {
            record(files, 2);
            for (Path without : List.of(nowhere, unmounted)) {
                assertThatThrownBy(() -> StoreCopy.copy(settingsOf(settings().place(), without), copy))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("the store names 2 pictures, and none of them is in " + without
                                + "; allowed is no copy without them (store.pictures says where they are)");
            }
            assertThat(StoreCopy.copy(settings(), copy).inspections()).isEqualTo(2);
        }
    }

    @Test
    void a_picture_that_a_copy_lacks_is_told_with_the_copy_made() throws Exception {
        StoreSettings copy = StoreSettings.inFolder(folder.resolve("backup"));
        try (var files = own()) {
            record(files, 2);
            Path lost;
            try (Stream<Path> kept = Files.walk(settings().pictures())) {
                lost = kept.filter(file -> file.toString().endsWith(".png"))
                        .findFirst()
                        .orElseThrow();
            }
            Files.delete(lost);

            assertThatThrownBy(() -> StoreCopy.copy(settings(), copy))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("of 2 pictures that they name 1 are not in "
                            + settings().pictures() + ", "
                            + lost.getParent().getFileName()
                            + lost.getFileName().toString().replace(".png", "") + " for one");
        }
    }

    @Test
    void a_store_is_copied_while_it_is_written_to_and_the_copy_is_whole() {
        StoreSettings copy = StoreSettings.inFolder(folder.resolve("backup"));
        StoreSettings back = StoreSettings.inFolder(folder.resolve("back"));
        try (var files = own()) {
            record(files, 3);
            files.join(names(VIN, "BODY-1", null));
            assertThat(StoreCopy.copy(settings(), copy).inspections()).isEqualTo(3);
            record(files, 3, 5);
        }
        StoreCopy.copy(copy, back);
        try (var reader = StoreReader.open(back)) {
            assertThat(reader.verifyAll(Optional.empty(), done -> {}).faults()).isEmpty();
            assertThat(reader.counts().inspections()).isEqualTo(3);
            assertThat(reader.picture(SampleEntries.sha256("picture 2".getBytes(UTF_8))))
                    .isPresent();
        }
        assertThatThrownBy(() -> StoreCopy.copy(copy, back))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds files already; allowed is an empty one");
    }
}
