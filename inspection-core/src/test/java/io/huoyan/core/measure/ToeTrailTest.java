package io.huoyan.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.testkit.DrawnPicture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Masks that do not know the whole bead, or more of it than there is; a seam planned from 5 to 21 mm, 3 mm wide. */
class ToeTrailTest {
    private static final int SIDE_PX = 260;
    private static final double PIXEL_MM = 0.1;
    private static final double PATCH_PIXEL_PX = 1.25;
    private static final double WIDTH_MM = 3;
    private static final double FROM_MM = 5;
    private static final double TO_MM = 21;
    private static final double Y_MM = 13;
    private static final double SHEET = 100;
    private static final double METAL = 150;
    private static final long SEED = 5;

    private final PlaneMap map =
            PlaneMap.ofPixelToMm(new double[] {PIXEL_MM, 0.003, 0, -0.003, PIXEL_MM, 0.5, 0, 0, 1});

    @AfterEach
    void noNativeMemoryIsLeft() {
        assertThat(MatScope.openMats()).isZero();
    }

    /** What lies between two toes beyond a mask need not be bead, so it is told, and doubted. */
    @Test
    void aMaskThatEndsEarlyLeavesADoubtAsLongAsWhatOnlyTheToesShow() {
        for (double earlyMm : new double[] {0.5, 1, 2, 4, 8}) {
            WeldMeasures measures = measured(bead(FROM_MM, TO_MM, METAL), box(FROM_MM, TO_MM - earlyMm, WIDTH_MM / 2));

            Measurement length = measures.measurement(Measurand.SEAM_LENGTH).orElseThrow();
            assertThat(length.value()).as("early by %s mm", earlyMm).isCloseTo(16, within(0.1));
            assertThat(length.standardUncertainty())
                    .as("early by %s mm", earlyMm)
                    .isGreaterThan(0.5 * earlyMm / Math.sqrt(3));
        }
    }

    @Test
    void aHoleInTheMaskIsBridgedWhereTheToesGoOnButMayBeAGap() {
        WeldMeasures measures =
                measured(bead(FROM_MM, TO_MM, METAL), box(FROM_MM, 11, WIDTH_MM / 2), box(15, TO_MM, WIDTH_MM / 2));

        Measurement gap = measures.measurement(Measurand.SEAM_GAP).orElseThrow();
        assertThat(gap.value()).isZero();
        assertThat(gap.standardUncertainty()).isGreaterThan(0.8 * 4 / Math.sqrt(3));
        assertThat(gap.budget()).extracting(Contribution::name).contains("beyond the mask");
        assertThat(measures.measurement(Measurand.SEAM_LENGTH).orElseThrow().value())
                .isCloseTo(16, within(0.1));
    }

    /** The wire stops, the arc's track of the bead's width goes on: its edges are half as steep as the toes. */
    @Test
    void theTrackOfAnArcWithoutWireIsNotSurelyBead() {
        DrawnPicture shorter = track().with(beadShape(FROM_MM, 11), METAL);
        WeldMeasures ends = measured(shorter, box(FROM_MM, 11, WIDTH_MM / 2));
        assertSpans(ends.measurement(Measurand.SEAM_LENGTH).orElseThrow(), 6);

        WeldMeasures none = measured(track(), box(8, 12, WIDTH_MM / 2));
        assertThat(none.measurement(Measurand.SEAM_LENGTH).orElseThrow().standardUncertainty())
                .isGreaterThan(5);

        DrawnPicture parted = track().with(beadShape(FROM_MM, 11), METAL).with(beadShape(17, TO_MM), METAL);
        WeldMeasures gap = measured(parted, box(FROM_MM, 11, WIDTH_MM / 2), box(17, TO_MM, WIDTH_MM / 2));
        assertSpans(gap.measurement(Measurand.SEAM_GAP).orElseThrow(), 6);
        assertSpans(gap.measurement(Measurand.SEAM_LENGTH).orElseThrow(), 10);
    }

    /** A seam is as long as planned and its track goes on: no bead is missing there that the toes could show. */
    @Test
    void whatOnlyToesShowBeyondThePlannedEndIsNeitherLengthNorDoubt() {
        DrawnPicture picture = new DrawnPicture(SIDE_PX, SIDE_PX, map, SHEET)
                .with(beadShape(FROM_MM, TO_MM + 4), 128)
                .with(beadShape(FROM_MM, TO_MM), METAL);

        Measurement length = measured(picture, box(FROM_MM, TO_MM, WIDTH_MM / 2))
                .measurement(Measurand.SEAM_LENGTH)
                .orElseThrow();

        assertThat(length.value()).as("%s", length).isCloseTo(16, within(0.1));
        assertThat(length.standardUncertainty()).as("%s", length).isLessThan(0.2);
    }

