package io.huoyan.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.testkit.DetectorFake;
import io.huoyan.core.testkit.DrawnPicture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A spot weld that was repaired beside its place, drawn, inspected and its visit closed. */
class RepairedSpotTest {
    private static final WeldId SPOT = new WeldId("W-SPOT");
    /** 15 mm beside the place, and far from seam and fiducials. */
    private static final MmPoint BESIDE = new MmPoint(35, 40);

    private static final Verdict MISSING = new Verdict.Nok("missing weld (PLANT:MISSING): not permitted [§1]");

    private final InspectionPipeline pipeline = new DrawnLine().pipeline(new DetectorFake());
    private long frames;

    @AfterEach
    void noNativeMemoryIsLeft() {
        assertThat(MatScope.openMats()).isZero();
    }

    private static DrawnPicture part() {
        return DrawnLine.withSeam(DrawnLine.plate());
    }

    private static DrawnPicture withImprint(DrawnPicture picture, MmPoint at) {
        return picture.with(DrawnPicture.disc(at, 6), DetectorFake.WELD_GREY);
    }

    private static DrawnPicture withBadImprint(DrawnPicture picture, MmPoint at) {
        return DrawnLine.withPore(withImprint(picture, at), at);
    }

    private Inspection inspected(DrawnPicture picture) {
        CapturedImage image = DrawnLine.captured(picture, "view", ++frames);
        return pipeline.inspect(image, false);
    }

    private static SpotSearch around(Inspection inspection) {
        return ofSpot(inspection).around().orElseThrow();
    }

    private static WeldInspection ofSpot(Inspection inspection) {
        return inspection.welds().stream()
                .filter(weld -> weld.weld().equals(SPOT))
                .findFirst()
                .orElseThrow();
    }

    /** The verdict on the spot when a visit of these frames closes after it was reported repaired. */
    private static Verdict repaired(Inspection before, Inspection... after) {
        return closed(Map.of(SPOT, List.of(before)), after);
    }

    private static Verdict closed(Map<WeldId, List<Inspection>> beforeRepair, Inspection... after) {
        FrameHeader header = DrawnPicture.header("view", 1);
        return VisitCloser.close(
                        DrawnLine.plan(),
                        DrawnLine.STATION,
                        header.visit(),
                        header.vehicle(),
                        List.of(after),
                        beforeRepair,
                        1,
                        DrawnLine.NOW)
                .welds()
                .get(0)
                .verdict();
    }

    @Test
    void nothing_is_searched_for_around_a_good_spot_or_a_seam() {
        Inspection good = inspected(withImprint(withImprint(part(), DrawnLine.SPOT), BESIDE));

        assertThat(good.welds()).allSatisfy(weld -> assertThat(weld.around()).isEmpty());
    }

    @Test
    void every_imprint_around_a_bad_spot_is_found_measured_and_judged() {
        Inspection bad = inspected(withImprint(withBadImprint(part(), DrawnLine.SPOT), BESIDE));

        assertThat(ofSpot(bad).verdict()).isInstanceOf(Verdict.Nok.class);
        assertThat(around(bad).withinMm()).isEqualTo(20);
        assertThat(around(bad).found()).hasSize(2).anySatisfy(old -> {
            assertThat(old.distanceMm()).isCloseTo(0, within(0.1));
            assertThat(old.verdict()).isInstanceOf(Verdict.Nok.class);
        });
        assertThat(around(bad).found()).anySatisfy(beside -> {
            assertThat(beside.centre().distanceMm(BESIDE)).isLessThan(0.1);
            assertThat(beside.distanceMm()).isCloseTo(15, within(0.1));
            assertThat(beside.verdict()).isEqualTo(new Verdict.Ok());
        });
    }

    @Test
    void a_spot_is_found_up_to_the_radius_and_not_beyond() {
        assertThat(around(inspected(withImprint(part(), new MmPoint(39.7, 40)))).found())
                .singleElement()
                .satisfies(found -> assertThat(found.verdict()).isEqualTo(new Verdict.Ok()));
        // At the radius the distance is proven neither to be allowed nor not to be.
        assertThat(around(inspected(withImprint(part(), new MmPoint(39.995, 40))))
                        .found())
                .singleElement()
                .satisfies(found -> assertThat(found.verdict().word()).isEqualTo("REVIEW"));
        assertThat(around(inspected(withImprint(part(), new MmPoint(40.3, 40)))).found())
                .isEmpty();
    }

    @Test
    void a_new_good_spot_beside_the_old_imprint_makes_the_repaired_weld_good() {
        Inspection before = inspected(withBadImprint(part(), DrawnLine.SPOT));
        Inspection after = inspected(withImprint(withBadImprint(part(), DrawnLine.SPOT), BESIDE));

        assertThat(repaired(before, after)).isEqualTo(new Verdict.Ok());
        assertThat(closed(Map.of(), after)).isInstanceOf(Verdict.Nok.class);
    }

    @Test
    void a_new_good_spot_makes_a_missing_weld_good() {
        assertThat(repaired(inspected(part()), inspected(withImprint(part(), BESIDE))))
                .isEqualTo(new Verdict.Ok());
    }

    /** Nobody repaired anything: what stood off its place before stands there still. */
    @Test
    void a_spot_that_stood_there_before_the_repair_is_no_repair() {
        Inspection before = inspected(withImprint(part(), BESIDE));
        Inspection after = inspected(withImprint(part(), BESIDE));

        assertThat(ofSpot(before).verdict()).isEqualTo(MISSING);
        assertThat(repaired(before, after)).isEqualTo(MISSING);
    }

