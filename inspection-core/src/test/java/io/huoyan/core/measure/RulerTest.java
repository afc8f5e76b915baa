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
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pictures of known geometry in, lengths out: how near, and does the stated uncertainty cover the error? */
class RulerTest {
    private static final int SIDE_PX = 260;
    private static final double BLUR_PX = 0.9;
    private static final double PATCH_PIXEL_PX = 1.25;
    private static final int POSES = 200;
    private static final MmPoint CENTRE = new MmPoint(13, 13);

    @AfterEach
    void noNativeMemoryIsLeft() {
        assertThat(MatScope.openMats()).isZero();
    }

    @Test
    void aSpotWithoutNoiseIsMeasuredToAHundredthOfAMillimetre() {
        WeldMeasures measures = spot(turned(0.1, 0.05, 0.3, 0.7), 6.0, new MmPoint(0.42, -0.31), 0, 1, 0.8);
        Measurement diameter = measures.measurement(Measurand.SPOT_DIAMETER).orElseThrow();
        Measurement offset = measures.measurement(Measurand.SPOT_OFFSET).orElseThrow();
        assertThat(measures.presence()).isEqualTo(WeldMeasures.Presence.SEEN);
        assertThat(diameter.value()).isCloseTo(6.0, within(0.01));
        assertThat(diameter.unit()).isEqualTo(Measurement.Unit.MM);
        assertThat(offset.value()).isCloseTo(Math.hypot(0.42, 0.31), within(0.01));
        assertThat(diameter.standardUncertainty()).isBetween(0.01, 0.05);
    }

    /** JCGM 100, 6.2: k = 2 should cover about 95 % of the errors. */
    @Test
    void theStatedUncertaintyOfASpotCoversItsErrorInRandomPoses() {
        long seed = 20261121;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Coverage diameter = new Coverage("spot diameter");
        Coverage offset = new Coverage("spot offset");
        for (int i = 0; i < POSES; i++) {
            PlaneMap map = turned(
                    0.08 + 0.04 * random.nextDouble(),
                    random.nextDouble() * 6.28,
                    random.nextDouble(),
                    random.nextDouble());
            double trueDiameter = 4 + 4 * random.nextDouble();
            MmPoint off = new MmPoint(random.nextGaussian(), random.nextGaussian());
            WeldMeasures measures = spot(map, trueDiameter, off, 4, random.nextLong(), 1.2 * random.nextDouble());
            diameter.add(measures.measurement(Measurand.SPOT_DIAMETER).orElseThrow(), trueDiameter);
            offset.add(measures.measurement(Measurand.SPOT_OFFSET).orElseThrow(), Math.hypot(off.x(), off.y()));
        }
        diameter.assertHonest(0.05);
        offset.assertHonest(0.05);
    }

    @Test
    void theStatedUncertaintyOfASeamCoversItsErrorInRandomPoses() {
        long seed = 20261122;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Coverage width = new Coverage("seam width mean");
        Coverage least = new Coverage("seam width min");
        Coverage length = new Coverage("seam length");
        Coverage offset = new Coverage("seam offset");
        for (int i = 0; i < POSES; i++) {
            PlaneMap map = turned(
                    0.08 + 0.04 * random.nextDouble(),
                    random.nextDouble() * 6.28,
                    random.nextDouble(),
                    random.nextDouble());
            double trueWidth = 2 + 1.5 * random.nextDouble();
            double trueLength = 9 + 3 * random.nextDouble();
            double off = 0.6 * random.nextGaussian();
            WeldMeasures measures =
                    seam(map, trueWidth, trueLength, off, 0, 4, random.nextLong(), 1.2 * random.nextDouble());
            width.add(measures.measurement(Measurand.SEAM_WIDTH_MEAN).orElseThrow(), trueWidth);
            least.add(measures.measurement(Measurand.SEAM_WIDTH_MIN).orElseThrow(), trueWidth);
            length.add(measures.measurement(Measurand.SEAM_LENGTH).orElseThrow(), trueLength);
            offset.add(measures.measurement(Measurand.SEAM_OFFSET).orElseThrow(), Math.abs(off));
        }
        width.assertHonest(0.03);
        least.assertHonest(0.06);
        length.assertHonest(0.06);
        offset.assertHonest(0.05);
    }

