package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.QualityLimits;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.judge.Judge;
import io.huoyan.core.testkit.DetectorFake;
import io.huoyan.core.testkit.DrawnPicture;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A line of one station with two views, one of them without calibration, and one variant with a spot and a seam. */
final class DrawnLine {
    static final StationId STATION = new StationId("ST");
    static final RecipeId RECIPE = new RecipeId("recipe");
    static final VariantId VARIANT = new VariantId("V");
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final MmPoint SPOT = new MmPoint(20, 40);
    static final List<MmPoint> SEAM = List.of(new MmPoint(25, 18), new MmPoint(55, 18));
    static final int WIDTH_PX = 800;
    static final int HEIGHT_PX = 600;

    private static final double PLATE_GREY = 100;
    private static final double FIDUCIAL_GREY = 20;
    private static final double FIDUCIAL_MM = 5;
    private static final double BEAD_MM = 6;
    private static final double BLUR_PX = 0.9;
    private static final double NOISE = 2;
    private static final PlaneMap MAP = PlaneMap.straightDown(0.1, new MmPoint(0, 0));
    private static final List<MmPoint> FIDUCIALS =
            List.of(new MmPoint(5, 5), new MmPoint(75, 5), new MmPoint(5, 55), new MmPoint(75, 55));

    private final AtomicLong ids = new AtomicLong();

    InspectionPipeline pipeline(DefectDetector detector) {
        return new InspectionPipeline(
                catalog(),
                Map.of(RECIPE, detector),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> new ResultId("r" + ids.incrementAndGet()),
                "test");
    }

    /** The part as it should be, without its welds. */
    static DrawnPicture plate() {
        DrawnPicture picture = new DrawnPicture(WIDTH_PX, HEIGHT_PX, MAP, PLATE_GREY);
        FIDUCIALS.forEach(f -> picture.with(DrawnPicture.disc(f, FIDUCIAL_MM), FIDUCIAL_GREY));
        return picture;
    }

    static DrawnPicture withSpot(DrawnPicture picture) {
        return picture.with(DrawnPicture.disc(SPOT, BEAD_MM), DetectorFake.WELD_GREY);
    }

    /** A bead as long as the plan says, round ends included. */
    static DrawnPicture withSeam(DrawnPicture picture) {
        double half = BEAD_MM / 2;
        List<MmPoint> path = List.of(
                new MmPoint(SEAM.get(0).x() + half, SEAM.get(0).y()),
                new MmPoint(SEAM.get(1).x() - half, SEAM.get(1).y()));
        return picture.with(DrawnPicture.bead(path, BEAD_MM), DetectorFake.WELD_GREY);
    }

    static DrawnPicture withPore(DrawnPicture picture, MmPoint at) {
        return picture.with(DrawnPicture.disc(at, 1.5), DetectorFake.PORE_GREY);
    }

    /** As raw pixels; the seed of the noise is the frame's number, so that no two are the same. */
    static CapturedImage captured(DrawnPicture picture, String view, long frameNumber) {
        return new CapturedImage(
                DrawnPicture.header(view, frameNumber),
                PixelFormat.MONO8,
                WIDTH_PX,
                HEIGHT_PX,
                0,
                ByteBuffer.wrap(picture.pixels(BLUR_PX, NOISE, frameNumber)));
    }

    static Catalog catalog() {
        View.Calibration calibration = new View.Calibration(
                WIDTH_PX,
                HEIGHT_PX,
                MAP,
                0.003,
                FIDUCIALS.stream().map(f -> new View.Fiducial(f, FIDUCIAL_MM)).toList(),
                0.3);
        CameraId camera = new CameraId("cam");
        View view = new View(new ViewId("view"), camera, Optional.of(calibration));
        View bare = new View(new ViewId("bare"), camera, Optional.empty());
        Station station =
                new Station(STATION, Map.of(view.id(), view, bare.id(), bare), RECIPE, Duration.ofSeconds(60));
        Recipe recipe = new Recipe(
                RECIPE,
                Recipe.Mode.LIVE,
                "fake",
                "1",
                "fp32",
                48,
                Map.of(),
                new QualityLimits(0.08, 0.92, 0.2, 0.6, 0.02, 0.2, 0.35, 0.9));
        return new Catalog(
                Map.of(VARIANT, plan()),
                Map.of(STATION, station),
                Map.of(RECIPE, recipe),
                Map.of("T", standard()),
                names(),
                "c".repeat(64));
    }

    static WeldPlan plan() {
        return new WeldPlan(
                VARIANT,
                List.of(
                        weld("W-SPOT", "21", new WeldGeometry.Spot(SPOT, BEAD_MM)),
                        weld("W-SEAM", "135", new WeldGeometry.Seam(SEAM, BEAD_MM))));
    }

    private static Weld weld(String id, String process, WeldGeometry geometry) {
        return new Weld(
                new WeldId(id),
                STATION,
                List.of(new ViewId("view"), new ViewId("bare")),
                process,
                "steel",
                List.of(1.0),
                Weld.SafetyClass.A,
                geometry,
                "T");
    }

    private static Standard standard() {
        return new Standard(
                "T",
                "test",
                new Standard.Scope(List.of("21", "135"), List.of("steel"), 0.5, 3),
                1.65,
                List.of(
                        rule("§1", Judge.MISSING, "", Standard.Kind.NOT_PERMITTED, Optional.empty()),
                        rule("§2", pore(), "", Standard.Kind.NOT_PERMITTED, Optional.empty())));
    }

    static DefectClass pore() {
        return DefectClass.parse("ISO6520-1:2017");
    }

    private static Standard.Rule rule(
            String clause, DefectClass subject, String quantity, Standard.Kind kind, Optional<Standard.Limit> limit) {
        return new Standard.Rule(clause, subject, quantity, kind, limit);
    }

    static DefectNames names() {
        return new DefectNames(List.of(
                new DefectNames.Entry(pore(), "surface pore", "表面气孔", Optional.of("pore"), List.of("21", "135")),
                new DefectNames.Entry(Judge.MISSING, "missing weld", "漏焊", Optional.empty(), List.of())));
    }
}
