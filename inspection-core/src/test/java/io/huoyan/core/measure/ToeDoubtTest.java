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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is not known of an edge because another one lies beside it, and of a middle because two toes are alike. */
class ToeDoubtTest {
    private static final double BLUR_PX = 0.9;
    private static final double MM_PER_PIXEL = 0.1;
    private static final double PATCH_PIXEL_PX = 1.25;
    private static final double REACH_PX = 8 * PATCH_PIXEL_PX;
    private static final double CREASE_PX = 3.8;
    private static final double WAY_OF_THE_OTHER_SIDE_PX = 3 * BLUR_PX;
    private static final PlaneMap MAP = PlaneMap.straightDown(MM_PER_PIXEL, new MmPoint(0, 0));
    private static final Scale SCALE =
            new Scale(MAP, Measurement.Unit.MM, 0, 0, 0, 0, 0, Optional.empty(), Optional.of(BLUR_PX));

    @Test
    void anotherEdgeAsStrongIsADoubtOfHalfItsDistance() {
        assertThat(rivalPx(-8, 1.7)).isCloseTo(4, within(0.3));
        assertThat(rivalPx(6, 1)).isCloseTo(3, within(0.3));
    }

    @Test
    void aWeakerEdgeIsNone() {
        assertThat(rivalPx(-8, 0.66)).isZero();
        assertThat(rivalPx(-8, 0.74)).isGreaterThan(3);
    }

    @Test
    void whatLiesNearerThanACreaseIsWideIsTheToeAndWhatIsBeyondAMasksErrorIsAnotherThing() {
        assertThat(rivalPx(-3.5, 1.7)).isZero();
        assertThat(rivalPx(-4.5, 1.7)).isGreaterThan(1.5);
        assertThat(rivalPx(-REACH_PX + 0.5, 1.7)).isGreaterThan(4);
        assertThat(rivalPx(-REACH_PX - 0.6, 1.7)).isZero();
    }

    /** The two sides of a crease that is as wide as creases are. */
    @Test
    void theOtherSideOfACreaseIsNone() {
        double nearest = 4 + WAY_OF_THE_OTHER_SIDE_PX;

        assertThat(rivalPx(-nearest + 0.6, -1.7)).isZero();
        assertThat(rivalPx(-nearest - 0.6, -1.7)).isGreaterThan(3);
    }

    @Test
    void withoutAProfileNothingIsSaidOfOtherEdges() {
        assertThat(ToeDoubt.rivalPx(Optional.empty(), CREASE_PX, SCALE, PATCH_PIXEL_PX))
                .isZero();
    }

    /** What widens a bead on both sides leaves its middle where it is; what one side does moves it by half. */
    @Test
    void theMiddleIsKnownBetterThanTwoToesThatErrTogether() {
        ToeDoubt one = new ToeDoubt(1, 0);
        ToeDoubt none = new ToeDoubt(0, 0);

        assertThat(ToeDoubt.middleToePx(one, one)).isCloseTo(0.5, within(1e-9));
        assertThat(ToeDoubt.middleToePx(one, none)).isCloseTo(0.5, within(1e-9));
        assertThat(ToeDoubt.middleToePx(one, new ToeDoubt(0.5, 0)))
                .isCloseTo(Math.sqrt(1 + 0.25 - 0.5) / 2, within(1e-9));
    }

    /** The case of a part's edge 0.8 mm beside a bead, along which a network drew its mask. */
    @Test
    void aBeadWhoseMaskRunsAlongAPartsEdgeIsInDoubtByIt() {
        WeldMeasures measures = beadBesideAPartsEdge(15.3);

        Measurement width = measures.measurement(Measurand.SEAM_WIDTH_MEAN).orElseThrow();
        Measurement offset = measures.measurement(Measurand.SEAM_OFFSET).orElseThrow();
        assertThat(width.value()).as("the part's edge is taken").isGreaterThan(3.6);
        assertThat(Math.abs(width.value() - 3)).isLessThan(2.5 * width.standardUncertainty());
        assertThat(offset.value()).isLessThan(2.5 * offset.standardUncertainty());
        assertThat(width.budget()).extracting(Contribution::name).contains("another edge");
        assertThat(offset.budget()).extracting(Contribution::name).contains("another edge");
    }

    @Test
    void aBeadFarFromAPartsEdgeIsNot() {
        Measurement width =
                beadBesideAPartsEdge(17).measurement(Measurand.SEAM_WIDTH_MEAN).orElseThrow();

        assertThat(width.budget()).extracting(Contribution::name).doesNotContain("another edge");
        assertThat(width.standardUncertainty()).isLessThan(0.1);
    }

    /** A bead from y 11.5 to 14.5 mm with a dark crease at its toes; its mask goes on to the line of a part's edge. */
    private static WeldMeasures beadBesideAPartsEdge(double edgeMm) {
        double maskMm = edgeMm < 16 ? edgeMm : 14.5;
        List<MmPoint> bead = List.of(new MmPoint(7.5, 13), new MmPoint(18.5, 13));
        try (MatScope scope = MatScope.open()) {
            var frame = new DrawnPicture(260, 260, MAP, 130)
                    .with(DrawnPicture.bead(bead, 3), 40)
                    .with(DrawnPicture.bead(bead, 2.6), 120)
                    .with(p -> Math.abs(p.y() - edgeMm) - 0.1, 70)
                    .frame(BLUR_PX, 2, 11, scope);
            List<PixelPoint> outline = List.of(
                    MAP.toPixel(new MmPoint(6, 11.5)),
                    MAP.toPixel(new MmPoint(20, 11.5)),
                    MAP.toPixel(new MmPoint(20, maskMm)),
                    MAP.toPixel(new MmPoint(6, maskMm)));
            WeldGeometry.Seam seam = new WeldGeometry.Seam(List.of(new MmPoint(6, 13), new MmPoint(20, 13)), 3);
            return new SeamRuler(seam)
                    .measure(
                            new WeldSight(
                                    frame,
                                    new PixelBox(0, 0, 260, 260),
                                    List.of(new Detection("seam", 0.9, outline, 4000)),
                                    PATCH_PIXEL_PX,
                                    SCALE),
                            scope);
        }
    }

    /** @param strength of an edge so far outwards, shares of the located one's; below 0 where grey goes back again */
    private static double rivalPx(double atPx, double strength) {
        double[] profile = new double[ToeFit.PLACES];
        for (int i = 0; i < profile.length; i++) {
            double outPx = i * ToeFit.STEP_PX - ToeFit.INSIDE_PX;
            profile[i] = 0.3
                    + 0.1 * ErrorFunction.normal(outPx / BLUR_PX)
                    + 0.1 * strength * ErrorFunction.normal((outPx - atPx) / BLUR_PX);
        }
        return ToeDoubt.rivalPx(Optional.of(profile), CREASE_PX, SCALE, PATCH_PIXEL_PX);
    }
}