    @Test
    void aGapIsTheLongestStretchWithoutBead() {
        WeldMeasures measures = seam(turned(0.1, 0.02, 0.2, 0.4), 3, 12, 0.2, 2.5, 2, 7, 0.5);
        Measurement gap = measures.measurement(Measurand.SEAM_GAP).orElseThrow();
        Measurement length = measures.measurement(Measurand.SEAM_LENGTH).orElseThrow();
        assertThat(gap.value()).isCloseTo(2.5, within(0.1));
        assertThat(length.value()).isCloseTo(12 - 2.5, within(0.15));
    }

    /** A defective weld must not read OK: a notch of four stations is no stray edge. */
    @Test
    void aNotchOfTwoMillimetresIsTheLeastWidthOfASeam() {
        for (double depthMm : new double[] {0.4, 0.8}) {
            Measurement least =
                    notched(depthMm).measurement(Measurand.SEAM_WIDTH_MIN).orElseThrow();

            assertThat(least.value())
                    .as("depth %s: %s", depthMm, least)
                    .isCloseTo(3 - depthMm, within(Math.min(0.25, 2 * least.standardUncertainty())));
        }
    }

    /** A mask that is drawn straight across a notch hides it from the search: it is found all the same, or in doubt. */
    @Test
    void aNotchThatTheMaskIsDrawnStraightAcrossIsMeasuredOrInDoubt() {
        double straight = notched(0, 0)
                .measurement(Measurand.SEAM_WIDTH_MIN)
                .orElseThrow()
                .standardUncertainty();
        for (double depthMm : new double[] {0.4, 0.8}) {
            Measurement least =
                    notched(depthMm, 0).measurement(Measurand.SEAM_WIDTH_MIN).orElseThrow();

            if (Math.abs(least.value() - (3 - depthMm)) > 0.05) {
                assertThat(least.standardUncertainty())
                        .as("depth %s: %s", depthMm, least)
                        .isGreaterThan(2 * straight);
                assertThat(least.budget()).extracting(Contribution::name).contains("unseen edge");
            }
        }
    }

    private static WeldMeasures notched(double depthMm) {
        return notched(depthMm, depthMm);
    }

    /**
     * A straight bead 3 mm wide with a square notch 2 mm long in one side.
     *
     * @param seenMm how deep the mask sees it
     */
    private static WeldMeasures notched(double depthMm, double seenMm) {
        try (MatScope scope = MatScope.open()) {
            PlaneMap map = turned(0.1, 0, 0, 0);
            List<MmPoint> bead = List.of(new MmPoint(7.5, 13), new MmPoint(18.5, 13));
            var frame = new DrawnPicture(SIDE_PX, SIDE_PX, map, 100)
                    .with(DrawnPicture.bead(bead, 3), 150)
                    .with(p -> Math.max(Math.abs(p.x() - 13) - 1, 14.5 - depthMm - p.y()), 100)
                    .frame(BLUR_PX, 2, 11, scope);
            double top = 14.5;
            double floor = top - seenMm;
            double[][] corners = {
                {6, 11.5}, {20, 11.5}, {20, top}, {14, top}, {14, floor}, {12, floor}, {12, top}, {6, top}
            };
            List<PixelPoint> outline = new ArrayList<>();
            for (double[] corner : corners) {
                outline.add(map.toPixel(new MmPoint(corner[0], corner[1])));
            }
            List<Detection> seen = List.of(new Detection("seam", 0.9, outline, 4000));
            WeldGeometry.Seam seam = new WeldGeometry.Seam(List.of(new MmPoint(6, 13), new MmPoint(20, 13)), 3);
            return new SeamRuler(seam).measure(sight(frame, seen, map), scope);
        }
    }