    /** The mask ends with the plan, where the picture has no edge, and a clear tip follows: either may be the end. */
    @Test
    void aTipBeyondTheMasksOwnEndIsAsLikelyAsThatAndNeitherIsTakenForSure() {
        Measurement length = measured(bead(FROM_MM, TO_MM + 1.2, METAL), box(FROM_MM, TO_MM, WIDTH_MM / 2))
                .measurement(Measurand.SEAM_LENGTH)
                .orElseThrow();

        assertThat(length.value()).as("%s", length).isBetween(16.1, 17.1);
        assertThat(length.value() - 1.65 * length.standardUncertainty())
                .as("%s", length)
                .isLessThan(16);
        assertThat(length.value() + 1.65 * length.standardUncertainty())
                .as("%s", length)
                .isGreaterThan(17.2);
    }

    /** Between the wide edges of a track a narrow stretch of bead is as narrow as the mask and the picture have it. */
    @Test
    void aNarrowStretchOnATrackStaysNarrow() {
        DrawnPicture picture = track().with(beadShape(FROM_MM, 11.5), METAL)
                .with(beadShape(14.5, TO_MM), METAL)
                .with(p -> Math.max(Math.abs(p.x() - 13) - 3, Math.abs(p.y() - Y_MM) - 0.6), METAL);
        double half = WIDTH_MM / 2;
        Detection seen = outline(new double[][] {
            {FROM_MM, Y_MM - half}, {11, Y_MM - half}, {11, Y_MM - 0.6}, {15, Y_MM - 0.6}, {15, Y_MM - half},
            {TO_MM, Y_MM - half}, {TO_MM, Y_MM + half}, {15, Y_MM + half}, {15, Y_MM + 0.6}, {11, Y_MM + 0.6},
            {11, Y_MM + half}, {FROM_MM, Y_MM + half}
        });

        Measurement least =
                measured(picture, seen).measurement(Measurand.SEAM_WIDTH_MIN).orElseThrow();

        assertThat(least.value()).isCloseTo(1.2, within(0.3));
    }

    @Test
    void aFaceThatBeginsBeyondTheTipIsNotSurelyTheTip() {
        for (double beyondMm : new double[] {0.5, 1, 1.5}) {
            DrawnPicture picture = new DrawnPicture(SIDE_PX, SIDE_PX, map, SHEET)
                    .with(beadShape(FROM_MM, 18), 118)
                    .with(p -> 18 + beyondMm - p.x(), 40);

            Measurement length = measured(picture, box(FROM_MM, 18, WIDTH_MM / 2))
                    .measurement(Measurand.SEAM_LENGTH)
                    .orElseThrow();

            assertSpans(length, 13);
        }
    }

    @Test
    void shortGapsAreMeasuredAsWellAsLongOnes() {
        for (double gapMm : new double[] {0.8, 1, 1.2, 1.4, 2}) {
            for (double atMm : new double[] {13, 13.25}) {
                DrawnPicture parted = bead(FROM_MM, TO_MM, METAL).with(p -> Math.abs(p.x() - atMm) - gapMm / 2, SHEET);
                WeldMeasures measures = measured(
                        parted,
                        box(FROM_MM, atMm - gapMm / 2, WIDTH_MM / 2),
                        box(atMm + gapMm / 2, TO_MM, WIDTH_MM / 2));

                Measurement gap = measures.measurement(Measurand.SEAM_GAP).orElseThrow();
                assertThat(gap.value()).as("gap %s at %s", gapMm, atMm).isCloseTo(gapMm, within(0.1));
                assertThat(gap.standardUncertainty())
                        .as("gap %s at %s", gapMm, atMm)
                        .isLessThan(0.2);
            }
        }
    }

