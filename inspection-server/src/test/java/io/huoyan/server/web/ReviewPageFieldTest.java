package io.huoyan.server.web;

import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static io.huoyan.core.dossier.SampleEntries.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.judge.Finding.Decision;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderRules;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.VisitResult.WeldResult;
import io.huoyan.server.desk.DeskEvents;
import io.huoyan.server.desk.ReviewDesk;
import io.huoyan.server.doors.HttpDoor;
import io.huoyan.server.store.VehicleStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QA's page as a person meets it; needs {@code chromium} on the path. */
@Tag("field")
class ReviewPageFieldTest {
    private static final Vehicle VEHICLE = vehicle("BODY-1");

    @TempDir
    private Path folder;

    private VehicleStore files;
    private ReviewServer server;

    @BeforeEach
    void open() throws Exception {
        Catalog catalog = CatalogLoader.load(
                Path.of(System.getProperty("huoyan.root")).resolve("sample-images/body-line/catalog"));
        files = VehicleStore.open(folder.resolve("store"));
        var planner = new OrderPlanner(catalog.defects(), OrderRules.defaults(), () -> new OrderId("O-new"));
        var desk = new ReviewDesk(catalog, files, planner, DeskEvents.NONE, Clock.systemUTC());
        server = new ReviewServer(HttpDoor.loopback(0), desk, new ReviewPage(catalog.defects()), files::picture);
        byte[] picture = picture();
        String sha256 = SampleEntries.sha256(picture);
        write(new DossierEntry.Inspected(SampleEntries.inspection(VEHICLE, "visit-1", "C1", 1, picture)));
        write(new DossierEntry.OrderMoved(SampleEntries.order(VEHICLE, "O-1", "A-L-S2", OrderState.REPAIRED)));
        write(new DossierEntry.VisitClosed(visit(
                VEHICLE,
                "visit-1",
                1,
                true,
                doubtful("A-L-M1", "DEFECT_LENGTH is 0.52 mm, the limit 0.5 mm lies within its uncertainty", sha256),
                doubtful("A-L-S2", "<script>document.title='taken over'</script>", sha256))));
    }

    private void write(DossierEntry entry) {
        files.commit(VEHICLE, file -> new Plan<>(List.of(entry), List.of(), 0));
    }

    private static WeldResult doubtful(String weld, String detail, String sha256) {
        return new WeldResult(
                new WeldId(weld),
                new Verdict.Review(Verdict.Reason.GUARD_BAND, detail),
                List.of(pore(0.52, 41.5, Decision.NOT_PROVEN)),
                List.of(sha256),
                List.of(),
                Optional.of(SampleEntries.ORDERED));
    }

    private static byte[] picture() throws Exception {
        var image = new BufferedImage(120, 80, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 120; x++) {
            for (int y = 0; y < 80; y++) {
                image.setRGB(x, y, (x * 2) << 16 | (x * 2) << 8 | (x * 2));
            }
        }
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    @AfterEach
    void close() {
        server.close();
        files.close();
    }

    @Test
    void a_person_sees_the_picture_and_the_measured_value_beside_its_limit_and_decides() throws Exception {
        String url = "http://127.0.0.1:" + server.port() + "/";
        try (Chromium page = Chromium.open(folder.resolve("chromium"), url);
                Chromium other = Chromium.open(folder.resolve("other"), url)) {
            keep(page, "review-queue.png");
            assertThat(page.read("document.title")).isEqualTo("Doubtful welds 待复判焊点");
            assertThat(page.read("document.querySelector('img').naturalWidth")).isEqualTo("120");
            assertThat(page.read("document.querySelector('tr:nth-of-type(2)').innerText"))
                    .contains("0.52 ± 0.10 mm", "0.50", "气孔");
            assertThat(page.read("getComputedStyle(document.querySelector('form')).display"))
                    .isEqualTo("flex");

            page.type("input[name=who]", "李娜");
            page.type("input[name=reason]", "a pore, seen by eye");
            page.click("button.bad");

            RepairOrder order = files.order(new OrderId("O-new")).orElseThrow();
            assertThat(order.move().who()).isEqualTo("李娜");
            assertThat(order.weld()).isEqualTo(new WeldId("A-L-M1"));
            assertThat(page.read("document.querySelector('h1').innerText")).endsWith(": 1");
            assertThat(page.read("document.querySelector('input[name=who]').value"))
                    .isEqualTo("李娜");

            other.type("input[name=who]", "王芳");
            other.type("input[name=reason]", "a reflection");
            other.click("button.good");

            keep(other, "review-refused.png");
            assertThat(other.read("document.querySelector('[role=alert]').innerText"))
                    .contains("Not decided: weld A-L-M1 of BODY-1 has changed since: you saw revision 1, it is at 2");
            assertThat(other.read("document.querySelector('.order').innerText")).contains("REPAIRED");

            other.type("input[name=reason]", "a reflection");
            other.click("button.good");

            assertThat(other.read("document.querySelector('[role=status]').innerText"))
                    .contains("Order O-1 stays REPAIRED, to be re-inspected");
            assertThat(other.read("document.body.innerText")).contains("Nothing waits for a decision.");
            keep(other, "review-stays.png");
        }
    }

    @Test
    void a_form_without_a_name_is_not_sent() throws Exception {
        String url = "http://127.0.0.1:" + server.port() + "/";
        try (Chromium page = Chromium.open(folder.resolve("chromium"), url)) {
            page.type("input[name=reason]", "no name");

            assertThat(page.read("document.querySelector('button.bad').click();"
                            + " document.querySelector('form').checkValidity()"))
                    .isEqualTo("false");
            assertThat(files.doubtfulWeldCount()).isEqualTo(2);
        }
    }

    /** To be looked at. */
    private static void keep(Chromium page, String name) throws Exception {
        Path kept = Path.of(System.getProperty("huoyan.root"), "inspection-server", "target", name);
        Files.write(kept, page.screenshot());
    }
}