    @Test
    void aSeamWithoutInterruptionHasAGapOfZero() {
        WeldMeasures measures = seam(turned(0.1, 0, 0.2, 0.4), 3, 12, 0, 0, 2, 7, 0.5);
        assertThat(measures.measurement(Measurand.SEAM_GAP).orElseThrow().value())
                .isZero();
    }

    /** A network may see short stretches of bead in a picture of nothing; both ends are then sought in noise. */
    @Test
    void noStretchOfBeadInAPictureOfNoiseHasALengthBelowZero() {
        long seed = 20261123;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        WeldGeometry.Seam seam = new WeldGeometry.Seam(List.of(new MmPoint(5, 13), new MmPoint(21, 13)), 4);
        for (int i = 0; i < POSES; i++) {
            try (MatScope scope = MatScope.open()) {
                PlaneMap map = turned(0.1, random.nextDouble() * 6.28, 0, 0);
                var frame = new DrawnPicture(SIDE_PX, SIDE_PX, map, 128).frame(BLUR_PX, 40, random.nextLong(), scope);
                double from = 5 + 12 * random.nextDouble();
                double to = from + 1.1 + 3 * random.nextDouble();
                double across = 13 + random.nextGaussian();
                List<Detection> seen = List.of(box(map, from, to, across, 3, 1, i));
                new SeamRuler(seam)
                        .measure(sight(frame, seen, map), scope)
                        .measurements()
                        .forEach(m ->
                                assertThat(m.value()).as(m.measurand().name()).isGreaterThanOrEqualTo(0));
            }
        }
    }

    @Test
    void whereThePictureHasNoEdgeTheMaskIsTakenAndTheUncertaintySaysSo() {
        try (MatScope scope = MatScope.open()) {
            PlaneMap map = turned(0.1, 0, 0, 0);
            var frame = new DrawnPicture(SIDE_PX, SIDE_PX, map, 100).frame(BLUR_PX, 2, 5, scope);
            List<Detection> seen = List.of(new Detection("spot", 0.9, circle(map, CENTRE, 6, 0, 5), 2800));
            WeldMeasures measures =
                    new SpotRuler(new WeldGeometry.Spot(CENTRE, 6)).measure(sight(frame, seen, map), scope);
            Measurement diameter = measures.measurement(Measurand.SPOT_DIAMETER).orElseThrow();
            assertThat(diameter.value()).isCloseTo(6.0, within(0.15));
            double toeMm = Toe.unfitted(Toe.Metal.IMPRINT).standardUncertaintyPx() * 0.1;
            assertThat(diameter.standardUncertainty())
                    .isGreaterThanOrEqualTo(1.999 * Math.hypot(PATCH_PIXEL_PX * 0.1, toeMm));
        }
    }

    @Test
    void nothingSeenNearTheNominalPlaceIsAMissingWeld() {
        try (MatScope scope = MatScope.open()) {
            PlaneMap map = turned(0.1, 0, 0, 0);
            var frame = new DrawnPicture(SIDE_PX, SIDE_PX, map, 100).frame(BLUR_PX, 2, 5, scope);
            WeldGeometry.Seam seam = new WeldGeometry.Seam(List.of(new MmPoint(5, 13), new MmPoint(20, 13)), 3);
            for (Ruler ruler : List.of(Ruler.of(seam), Ruler.of(new WeldGeometry.Spot(CENTRE, 6)))) {
                WeldMeasures measures = ruler.measure(sight(frame, List.of(), map), scope);
                assertThat(measures.presence()).isEqualTo(WeldMeasures.Presence.MISSING);
                assertThat(measures.measurements()).isEmpty();
            }
        }
    }