    /** A gap that holds one station: its track's edges run on, and it must not read as none. */
    @Test
    void aShortGapOnATrackIsInDoubt() {
        for (double gapMm : new double[] {0.6, 0.8, 1, 1.4}) {
            for (double atMm : new double[] {13, 13.25}) {
                double from = atMm - gapMm / 2;
                double to = atMm + gapMm / 2;
                DrawnPicture parted = bead(FROM_MM, TO_MM, METAL).with(p -> Math.abs(p.x() - atMm) - gapMm / 2, 130);

                Measurement gap = measured(parted, box(FROM_MM, from, WIDTH_MM / 2), box(to, TO_MM, WIDTH_MM / 2))
                        .measurement(Measurand.SEAM_GAP)
                        .orElseThrow();

                assertThat(gap.value() + 1.65 * gap.standardUncertainty())
                        .as("gap %s at %s: %s", gapMm, atMm, gap)
                        .isGreaterThan(gapMm - 0.05);
            }
        }
    }

    private DrawnPicture track() {
        return new DrawnPicture(SIDE_PX, SIDE_PX, map, SHEET).with(beadShape(FROM_MM, TO_MM), 130);
    }

    private static void assertSpans(Measurement value, double trueMm) {
        assertThat(Math.abs(value.value() - trueMm)).as("%s", value).isLessThan(2 * value.standardUncertainty());
    }

    /** One toe is seen a millimetre inside the mask's edge: the width may be less by that, the middle by half of it. */
    @Test
    void aToeBesideTheMaskIsADoubtOfTheWidthAndHalfAsMuchOfTheOffset() {
        double half = WIDTH_MM / 2;
        Detection bulging = outline(new double[][] {
            {FROM_MM, Y_MM - half},
            {TO_MM, Y_MM - half},
            {TO_MM, Y_MM + half},
            {15, Y_MM + half},
            {15, Y_MM + half + 1},
            {11, Y_MM + half + 1},
            {11, Y_MM + half},
            {FROM_MM, Y_MM + half}
        });

        WeldMeasures measures = measured(bead(FROM_MM, TO_MM, METAL), bulging);

        double ofWidth = besideMask(measures, Measurand.SEAM_WIDTH_MAX);
        assertThat(ofWidth).isCloseTo(1 / Math.sqrt(3), within(0.1));
        assertThat(besideMask(measures, Measurand.SEAM_OFFSET)).isCloseTo(ofWidth / 2, within(0.05));
    }

    /** Of a mask that is too wide on both sides by its toes, one side may be too wide alone. */
    @Test
    void twoToesEquallyFarWithinTheMaskAreADoubtOfTheOffsetBecauseOneOfThemMayBeNone() {
        double half = WIDTH_MM / 2;
        Detection bulging = outline(new double[][] {
            {FROM_MM, Y_MM - half},
            {11, Y_MM - half},
            {11, Y_MM - half - 1},
            {15, Y_MM - half - 1},
            {15, Y_MM - half},
            {TO_MM, Y_MM - half},
            {TO_MM, Y_MM + half},
            {15, Y_MM + half},
            {15, Y_MM + half + 1},
            {11, Y_MM + half + 1},
            {11, Y_MM + half},
            {FROM_MM, Y_MM + half}
        });
        // Its right side bulges indeed, a little darker than the rest.
        DrawnPicture picture = new DrawnPicture(SIDE_PX, SIDE_PX, map, SHEET)
                .with(p -> Math.max(Math.abs(p.x() - 13) - 2, Math.abs(p.y() - Y_MM - 1) - half), 124)
                .with(beadShape(FROM_MM, TO_MM), METAL);

        WeldMeasures measures = measured(picture, bulging);

        assertSpans(measures.measurement(Measurand.SEAM_OFFSET).orElseThrow(), 0.5);
        assertSpans(measures.measurement(Measurand.SEAM_WIDTH_MAX).orElseThrow(), WIDTH_MM + 1);
    }

    @Test
    void oneToeIsADoubtOfTheWidthWhereverTheOtherIs() {
        for (double otherPx : new double[] {-10, 0, 10}) {
            ToeTrail.Beside beside = new ToeTrail.Beside(10, otherPx);
            assertThat(beside.widthPx()).isEqualTo(otherPx < 0 ? 20 : 10);
            assertThat(beside.middlePx()).isEqualTo(otherPx > 0 ? 10 : 5);
        }
    }

