package io.huoyan.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.infer.Instances;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.measure.DefectRuler;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.measure.Scale;
import io.huoyan.core.measure.WeldMeasures;
import io.huoyan.core.measure.WeldMeasures.Presence;
import io.huoyan.core.testkit.DrawnPicture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;

/**
 * From a network's perfect map to the verdict by a sheet that is shipped: pores count each, and what is held against a
 * limit is the whole.
 */
class TouchingPoresTest {
    private static final double MM_PER_PIXEL = 0.05;
    private static final double PATCH_PIXEL_PX = 1.25;
    private static final int SIDE_PX = 240;
    private static final int PATCH_SIDE = 192;
    private static final PlaneMap MAP = PlaneMap.straightDown(MM_PER_PIXEL, new MmPoint(0, 0));
    private static final Catalog CATALOG = CatalogLoader.load(
            Path.of(System.getProperty("huoyan.root", "..")).resolve("sample-images/body-line/catalog"));
    private static final DefectClass PORE = DefectClass.parse("ISO6520-1:2017");

    /** Of 3 mm: pores to 1.5 mm. */
    private static final Standard LEVEL_D =
            Optional.ofNullable(CATALOG.standards().get("ISO13919-1-D")).orElseThrow();

    private record Disc(MmPoint at, double diameterMm) {}

    /** Each by itself is 0.9 mm; how far they may overlap and still count two is {@code TouchingParts}' to say. */
    @ParameterizedTest
    @ValueSource(doubles = {0.68, 0.76, 0.85})
    void twoPoresThatOverlapAreJudgedByTheLengthOfBoth(double apartMm) {
        List<SeenDefect> seen = seen(disc(4, 6, 0.9), disc(4 + apartMm, 6, 0.9));

        assertThat(seen).hasSize(1);
        assertThat(of(seen, Measurand.DEFECT_LENGTH)).isCloseTo(0.9 + apartMm, within(0.06));
        assertThat(of(seen, Measurand.DEFECT_EXTENT)).isCloseTo(0.9 + apartMm, within(0.06));
        assertThat(verdict(LEVEL_D, seen)).isIn("REVIEW", "NOK");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.76, 0.85})
    void twoPoresThatOverlapByLittleCountTwo(double apartMm) {
        assertThat(count(seen(disc(4, 6, 0.9), disc(4 + apartMm, 6, 0.9)))).isEqualTo(2);
    }

    @Test
    void aWindingWormHoleIsJudgedByItsWholeLength() {
        List<SeenDefect> seen = seen(disc(4, 6, 1.1), disc(5.05, 6.15, 1.1), disc(6.1, 6, 1.1));

        assertThat(seen).hasSize(1);
        assertThat(of(seen, Measurand.DEFECT_LENGTH)).isCloseTo(3.2, within(0.1));
        assertThat(verdict(LEVEL_D, seen)).isEqualTo("NOK");
        assertThat(count(seen)).isEqualTo(3);
    }

    @Test
    void aSinglePoreIsWhatItWas() {
        List<SeenDefect> seen = seen(disc(4, 6, 0.9));

        assertThat(seen).hasSize(1);
        assertThat(of(seen, Measurand.DEFECT_LENGTH)).isCloseTo(0.9, within(0.05));
        assertThat(verdict(LEVEL_D, seen)).isEqualTo("OK");
        assertThat(count(seen)).isEqualTo(1);
    }

    private static Disc disc(double x, double y, double diameterMm) {
        return new Disc(new MmPoint(x, y), diameterMm);
    }

    private static double of(List<SeenDefect> seen, Measurand measurand) {
        return seen.get(0).size(measurand).orElseThrow().value();
    }

    private static String verdict(Standard standard, List<SeenDefect> seen) {
        return judgement(standard, seen).verdict().word();
    }

    private static double count(List<SeenDefect> seen) {
        Standard.Rule rule = new Standard.Rule(
                "count",
                PORE,
                "DEFECT_COUNT",
                Standard.Kind.AT_MOST,
                Optional.of(Standard.Limit.constant(5)),
                Optional.of(10.0));
        Standard counting = new Standard("T", "test", LEVEL_D.scope(), LEVEL_D.guardFactor(), List.of(rule));
        return judgement(counting, seen)
                .findings()
                .get(0)
                .measured()
                .orElseThrow()
                .value();
    }

    private static Judgement judgement(Standard standard, List<SeenDefect> seen) {
        return new Judge(CATALOG.defects())
                .judge(weld(), standard, new WeldMeasures(Presence.SEEN, 1, List.of(), List.of()), seen);
    }

    private static WeldGeometry.Seam seam() {
        return new WeldGeometry.Seam(List.of(new MmPoint(1, 6), new MmPoint(11, 6)), 3);
    }

    private static Weld weld() {
        return new Weld(
                new WeldId("W1"),
                new StationId("ST"),
                List.of(new ViewId("view")),
                "52",
                "steel",
                List.of(3.0),
                Weld.SafetyClass.A,
                seam(),
                LEVEL_D.id());
    }

    private static List<SeenDefect> seen(Disc... discs) {
        try (MatScope scope = MatScope.open()) {
            DrawnPicture picture = new DrawnPicture(SIDE_PX, SIDE_PX, MAP, 150);
            List.of(discs).forEach(d -> picture.with(DrawnPicture.disc(d.at(), d.diameterMm()), 30));
            WeldPatch patch = new WeldPatch(
                    scope.mat(PATCH_SIDE, PATCH_SIDE, CvType.CV_8UC3),
                    PlaneMap.straightDown(PATCH_PIXEL_PX, new MmPoint(0, 0)),
                    new PixelBox(0, 0, SIDE_PX, SIDE_PX),
                    1);
            ModelDescription model = new ModelDescription(
                    "kit", "1", "00", "fp32", List.of("pore"), Map.of("pore", 0.5), Map.of("pore", 4.0), 32, 72, 32);
            List<Detection> things =
                    Instances.merged(Instances.of(map(patch, List.of(discs)), model, Map.of(), patch, scope));
            List<List<Measurement>> sizes = DefectRuler.measureAll(
                    picture.frame(0.8, 1, 11, scope),
                    things,
                    PATCH_PIXEL_PX,
                    new Scale(MAP, Measurement.Unit.MM, 0, 0),
                    Optional.of(seam()),
                    scope);
            return SeenDefect.all(things, sizes);
        }
    }

    private static ProbabilityMaps map(WeldPatch patch, List<Disc> discs) {
        float[] probability = new float[PATCH_SIDE * PATCH_SIDE];
        for (int i = 0; i < probability.length; i++) {
            PixelPoint original = patch.toOriginal(i % PATCH_SIDE, Math.floorDiv(i, PATCH_SIDE));
            MmPoint at = MAP.toMm(original);
            boolean isInside = discs.stream().anyMatch(d -> d.at().distanceMm(at) <= d.diameterMm() / 2);
            probability[i] = isInside ? 0.9f : 0.1f;
        }
        return new ProbabilityMaps(1, PATCH_SIDE, PATCH_SIDE, probability);
    }
}