    @Test
    void presenceIsDecidedByTheShareOfTheNominalAreaSeen() {
        assertThat(Ruler.presence(0.05)).isEqualTo(WeldMeasures.Presence.MISSING);
        assertThat(Ruler.presence(0.0501)).isEqualTo(WeldMeasures.Presence.DOUBTFUL);
        assertThat(Ruler.presence(0.1999)).isEqualTo(WeldMeasures.Presence.DOUBTFUL);
        assertThat(Ruler.presence(0.2)).isEqualTo(WeldMeasures.Presence.SEEN);
    }

    @Test
    void aPoreIsMeasuredByItsEdgeInThePictureNotByItsMask() {
        try (MatScope scope = MatScope.open()) {
            PlaneMap map = turned(0.1, 0.3, 0.4, 0.1);
            MmPoint at = new MmPoint(12.2, 13.1);
            WeldGeometry.Seam seam = new WeldGeometry.Seam(List.of(new MmPoint(6, 13), new MmPoint(20, 13)), 5);
            var frame = new DrawnPicture(SIDE_PX, SIDE_PX, map, 100)
                    .with(DrawnPicture.bead(seam.path(), 5), 180)
                    .with(DrawnPicture.disc(at, 1.2), 30)
                    .frame(BLUR_PX, 2, 3, scope);
            Detection pore = new Detection("pore", 0.9, circle(map, at, 1.2, 1.0, 9), 110);
            List<Measurement> sizes =
                    DefectRuler.measure(frame, pore, PATCH_PIXEL_PX, scale(map), Optional.of(seam), scope);
            assertThat(sizes)
                    .extracting(Measurement::measurand)
                    .containsExactly(
                            Measurand.DEFECT_LENGTH,
                            Measurand.DEFECT_WIDTH,
                            Measurand.DEFECT_AREA,
                            Measurand.DEFECT_POSITION,
                            Measurand.DEFECT_EXTENT);
            assertThat(sizes.get(0).value()).isCloseTo(1.2, within(0.08));
            assertThat(sizes.get(1).value()).isCloseTo(1.2, within(0.08));
            assertThat(sizes.get(2).value()).isCloseTo(Math.PI / 4 * 1.2 * 1.2, within(0.1));
            assertThat(sizes.get(2).unit()).isEqualTo(Measurement.Unit.MM2);
            assertThat(sizes.get(3).value()).isCloseTo(6.2, within(0.1));
            assertThat(sizes.get(4).value()).isCloseTo(1.2, within(0.08));
        }
    }

    @Test
    void withoutCalibrationADefectIsMeasuredInPixels() {
        try (MatScope scope = MatScope.open()) {
            PlaneMap map = turned(0.1, 0.3, 0.4, 0.1);
            var frame = new DrawnPicture(SIDE_PX, SIDE_PX, map, 100)
                    .with(DrawnPicture.disc(CENTRE, 1.2), 30)
                    .frame(BLUR_PX, 2, 3, scope);
            Detection pore = new Detection("pore", 0.9, circle(map, CENTRE, 1.2, 1.0, 9), 110);
            List<Measurement> sizes =
                    DefectRuler.measure(frame, pore, PATCH_PIXEL_PX, Scale.pixels(), Optional.empty(), scope);
            assertThat(sizes.get(0).unit()).isEqualTo(Measurement.Unit.PX);
            assertThat(sizes.get(0).value()).isCloseTo(12, within(0.8));
        }
    }

    /** A patch is filled up beyond the picture's edge; a network may see something there. */
    @Test
    void aDefectBesideThePictureIsMeasuredByItsMask() {
        try (MatScope scope = MatScope.open()) {
            PlaneMap map = turned(0.1, 0, 0, 0);
            var frame = new DrawnPicture(SIDE_PX, SIDE_PX, map, 100).frame(BLUR_PX, 2, 3, scope);
            Detection beside = new Detection("pore", 0.9, circle(map, new MmPoint(60, 13), 1.2, 0, 9), 110);
            List<Measurement> sizes =
                    DefectRuler.measure(frame, beside, PATCH_PIXEL_PX, scale(map), Optional.empty(), scope);
            assertThat(sizes.get(0).value()).isCloseTo(1.2, within(0.05));
            assertThat(sizes.get(0).standardUncertainty()).isGreaterThan(PATCH_PIXEL_PX * 0.1);
        }
    }

