package io.huoyan.lab.synth;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.Result;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.judge.Judge;
import io.huoyan.core.judge.Judgement;
import io.huoyan.core.judge.SeenDefect;
import io.huoyan.core.locate.LocatedWeld;
import io.huoyan.core.locate.Location;
import io.huoyan.core.locate.Locator;
import io.huoyan.core.measure.DefectRuler;
import io.huoyan.core.measure.DefectZone;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.measure.Ruler;
import io.huoyan.core.measure.Scale;
import io.huoyan.core.measure.WeldMeasures;
import io.huoyan.core.measure.WeldSight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.imgproc.Imgproc;

/**
 * The sample set looked at with perfect eyes: the labels of the renderer instead of a network's. What is left,
 * registration, ruler and judge, must then find the truth, or the set's truth is not what its pictures show.
 */
class SampleSetJudgementTest {
    private static final Path SET = Path.of(System.getProperty("huoyan.root"), "sample-images", "body-line");
    private static final Catalog CATALOG = CatalogLoader.load(SET.resolve("catalog"));
    /** One of each variant, both with bad welds: all seven would take a minute. */
    private static final List<Integer> VEHICLES = List.of(0, 5);

    private static final double NETWORK_PIXEL_PX = 1.25;
    private static final int PATCH_SIDE_PX = 192;
    private static final double PATCH_SCALE = 48;

    private final SampleSetWriter writer = new SampleSetWriter(CATALOG, SET, SampleSetWriter.BODY_LINE_SEED);

    @Test
    void perfectEyesGiveEveryWeldTheVerdictAndTheSizesOfItsTruth() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (SampleSetWriter.Shot shot : writer.shots()) {
            if (!VEHICLES.contains(shot.bodyIndex())) {
                continue;
            }
            try (MatScope scope = MatScope.open()) {
                look(shot, scope, wrong);
            }
        }

        assertThat(wrong).isEmpty();
    }

    private void look(SampleSetWriter.Shot shot, MatScope scope, List<String> wrong) throws IOException {
        RenderedScene scene = writer.render(shot);
        Frame frame = decoded(shot, scope);
        View.Calibration calibration = shot.view().calibration().orElseThrow();
        List<Weld> welds =
                shot.body().plan().weldsIn(shot.station().id(), shot.view().id());
        Location location = Locator.locate(frame, calibration, welds, PATCH_SCALE, PATCH_SIDE_PX, scope);
        assertThat(location).as(shot.file()).isInstanceOf(Location.Registered.class);
        Location.Registered found = (Location.Registered) location;
        assertRegistered(shot, scene, found);
        Scale scale = Scale.of(found.registration(), calibration);
        List<Detection> seen = detections(scene, scope);
        for (LocatedWeld located : found.welds()) {
            WeldTruth truth = scene.welds().stream()
                    .filter(t -> t.weld().equals(located.weld().id()))
                    .findFirst()
                    .orElseThrow();
            judge(shot, frame, located, scale, seen, truth, scope, wrong);
        }
    }

    private static void assertRegistered(SampleSetWriter.Shot shot, RenderedScene scene, Location.Registered found) {
        for (PixelPoint p : List.of(new PixelPoint(200, 200), new PixelPoint(1100, 200), new PixelPoint(640, 900))) {
            MmPoint there = scene.pixelToPart().toMm(p);
            assertThat(found.registration().pixelToMm().toMm(p).distanceMm(there))
                    .as("registration of %s at %s, mm", shot.file(), p)
                    .isLessThan(0.05);
        }
    }

    private static void judge(
            SampleSetWriter.Shot shot,
            Frame frame,
            LocatedWeld located,
            Scale scale,
            List<Detection> all,
            WeldTruth truth,
            MatScope scope,
            List<String> wrong) {
        Weld weld = located.weld();
        List<Detection> seen = all.stream()
                .filter(d -> DefectZone.holds(weld.geometry(), d.outline(), scale.pixelToMm()))
                .toList();
        WeldMeasures measures = Ruler.of(weld.geometry())
                .measure(new WeldSight(frame, located.region(), seen, NETWORK_PIXEL_PX, scale), scope);
        Optional<WeldGeometry.Seam> seam =
                weld.geometry() instanceof WeldGeometry.Seam s ? Optional.of(s) : Optional.empty();
        List<SeenDefect> defects = seen.stream()
                .filter(d -> !d.label().equals(Ruler.SEAM_LABEL) && !d.label().equals(Ruler.SPOT_LABEL))
                .map(d -> new SeenDefect(d, DefectRuler.measure(frame, d, NETWORK_PIXEL_PX, scale, seam, scope)))
                .toList();
        Judgement judgement =
                new Judge(CATALOG.defects()).judge(weld, CATALOG.standards().get(weld.standard()), measures, defects);
        String name = shot.body().vin() + " " + weld.id();
        String expected = truth.isGood() ? "OK" : "NOK";
        if (!judgement.verdict().word().equals(expected)) {
            wrong.add(name + " is " + judgement.verdict() + "; truth " + truth);
        }
        for (Measurement measurement : measures.measurements()) {
            Double real = truth.measures().get(measurement.measurand());
            double tolerance = toleranceMm(measurement.measurand());
            if (real != null && Math.abs(measurement.value() - real) > tolerance) {
                wrong.add(name + ": " + measurement.measurand() + " is " + measurement.value() + "; truth is " + real
                        + ", allowed is " + tolerance + " mm off");
            }
        }
    }

    /** A spot's rim is sharp, a bead's toes are as ragged as its ripples, and its tips flat. */
    private static double toleranceMm(Measurand measurand) {
        return switch (measurand) {
            case SPOT_DIAMETER, SPOT_OFFSET -> 0.05;
            case SEAM_LENGTH -> 0.5;
            default -> 0.2;
        };
    }

    private static List<Detection> detections(RenderedScene scene, MatScope scope) {
        List<Detection> detections = new ArrayList<>();
        for (Label label : Label.values()) {
            byte[] mask = new byte[scene.labels().length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (byte) (label.isIn(scene.labels()[i]) ? 255 : 0);
            }
            Mat picture = scope.matOf(ByteBuffer.wrap(mask), scene.heightPx(), scene.widthPx(), scene.widthPx());
            List<MatOfPoint> contours = new ArrayList<>();
            Imgproc.findContours(picture, contours, scope.mat(), Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_NONE);
            for (MatOfPoint contour : contours) {
                scope.own(contour);
                List<PixelPoint> outline = contour.toList().stream()
                        .map(p -> new PixelPoint(p.x, p.y))
                        .toList();
                detections.add(new Detection(label.modelLabel(), 1, outline, Imgproc.contourArea(contour)));
            }
        }
        return detections;
    }

    private static Frame decoded(SampleSetWriter.Shot shot, MatScope scope) throws IOException {
        byte[] bytes = Files.readAllBytes(SET.resolve(shot.file()));
        FrameHeader header = new FrameHeader(
                new FrameId(shot.view().camera(), "boot-1", shot.bodyIndex() + 1L),
                shot.station().id(),
                shot.view().id(),
                new Vehicle(new VehicleId(shot.body().vin()), true, shot.body().variant()),
                new VisitId(shot.body().visit()),
                0,
                false,
                0,
                0,
                0,
                "",
                1,
                Duration.ZERO);
        CapturedImage image = new CapturedImage(
                header, shot.isPng() ? PixelFormat.PNG : PixelFormat.JPEG, 0, 0, 0, ByteBuffer.wrap(bytes));
        Result<Frame> result = Decoders.decode(image, DecodeLimits.defaults(), scope);
        return ((Result.Success<Frame>) result).value();
    }
}