    /** Where a bead is round its toes are not the straight lines that are followed; widths leave that out anyway. */
    @Test
    void whatIsBesideTheMaskWhereABeadIsRoundIsNoDoubtOfItsWidth() {
        double half = WIDTH_MM / 2;
        Detection wideStart = outline(new double[][] {
            {FROM_MM, Y_MM - half},
            {TO_MM, Y_MM - half},
            {TO_MM, Y_MM + half},
            {FROM_MM + 2, Y_MM + half},
            {FROM_MM + 2, Y_MM + half + 1},
            {FROM_MM, Y_MM + half + 1}
        });

        WeldMeasures measures = measured(bead(FROM_MM, TO_MM, METAL), wideStart);

        for (Measurand measurand : List.of(
                Measurand.SEAM_WIDTH_MEAN, Measurand.SEAM_WIDTH_MIN, Measurand.SEAM_WIDTH_MAX, Measurand.SEAM_OFFSET)) {
            assertThat(besideMask(measures, measurand)).as("%s", measurand).isZero();
        }
    }

    /** An extreme told where the inside begins, between two stations, is no surer than the station before makes it. */
    @Test
    void whatIsBesideTheMaskAtTheStationBeforeWhereTheInsideBeginsIsADoubtThere() {
        double half = WIDTH_MM / 2;
        for (double upToMm : new double[] {2.6, 2.9, 3.1}) {
            Detection wideStart = outline(new double[][] {
                {FROM_MM, Y_MM - half},
                {TO_MM, Y_MM - half},
                {TO_MM, Y_MM + half},
                {FROM_MM + upToMm, Y_MM + half},
                {FROM_MM + upToMm, Y_MM + half + 1},
                {FROM_MM, Y_MM + half + 1}
            });

            WeldMeasures measures = measured(bead(FROM_MM, TO_MM, METAL), wideStart);

            assertSpans(measures.measurement(Measurand.SEAM_WIDTH_MAX).orElseThrow(), WIDTH_MM);
            assertSpans(measures.measurement(Measurand.SEAM_OFFSET).orElseThrow(), 0);
        }
    }

    private static double besideMask(WeldMeasures measures, Measurand measurand) {
        return measures.measurement(measurand).orElseThrow().budget().stream()
                .filter(contribution -> contribution.name().equals("toes beside the mask"))
                .mapToDouble(Contribution::standardUncertainty)
                .findFirst()
                .orElse(0);
    }

    /** A bead that leaves its plan steadily is farthest from it where what is measured ends, between two stations. */
    @Test
    void anOffsetIsThatWhereTheMeasuredStretchEndsNotAtTheLastStationBeforeIt() {
        double slope = 0.08;
        double half = WIDTH_MM / 2;
        double marginMm = SeamAcross.END_MARGIN_WIDTHS * WIDTH_MM + SeamStretch.FILTER_REACH * SeamStation.SPACING_MM;
        for (double endMm : new double[] {20.95, 20.85, 20.75, 20.65, 20.55}) {
            MmPoint last = new MmPoint(endMm - half, Y_MM + slope * (endMm - half - FROM_MM));
            DrawnPicture picture = new DrawnPicture(SIDE_PX, SIDE_PX, map, SHEET)
                    .with(DrawnPicture.bead(List.of(new MmPoint(FROM_MM, Y_MM), last), WIDTH_MM), METAL);
            double endY = Y_MM + slope * (endMm - FROM_MM);
            Detection seen = outline(new double[][] {
                {FROM_MM - half, Y_MM - half}, {endMm, endY - half}, {endMm, endY + half}, {FROM_MM - half, Y_MM + half}
            });

            Measurement offset =
                    measured(picture, seen).measurement(Measurand.SEAM_OFFSET).orElseThrow();

            assertThat(offset.value())
                    .as("ends at %s: %s", endMm, offset)
                    .isCloseTo(slope * (endMm - marginMm - FROM_MM), within(0.01));
        }
    }

    /** A failure never reads as OK: what is short stays short, and what is parted stays parted. */
    @Test
    void aShortSeamIsNotLengthenedNorAGapClosed() {
        WeldMeasures shorter = measured(bead(FROM_MM, 16, METAL), box(FROM_MM, 16, WIDTH_MM / 2));
        assertThat(shorter.measurement(Measurand.SEAM_LENGTH).orElseThrow().value())
                .isCloseTo(11, within(0.1));
        assertThat(shorter.measurement(Measurand.SEAM_LENGTH).orElseThrow().standardUncertainty())
                .isLessThan(0.1);

        DrawnPicture parted = bead(FROM_MM, 11.5, METAL).with(beadShape(14, TO_MM), METAL);
        WeldMeasures measures = measured(parted, box(FROM_MM, 11.5, WIDTH_MM / 2), box(14, TO_MM, WIDTH_MM / 2));
        assertThat(measures.measurement(Measurand.SEAM_GAP).orElseThrow().value())
                .isCloseTo(2.5, within(0.1));
        assertThat(measures.measurement(Measurand.SEAM_GAP).orElseThrow().standardUncertainty())
                .isLessThan(0.2);
    }