    @Test
    void aBeadsWidthIsRoughlyKnownHoweverRaggedItsOutline() {
        Random random = new Random(3);
        List<PixelPoint> outline = new ArrayList<>();
        for (int x = 0; x <= 1000; x += 2) {
            outline.add(new PixelPoint(x, 100 + 8 * random.nextDouble()));
        }
        for (int x = 1000; x >= 0; x -= 2) {
            outline.add(new PixelPoint(x, 220 - 8 * random.nextDouble()));
        }
        try (MatScope scope = MatScope.open()) {
            assertThat(BeadWidth.ofOutlinePx(outline, scope)).isBetween(100.0, 122.0);
            assertThat(BeadWidth.ofOutlinePx(outline.subList(0, 2), scope)).isZero();
        }
    }

    private static WeldMeasures spot(
            PlaneMap map, double diameterMm, MmPoint off, double noise, long seed, double maskErrorPx) {
        try (MatScope scope = MatScope.open()) {
            MmPoint at = new MmPoint(CENTRE.x() + off.x(), CENTRE.y() + off.y());
            var frame = new DrawnPicture(SIDE_PX, SIDE_PX, map, 100)
                    .with(DrawnPicture.disc(at, diameterMm), 150)
                    .frame(BLUR_PX, noise, seed, scope);
            double areaPx = Math.PI / 4 * diameterMm * diameterMm / Math.pow(map.mmPerPixel(new PixelPoint(0, 0)), 2);
            Detection seen = new Detection("spot", 0.9, circle(map, at, diameterMm, maskErrorPx, seed), areaPx);
            return new SpotRuler(new WeldGeometry.Spot(CENTRE, 6)).measure(sight(frame, List.of(seen), map), scope);
        }
    }

    /** A straight bead of the given length over all, round ends included, with a square gap in the middle. */
    private static WeldMeasures seam(
            PlaneMap map,
            double widthMm,
            double lengthMm,
            double offMm,
            double gapMm,
            double noise,
            long seed,
            double maskErrorPx) {
        try (MatScope scope = MatScope.open()) {
            double halfMm = lengthMm / 2;
            List<MmPoint> path =
                    List.of(new MmPoint(CENTRE.x() - halfMm, CENTRE.y()), new MmPoint(CENTRE.x() + halfMm, CENTRE.y()));
            double x0 = CENTRE.x() - halfMm;
            double x1 = CENTRE.x() + halfMm;
            double y = CENTRE.y() + offMm;
            List<MmPoint> bead = List.of(new MmPoint(x0 + widthMm / 2, y), new MmPoint(x1 - widthMm / 2, y));
            DrawnPicture picture =
                    new DrawnPicture(SIDE_PX, SIDE_PX, map, 100).with(DrawnPicture.bead(bead, widthMm), 150);
            List<Detection> seen = new ArrayList<>();
            if (gapMm > 0) {
                picture.with(p -> Math.abs(p.x() - CENTRE.x()) - gapMm / 2, 100);
                seen.add(box(map, x0, CENTRE.x() - gapMm / 2, y, widthMm, maskErrorPx, seed));
                seen.add(box(map, CENTRE.x() + gapMm / 2, x1, y, widthMm, maskErrorPx, seed));
            } else {
                seen.add(box(map, x0, CENTRE.x() + 1, y, widthMm, maskErrorPx, seed));
                seen.add(box(map, CENTRE.x() - 1, x1, y, widthMm, maskErrorPx, seed + 1));
            }
            var frame = picture.frame(BLUR_PX, noise, seed, scope);
            return new SeamRuler(new WeldGeometry.Seam(path, 3)).measure(sight(frame, seen, map), scope);
        }
    }

