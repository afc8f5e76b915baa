package io.huoyan.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.testkit.DrawnPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Discs of known place and size, 0.05 mm a pixel: how far apart are their edges, and which belong together? */
class DefectGroupsTest {
    private static final PlaneMap MAP = PlaneMap.straightDown(0.05, new MmPoint(0, 0));
    private static final double PATCH_PIXEL_PX = 1.25;

    @Test
    void theSpacingOfTwoPoresIsTheWayBetweenTheirEdges() {
        List<List<Measurement>> sizes = measured(disc("pore", 3, 5, 1.0), disc("pore", 5.2, 5, 0.6));
        assertThat(of(sizes, 0, Measurand.DEFECT_SPACING).orElseThrow().value()).isCloseTo(1.4, within(0.04));
        assertThat(of(sizes, 1, Measurand.DEFECT_SPACING).orElseThrow().value()).isCloseTo(1.4, within(0.04));
    }

    /** 1.4 mm apart and 1.0 mm long: no cluster. 0.7 mm apart: one, from edge to far edge. */
    @Test
    void poresNoFartherApartThanTheLongerIsLongAreACluster() {
        List<List<Measurement>> apart = measured(disc("pore", 3, 5, 1.0), disc("pore", 5.2, 5, 0.6));
        List<List<Measurement>> together =
                measured(disc("pore", 3, 5, 1.0), disc("pore", 4.5, 5, 0.6), disc("pore", 8, 5, 0.6));
        assertThat(of(apart, 0, Measurand.DEFECT_CLUSTER_LENGTH)).isEmpty();
        assertThat(of(together, 0, Measurand.DEFECT_CLUSTER_LENGTH)
                        .orElseThrow()
                        .value())
                .isCloseTo(2.3, within(0.06));
        assertThat(of(together, 1, Measurand.DEFECT_CLUSTER_LENGTH)
                        .orElseThrow()
                        .value())
                .isCloseTo(2.3, within(0.06));
        assertThat(of(together, 2, Measurand.DEFECT_CLUSTER_LENGTH)).isEmpty();
    }

    /** Distance just within and just beyond the longer one's length, each by more than the uncertainty. */
    @Test
    void whatTheUncertaintyOfADistanceLeavesOpenIsACluster() {
        List<List<Measurement>> open = measured(disc("pore", 3, 5, 1.0), disc("pore", 4.83, 5, 0.6));
        List<List<Measurement>> clear = measured(disc("pore", 3, 5, 1.0), disc("pore", 5.1, 5, 0.6));
        assertThat(of(open, 0, Measurand.DEFECT_SPACING).orElseThrow().value()).isGreaterThan(1.0);
        assertThat(of(open, 0, Measurand.DEFECT_CLUSTER_LENGTH)).isPresent();
        assertThat(of(clear, 0, Measurand.DEFECT_CLUSTER_LENGTH)).isEmpty();
    }

    @Test
    void defectsOfAnotherLabelAndTheSameThingSeenTwiceAreNoNeighbours() {
        List<List<Measurement>> sizes =
                measured(disc("pore", 3, 5, 1.0), disc("pore", 3.1, 5, 1.0), disc("spatter", 4.4, 5, 0.8));
        for (int i = 0; i < 3; i++) {
            assertThat(of(sizes, i, Measurand.DEFECT_SPACING)).isEmpty();
            assertThat(of(sizes, i, Measurand.DEFECT_CLUSTER_LENGTH)).isEmpty();
        }
    }

    @Test
    void withoutCalibrationNothingIsSaidOfNeighbours() {
        try (MatScope scope = MatScope.open()) {
            List<Disc> discs = List.of(disc("pore", 3, 5, 1.0), disc("pore", 4.5, 5, 0.6));
            List<List<Measurement>> sizes = DefectRuler.measureAll(
                    picture(discs, scope), seen(discs), PATCH_PIXEL_PX, Scale.pixels(), Optional.empty(), scope);
            assertThat(sizes.get(0))
                    .extracting(Measurement::measurand)
                    .containsExactly(Measurand.DEFECT_LENGTH, Measurand.DEFECT_WIDTH, Measurand.DEFECT_AREA);
            assertThat(sizes.get(0).get(2).unit()).isEqualTo(Measurement.Unit.PX2);
        }
    }

    private record Disc(String label, MmPoint at, double diameterMm) {}

    private static Disc disc(String label, double x, double y, double diameterMm) {
        return new Disc(label, new MmPoint(x, y), diameterMm);
    }

    private static Optional<Measurement> of(List<List<Measurement>> sizes, int index, Measurand measurand) {
        return sizes.get(index).stream().filter(m -> m.measurand() == measurand).findFirst();
    }

    private static List<List<Measurement>> measured(Disc... discs) {
        try (MatScope scope = MatScope.open()) {
            return DefectRuler.measureAll(
                    picture(List.of(discs), scope),
                    seen(List.of(discs)),
                    PATCH_PIXEL_PX,
                    new Scale(MAP, Measurement.Unit.MM, 0, 0),
                    Optional.empty(),
                    scope);
        }
    }

    private static Frame picture(List<Disc> discs, MatScope scope) {
        DrawnPicture picture = new DrawnPicture(220, 220, MAP, 150);
        discs.forEach(d -> picture.with(DrawnPicture.disc(d.at(), d.diameterMm()), 30));
        return picture.frame(0.8, 1, 11, scope);
    }

    /** The network's outlines: a little too large. */
    private static List<Detection> seen(List<Disc> discs) {
        List<Detection> seen = new ArrayList<>();
        for (Disc d : discs) {
            List<PixelPoint> outline = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                double angle = 2 * Math.PI * i / 48;
                double radiusMm = d.diameterMm() / 2 + 0.03;
                outline.add(MAP.toPixel(
                        new MmPoint(d.at().x() + radiusMm * Math.cos(angle), d.at().y() + radiusMm * Math.sin(angle))));
            }
            seen.add(new Detection(d.label(), 0.9, outline, Math.PI / 4 * Math.pow(d.diameterMm() / 0.05, 2)));
        }
        return seen;
    }
}
