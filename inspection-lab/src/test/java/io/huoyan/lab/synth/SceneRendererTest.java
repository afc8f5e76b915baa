package io.huoyan.lab.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.measure.Measurand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneRendererTest {
    private static final Path SET = Path.of(System.getProperty("huoyan.root"), "sample-images", "body-line");
    private static final Catalog CATALOG = CatalogLoader.load(SET.resolve("catalog"));
    private static final StationId STATION = new StationId("BS-110");
    private static final ViewId VIEW = new ViewId("right-sill");
    private static final long SEED = 4;
    private static final double TRUE_MM = 0.1;

    private final SceneRenderer renderer = new SceneRenderer(CATALOG.defects());
    private final List<Weld> welds =
            CATALOG.plan(new VariantId("SUV-A")).orElseThrow().weldsIn(STATION, VIEW);
    private final View.Calibration calibration = CATALOG.station(STATION)
            .orElseThrow()
            .views()
            .get(VIEW)
            .calibration()
            .orElseThrow();

    /** The same view through a camera of half the resolution, where sizes do not matter. */
    private final View.Calibration coarse = new View.Calibration(
            640,
            512,
            PlaneMap.straightDown(0.2, new MmPoint(-4, -3)),
            calibration.scaleRelativeUncertainty(),
            calibration.fiducials(),
            calibration.registrationResidualMaxMm());

    private RenderedScene renderCoarse(Map<WeldId, FaultKind> faults) {
        return renderer.render(coarse, welds, faults, SEED);
    }

    private RenderedScene render(Map<WeldId, FaultKind> faults) {
        return renderer.render(calibration, welds, faults, SEED);
    }

    private Weld first(boolean isSpot) {
        return welds.stream()
                .filter(weld -> weld.geometry() instanceof WeldGeometry.Spot == isSpot)
                .findFirst()
                .orElseThrow();
    }

    private static WeldTruth truth(RenderedScene scene, Weld weld) {
        return scene.welds().stream()
                .filter(truth -> truth.weld().equals(weld.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        RenderedScene first = renderCoarse(Map.of());
        RenderedScene second = renderCoarse(Map.of());

        assertThat(second.grey()).isEqualTo(first.grey());
        assertThat(second.labels()).isEqualTo(first.labels());
        assertThat(second.welds()).isEqualTo(first.welds());
    }

    /** The rim is looked for in the brightness of the picture: the steepest rise outwards, on many rays. */
    @Test
    void theDiameterInTheTruthIsTheRimInThePicture() {
        for (long seed = 1; seed <= 2; seed++) {
            RenderedScene scene = renderer.render(calibration, welds, Map.of(), seed);
            for (Weld weld : welds) {
                if (weld.geometry() instanceof WeldGeometry.Spot spot) {
                    WeldTruth truth = truth(scene, weld);
                    List<MmPoint> rim = rim(scene, spot.centre());
                    double cx = rim.stream().mapToDouble(MmPoint::x).average().orElseThrow();
                    double cy = rim.stream().mapToDouble(MmPoint::y).average().orElseThrow();
                    double radius = rim.stream()
                            .mapToDouble(p -> p.distanceMm(new MmPoint(cx, cy)))
                            .average()
                            .orElseThrow();

                    assertThat(2 * radius)
                            .as("diameter of %s, seed %d", weld.id(), seed)
                            .isCloseTo(truth.measures().get(Measurand.SPOT_DIAMETER), within(TRUE_MM));
                    assertThat(spot.centre().distanceMm(new MmPoint(cx, cy)))
                            .as("offset of %s, seed %d", weld.id(), seed)
                            .isCloseTo(truth.measures().get(Measurand.SPOT_OFFSET), within(TRUE_MM));
                }
            }
        }
    }

    private static List<MmPoint> rim(RenderedScene scene, MmPoint nominal) {
        MmPoint centre = nominal;
        List<MmPoint> rim = List.of();
        for (int pass = 0; pass < 3; pass++) {
            rim = new ArrayList<>();
            for (int ray = 0; ray < 90; ray++) {
                double angle = 2 * Math.PI * ray / 90;
                double best = 0;
                double at = 0;
                for (double r = 2.3; r < 3.8; r += 0.02) {
                    double rise = grey(scene, centre, angle, r + 0.08) - grey(scene, centre, angle, r - 0.08);
                    if (rise > best) {
                        best = rise;
                        at = r;
                    }
                }
                rim.add(new MmPoint(centre.x() + at * Math.cos(angle), centre.y() + at * Math.sin(angle)));
            }
            centre = new MmPoint(
                    rim.stream().mapToDouble(MmPoint::x).average().orElseThrow(),
                    rim.stream().mapToDouble(MmPoint::y).average().orElseThrow());
        }
        return rim;
    }

    private static double grey(RenderedScene scene, MmPoint from, double angle, double r) {
        PixelPoint p = scene.pixelToPart()
                .toPixel(new MmPoint(from.x() + r * Math.cos(angle), from.y() + r * Math.sin(angle)));
        int x = (int) Math.floor(p.x());
        int y = (int) Math.floor(p.y());
        double fx = p.x() - x;
        double fy = p.y() - y;
        return (1 - fy) * ((1 - fx) * at(scene, x, y) + fx * at(scene, x + 1, y))
                + fy * ((1 - fx) * at(scene, x, y + 1) + fx * at(scene, x + 1, y + 1));
    }

    private static int at(RenderedScene scene, int x, int y) {
        return scene.grey()[y * scene.widthPx() + x] & 0xFF;
    }

    /**
     * The bead is looked for in the height map, where it rises over the sheet: its own relief against its own truth.
     */
    @Test
    void theWidthsInTheTruthAreThoseOfTheReliefThatIsLit() {
        Weld weld = first(false);
        WeldGeometry.Seam seam = (WeldGeometry.Seam) weld.geometry();
        SceneRenderer.Painted painted = renderer.paint(calibration, welds, Map.of(), new Dice(SEED));
        WeldTruth truth = painted.welds().stream()
                .filter(t -> t.weld().equals(weld.id()))
                .findFirst()
                .orElseThrow();
        CentreLine line = new CentreLine(seam.path());
        List<Double> widths = new ArrayList<>();
        for (double s = 5; s < line.lengthMm() - 5; s += 0.5) {
            double left = toe(painted, line, s, -1);
            double right = toe(painted, line, s, 1);
            if (Math.abs(s - line.lengthMm() / 2) > 2) {
                widths.add(right - left);
            }
        }

        double mean = widths.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        assertThat(mean).isCloseTo(truth.measures().get(Measurand.SEAM_WIDTH_MEAN), within(TRUE_MM));
        assertThat(widths).allSatisfy(width -> assertThat(width)
                .isBetween(
                        truth.measures().get(Measurand.SEAM_WIDTH_MIN) - TRUE_MM,
                        truth.measures().get(Measurand.SEAM_WIDTH_MAX) + TRUE_MM));
    }

    /** Outermost place beside the line where the relief is that of a bead: steep and above bracket and sheet. */
    private static double toe(SceneRenderer.Painted painted, CentreLine line, double s, int side) {
        for (double d = 4.2; d > 0; d -= 0.02) {
            PixelPoint p = painted.pixelToPart().toPixel(line.point(s, side * d));
            PixelPoint before = painted.pixelToPart().toPixel(line.point(s, side * (d + 0.08)));
            if (Math.abs(height(painted.canvas(), p) - height(painted.canvas(), before)) > 0.07) {
                return side * d;
            }
        }
        return Double.NaN;
    }

    private static double height(Canvas canvas, PixelPoint p) {
        int column = (int) Math.round((p.x() + 0.5) * canvas.fineness - 0.5);
        int row = (int) Math.round((p.y() + 0.5) * canvas.fineness - 0.5);
        return canvas.heightMm[row * canvas.columns + column];
    }

    @Test
    void fiducialsLieDarkWhereTheTruePoseOfThePartPutsThem() {
        RenderedScene scene = render(Map.of());
        for (View.Fiducial fiducial : calibration.fiducials()) {
            PixelPoint p = scene.pixelToPart().toPixel(fiducial.centre());
            PixelPoint unmoved = calibration.pixelToMm().toPixel(fiducial.centre());

            assertThat(at(scene, (int) Math.round(p.x()), (int) Math.round(p.y())))
                    .isLessThan(50);
            assertThat(p.distancePx(unmoved)).isBetween(0.1, 25.0);
        }
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void eachFaultLeavesWhatItIsCalledAndNoOtherWeldIsBad(FaultKind kind) {
        Weld weld = first(kind.isForSpots());
        RenderedScene scene = renderCoarse(Map.of(weld.id(), kind));
        WeldTruth truth = truth(scene, weld);

        assertThat(truth.isGood()).isFalse();
        assertThat(scene.welds().stream().filter(WeldTruth::isGood)).hasSize(welds.size() - 1);
        Map<Label, Integer> pixels = java.util.Arrays.stream(Label.values())
                .collect(Collectors.toMap(label -> label, label -> count(scene, label)));
        for (Label label : List.of(Label.CRACK, Label.PORE, Label.SPATTER, Label.BURN_THROUGH, Label.EXCESS)) {
            boolean isMeant =
                    kind.name().endsWith(label == Label.SPATTER && kind.isForSpots() ? "SPLASH" : label.name());
            assertThat(pixels.get(label)).as("%s pixels", label).matches(n -> isMeant ? n > 12 : n == 0);
        }
        boolean isMissing = kind == FaultKind.SPOT_MISSING || kind == FaultKind.SEAM_MISSING;
        assertThat(truth.measures().isEmpty()).isEqualTo(isMissing);
    }

    private static int count(RenderedScene scene, Label label) {
        int count = 0;
        for (byte labels : scene.labels()) {
            count += label.isIn(labels) ? 1 : 0;
        }
        return count;
    }

    @Test
    void aFaultOfTheOtherKindOfWeldIsRefused() {
        Weld spot = first(true);
        assertThatThrownBy(() -> renderCoarse(Map.of(spot.id(), FaultKind.SEAM_CRACK)))
                .hasMessage("fault of spot weld A-R-S1 is SEAM_CRACK; allowed are the faults of spot welds");
        Weld seam = first(false);
        assertThatThrownBy(() -> renderCoarse(Map.of(seam.id(), FaultKind.SPOT_CRACK)))
                .hasMessage("fault of seam A-R-M1 is SPOT_CRACK; allowed are the faults of seams");
    }
}