    @Test
    void a_spot_nearer_to_an_old_one_than_a_diameter_cannot_be_told_from_it() {
        Inspection before = inspected(withImprint(part(), BESIDE));

        assertThat(repaired(before, inspected(withImprint(part(), new MmPoint(29.3, 40)))))
                .isEqualTo(MISSING);
        assertThat(repaired(before, inspected(withImprint(part(), new MmPoint(28.7, 40)))))
                .isEqualTo(new Verdict.Ok());
    }

    @Test
    void a_new_spot_that_is_bad_by_itself_changes_nothing() {
        Inspection before = inspected(part());

        assertThat(repaired(before, inspected(withBadImprint(part(), BESIDE)))).isEqualTo(MISSING);
    }

    @Test
    void a_new_spot_in_doubt_and_one_of_which_nobody_knows_whether_it_is_new_are_for_people() {
        Inspection before = inspected(part());
        Inspection atTheRadius = inspected(withImprint(part(), new MmPoint(39.995, 40)));
        Inspection beside = inspected(withImprint(part(), BESIDE));

        assertThat(repaired(before, atTheRadius))
                .isInstanceOfSatisfying(Verdict.Review.class, review -> assertThat(review.detail())
                        .contains("mm from the weld's place; allowed for a repaired spot is 20.00 mm"));
        assertThat(closed(Map.of(SPOT, List.of()), beside))
                .isEqualTo(new Verdict.Review(
                        Verdict.Reason.UNCERTAIN,
                        "a spot 15.0 mm from the weld's place is good; whether it stood there before the repair is not"
                                + " known"));
        assertThat(repaired(inView(before, "bare"), beside)).isInstanceOf(Verdict.Review.class);
    }

    /** Imprints in a ring around the place, up to as many as a search keeps, with a gap where {@link #BESIDE} is. */
    private static DrawnPicture withImprints(DrawnPicture picture, int count) {
        for (int i = 1; i <= count; i++) {
            double angle = 2 * Math.PI * i / (SpotSearch.SPOTS_MAX + 1);
            var at = new MmPoint(DrawnLine.SPOT.x() + 16 * Math.cos(angle), DrawnLine.SPOT.y() + 16 * Math.sin(angle));
            picture.with(DrawnPicture.disc(at, 4), DetectorFake.WELD_GREY);
        }
        return picture;
    }

    private static DrawnPicture withSmallImprint(DrawnPicture picture, MmPoint at) {
        return picture.with(DrawnPicture.disc(at, 3), DetectorFake.WELD_GREY);
    }

    /** The smallest imprint is left out of a search that is full: it stood there, and nobody recorded it. */
    @Test
    void a_good_spot_is_not_new_for_having_been_left_out_of_a_full_search() {
        Inspection full = inspected(withSmallImprint(withImprints(part(), SpotSearch.SPOTS_MAX), BESIDE));
        Inspection after = inspected(withSmallImprint(part(), BESIDE));

        assertThat(around(full).found()).hasSize(SpotSearch.SPOTS_MAX).noneSatisfy(found -> assertThat(
                        found.centre().distanceMm(BESIDE))
                .isLessThan(6));
        assertThat(around(after).found()).hasSize(1);
        assertThat(repaired(full, after))
                .isEqualTo(new Verdict.Review(
                        Verdict.Reason.UNCERTAIN,
                        "a spot 15.0 mm from the weld's place is good; whether it stood there before the repair is not"
                                + " known"));
    }

    @Test
    void before_the_repair_a_search_tells_all_only_below_its_limit() {
        Inspection below = inspected(withImprints(part(), SpotSearch.SPOTS_MAX - 1));
        Inspection at = inspected(withImprints(part(), SpotSearch.SPOTS_MAX));
        Inspection beside = inspected(withImprint(part(), BESIDE));

        assertThat(around(below).found()).hasSize(SpotSearch.SPOTS_MAX - 1);
        assertThat(repaired(below, beside)).isEqualTo(new Verdict.Ok());
        assertThat(repaired(at, beside)).isInstanceOf(Verdict.Review.class);
        assertThat(closed(Map.of(SPOT, List.of(below, at)), beside)).isInstanceOf(Verdict.Review.class);
    }

    /** What is known to have stood there is no repair, whatever else the search may lack. */
    @Test
    void a_spot_that_a_full_search_found_is_no_repair() {
        Inspection full = inspected(withImprint(withImprints(part(), SpotSearch.SPOTS_MAX), BESIDE));

        assertThat(repaired(full, inspected(withImprint(part(), BESIDE)))).isEqualTo(MISSING);
    }

    @Test
    void every_frame_of_the_visit_must_show_a_good_new_spot() {
        Inspection before = inspected(part());
        Inspection beside = inspected(withImprint(part(), BESIDE));

        assertThat(repaired(before, beside, inspected(part()))).isEqualTo(MISSING);
    }

    private static Inspection inView(Inspection inspection, String view) {
        FrameHeader h = inspection.header();
        FrameHeader there = new FrameHeader(
                h.frame(),
                h.station(),
                new ViewId(view),
                h.vehicle(),
                h.visit(),
                0,
                false,
                0,
                0,
                0,
                "",
                0,
                h.usefulFor());
        return new Inspection(
                inspection.id(),
                there,
                inspection.creationTime(),
                false,
                true,
                inspection.verdict(),
                inspection.welds(),
                List.of(),
                Optional.empty(),
                inspection.provenance(),
                List.of());
    }
}
