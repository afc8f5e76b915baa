package io.huoyan.server.store;

import static io.huoyan.core.dossier.SampleEntries.inspection;
import static io.huoyan.core.dossier.SampleEntries.nok;
import static io.huoyan.core.dossier.SampleEntries.ok;
import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static io.huoyan.core.dossier.SampleEntries.visit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.orders.OrderState;
import io.huoyan.server.store.StoreReport.NotAnchored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TamperTest {
    /** How often a store is tampered with; {@code -Dhuoyan.tamperings=1000} for a long run. */
    private static final int TAMPERINGS = Integer.getInteger("huoyan.tamperings", 25);

    private static final int VEHICLES = 4;
    private static final int ANCHORS = 3;

    @TempDir
    private Path folder;

    private Path whole;

    /** A store with inspections, visits and orders of several vehicles, anchored several times, and whole. */
    @BeforeEach
    void makeStore() throws IOException {
        whole = folder.resolve("whole");
        int sequence = 0;
        try (var files = VehicleStore.open(settings(whole), Clock.systemUTC())) {
            var anchoring =
                    files.anchoring(settings(whole).anchors(), settings(whole).anchorKeyFile());
            for (int anchor = 0; anchor < ANCHORS; anchor++) {
                for (int i = 0; i < VEHICLES; i++) {
                    sequence++;
                    grow(files, vehicle("BODY-" + i), sequence);
                }
                anchoring.anchor();
            }
        }
        assertThat(check(whole).faults()).isEmpty();
        assertThat(check(whole).notAnchored()).isEmpty();
    }

    private static StoreSettings settings(Path data) {
        return StoreSettings.inFolder(data);
    }

    private static void grow(VehicleStore files, Vehicle vehicle, int number) {
        String visit = "visit-" + number;
        for (int frame = 0; frame < 2; frame++) {
            byte[] png = ("picture " + number + " " + frame).getBytes(UTF_8);
            var inspection = inspection(vehicle, visit, "C1", 10L * number + frame, png);
            files.commit(vehicle, file -> new Plan<>(List.of(new DossierEntry.Inspected(inspection)), List.of(), 0));
        }
        var order = order(vehicle, "O-" + number, "S-" + number, OrderState.CREATED, pore(1.2));
        var result = visit(vehicle, visit, number, true, nok("S-" + number, pore(1.2)), ok("T-" + number));
        files.commit(
                vehicle,
                file -> new Plan<>(
                        List.of(new DossierEntry.VisitClosed(result), new DossierEntry.OrderMoved(order)),
                        List.of(),
                        0));
    }

    private static StoreReport check(Path data) {
        StoreSettings settings = settings(data);
        try (var reader = StoreReader.open(settings)) {
            var trust = new AnchorTrust(settings.anchors(), data.resolve("anchor-key.pem.pub"));
            return reader.verifyAll(Optional.of(trust), done -> {});
        }
    }

    @Test
    void every_tampering_before_the_last_anchor_is_found_and_its_place_named() throws Exception {
        long seed = Long.getLong("huoyan.seed", System.nanoTime());
        System.out.println("TamperTest: seed " + seed + ", tamperings " + TAMPERINGS);
        var random = new Random(seed);
        var missed = new ArrayList<String>();
        for (int i = 0; i < TAMPERINGS; i++) {
            Path copy = folder.resolve("copy");
            copy(whole, copy);
            Tampering.Done done;
            try (var tampering = new Tampering(copy, random)) {
                done = tampering.any();
            }
            List<String> faults = check(copy).faults();
            if (faults.stream().noneMatch(fault -> fault.matches(done.place()))) {
                missed.add(done.what() + " should be named as " + done.place() + ", named are " + faults);
            }
            remove(copy);
        }
        assertThat(missed).isEmpty();
    }

    /** Nothing outside vouches for what came after the last anchor: it is said, not passed over. */
    @Test
    void what_came_after_the_last_anchor_is_listed_as_not_yet_anchored() throws Exception {
        try (var files = VehicleStore.open(settings(whole), Clock.systemUTC())) {
            grow(files, vehicle("BODY-1"), ANCHORS * VEHICLES + 1);
        }
        StoreReport report = check(whole);

        assertThat(report.isWhole()).isTrue();
        assertThat(report.notAnchored())
                .containsExactly(new NotAnchored(vehicle("BODY-1").id(), 12, 4));
    }

    @Test
    void an_altered_cut_off_missing_or_foreign_anchor_is_named() throws Exception {
        Path anchor = whole.resolve("anchors/anchor-00000002.txt");
        String text = Files.readString(anchor);

        Files.writeString(anchor, text.replace("BODY-1 8", "BODY-1 9"));
        assertThat(check(whole).faults())
                .anyMatch(fault -> fault.equals("anchor 2 was altered, or is signed by another key"));
        Files.writeString(anchor, text.substring(0, 300));
        assertThat(check(whole).faults()).anyMatch(fault -> fault.equals("anchor 2 is no anchor, or was cut off"));
        Files.delete(anchor);
        assertThat(check(whole).faults()).contains("anchor 2 is missing in " + whole.resolve("anchors"));
        Files.delete(whole.resolve("anchors/anchor-00000003.txt"));
        assertThat(check(whole).faults())
                .contains("anchor 3 is missing in " + whole.resolve("anchors") + ": the store knows of it");
    }

    @Test
    void an_anchor_that_was_written_but_not_noted_is_taken_up() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + whole.resolve("store/huoyan.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM anchor WHERE number = 3; UPDATE vehicle_file SET anchored = 8");
        }
        try (var files = VehicleStore.open(settings(whole), Clock.systemUTC())) {
            var anchoring =
                    files.anchoring(settings(whole).anchors(), settings(whole).anchorKeyFile());
            assertThat(anchoring.anchor()).isEmpty();
        }
        assertThat(check(whole).faults()).isEmpty();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void remove(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