    private static WeldSight sight(io.huoyan.core.image.Frame frame, List<Detection> seen, PlaneMap map) {
        return new WeldSight(frame, new PixelBox(0, 0, SIDE_PX, SIDE_PX), seen, PATCH_PIXEL_PX, scale(map));
    }

    private static Scale scale(PlaneMap map) {
        return new Scale(map, Measurement.Unit.MM, 0.0, 0.0);
    }

    /**
     * A mask's outline of a disc: the true one, larger or smaller by a slow wave and by jitter of at most
     * {@code errorPx}.
     */
    private static List<PixelPoint> circle(PlaneMap map, MmPoint centre, double diameterMm, double errorPx, long seed) {
        Random random = new Random(seed);
        double phase = random.nextDouble() * 6.28;
        List<PixelPoint> outline = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            double angle = 2 * Math.PI * i / 90;
            double error = errorPx * (0.6 * Math.sin(2 * angle + phase) + 0.4 * (2 * random.nextDouble() - 1));
            double radiusMm = diameterMm / 2 + error * 0.1;
            outline.add(map.toPixel(
                    new MmPoint(centre.x() + radiusMm * Math.cos(angle), centre.y() + radiusMm * Math.sin(angle))));
        }
        return outline;
    }

    private static Detection box(
            PlaneMap map, double x0, double x1, double y, double widthMm, double errorPx, long seed) {
        Random random = new Random(seed);
        double grow = errorPx * 0.1 * (2 * random.nextDouble() - 1);
        List<PixelPoint> outline = new ArrayList<>();
        for (double[] corner : new double[][] {{x0, -1}, {x1, -1}, {x1, 1}, {x0, 1}}) {
            outline.add(map.toPixel(new MmPoint(corner[0], y + corner[1] * (widthMm / 2 + grow))));
        }
        return new Detection("seam", 0.9, outline, (x1 - x0) * widthMm * 100);
    }

    /**
     * A view turned by an angle about the picture's middle, that looks at {@link #CENTRE} up to a fraction of a pixel.
     */
    private static PlaneMap turned(double mmPerPixel, double angle, double fractionX, double fractionY) {
        double c = mmPerPixel * Math.cos(angle);
        double s = mmPerPixel * Math.sin(angle);
        double x = SIDE_PX / 2.0 + fractionX;
        double y = SIDE_PX / 2.0 + fractionY;
        return PlaneMap.ofPixelToMm(
                new double[] {c, -s, CENTRE.x() - c * x + s * y, s, c, CENTRE.y() - s * x - c * y, 0, 0, 1});
    }

    /** Errors of one measurand over many pictures, against their stated uncertainties. */
    private static final class Coverage {
        private final String name;
        private final List<Double> errors = new ArrayList<>();
        private final List<Double> ratios = new ArrayList<>();

        Coverage(String name) {
            this.name = name;
        }

        void add(Measurement measured, double truth) {
            double error = measured.value() - truth;
            errors.add(error);
            ratios.add(Math.abs(error) / measured.standardUncertainty());
        }

        void assertHonest(double rmsMaxMm) {
            double bias =
                    errors.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            double rms =
                    Math.sqrt(errors.stream().mapToDouble(e -> e * e).average().orElseThrow());
            double within2 = ratios.stream().filter(r -> r <= 2).count() / (double) ratios.size();
            double worst =
                    ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            String summary = String.format(
                    "%s: bias %.4f mm, RMS %.4f mm, within 2u %.3f, worst %.2f u", name, bias, rms, within2, worst);
            System.out.println(summary);
            assertThat(rms).as(summary).isLessThan(rmsMaxMm);
            assertThat(within2).as(summary).isGreaterThanOrEqualTo(0.93);
        }
    }
}