    /** Where a bright bead's heat tint ends, grey rises as at many a tip; this bead's own toes fall. */
    @Test
    void theEndOfAHeatTintIsNotTakenForTheTip() {
        DrawnPicture picture = new DrawnPicture(SIDE_PX, SIDE_PX, map, SHEET)
                .with(DrawnPicture.bead(List.of(new MmPoint(FROM_MM, Y_MM), new MmPoint(17, Y_MM)), WIDTH_MM + 1), 78)
                .with(beadShape(FROM_MM, 17), 110);

        Measurement length = measured(picture, box(FROM_MM, 17, WIDTH_MM / 2))
                .measurement(Measurand.SEAM_LENGTH)
                .orElseThrow();

        assertThat(length.value()).isCloseTo(12, within(0.1));
    }

    /** The edge of an upper sheet runs on along one side of the seam: that alone is no bead, but it is a doubt. */
    @Test
    void oneToeThatGoesOnBeyondAnEarlyEndIsInDoubt() {
        DrawnPicture picture = new DrawnPicture(SIDE_PX, SIDE_PX, map, SHEET)
                .with(p -> p.y() - (Y_MM - WIDTH_MM / 2), METAL)
                .with(beadShape(FROM_MM, 15), METAL);

        Measurement length = measured(picture, box(FROM_MM, 15, WIDTH_MM / 2))
                .measurement(Measurand.SEAM_LENGTH)
                .orElseThrow();

        assertThat(length.standardUncertainty()).isGreaterThan(0.9 * (TO_MM - 15) / Math.sqrt(3));
    }

    @Test
    void whereThePictureShowsNoToesAnEarlyEndIsInDoubtAndNoWidthIsTold() {
        WeldMeasures measures = measured(bead(FROM_MM, TO_MM, SHEET), box(FROM_MM, 17, WIDTH_MM / 2));

        Measurement length = measures.measurement(Measurand.SEAM_LENGTH).orElseThrow();
        assertThat(length.standardUncertainty()).isGreaterThan(0.9 * (TO_MM - 17) / Math.sqrt(3));
        assertThat(measures.measurement(Measurand.SEAM_WIDTH_MEAN)).isEmpty();
    }

    private DrawnPicture bead(double fromMm, double toMm, double grey) {
        return new DrawnPicture(SIDE_PX, SIDE_PX, map, SHEET).with(beadShape(fromMm, toMm), grey);
    }

    private static DrawnPicture.Distance beadShape(double fromMm, double toMm) {
        return DrawnPicture.bead(
                List.of(new MmPoint(fromMm + WIDTH_MM / 2, Y_MM), new MmPoint(toMm - WIDTH_MM / 2, Y_MM)), WIDTH_MM);
    }

    private Detection box(double fromMm, double toMm, double halfMm) {
        return outline(new double[][] {
            {fromMm, Y_MM - halfMm}, {toMm, Y_MM - halfMm}, {toMm, Y_MM + halfMm}, {fromMm, Y_MM + halfMm}
        });
    }

    private Detection outline(double[][] cornersMm) {
        List<PixelPoint> outline = new ArrayList<>();
        for (double[] corner : cornersMm) {
            outline.add(map.toPixel(new MmPoint(corner[0], corner[1])));
        }
        return new Detection("seam", 0.9, outline, 4000);
    }

    private WeldMeasures measured(DrawnPicture picture, Detection... seen) {
        try (MatScope scope = MatScope.open()) {
            WeldGeometry.Seam seam =
                    new WeldGeometry.Seam(List.of(new MmPoint(FROM_MM, Y_MM), new MmPoint(TO_MM, Y_MM)), WIDTH_MM);
            return new SeamRuler(seam)
                    .measure(
                            new WeldSight(
                                    picture.frame(0.9, 2, SEED, scope),
                                    new PixelBox(0, 0, SIDE_PX, SIDE_PX),
                                    List.of(seen),
                                    PATCH_PIXEL_PX,
                                    new Scale(map, Measurement.Unit.MM, 0.0, 0.0)),
                            scope);
        }
    }
}
