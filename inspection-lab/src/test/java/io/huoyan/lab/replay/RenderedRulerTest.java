package io.huoyan.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.measure.Ruler;
import io.huoyan.core.measure.Scale;
import io.huoyan.core.measure.WeldMeasures;
import io.huoyan.core.measure.WeldSight;
import io.huoyan.core.testkit.DrawnPicture;
import io.huoyan.lab.synth.RenderedScene;
import io.huoyan.lab.synth.SceneRenderer;
import io.huoyan.lab.synth.WeldTruth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The ruler on rendered parts, whose truth is known, with the mask of a network that sees right but only in pixels of a
 * quarter more than the camera's: what is left are the ruler's own errors.
 */
class RenderedRulerTest {
    private static final long FIRST_SEED = 31_000;
    private static final int PARTS_PER_VIEW = 8;
    private static final double PATCH_PIXEL_PX = 1.25;
    private static final byte SEAM = 1;
    private static final byte SPOT = 2;

    private final Map<Measurand, List<double[]>> errors = new EnumMap<>(Measurand.class);

    @Test
    void goodWeldsOfRenderedPartsAreMeasuredWithinWhatIsStated() {
        System.out.println("seed " + FIRST_SEED);
        Catalog catalog =
                CatalogLoader.load(Path.of(System.getProperty("huoyan.root"), "sample-images/body-line/catalog"));
        long seed = FIRST_SEED;
        for (WeldPlan plan : catalog.plans().values()) {
            for (Station station : catalog.stations().values()) {
                for (View view : station.views().values()) {
                    for (int part = 0; part < PARTS_PER_VIEW; part++) {
                        measure(catalog, view, plan.weldsIn(station.id(), view.id()), seed++);
                    }
                }
            }
        }
        errors.forEach((measurand, all) -> {
            double bias = all.stream().mapToDouble(e -> e[0]).average().orElseThrow();
            double rms = Math.sqrt(
                    all.stream().mapToDouble(e -> e[0] * e[0]).average().orElseThrow());
            double worst = all.stream().mapToDouble(e -> Math.abs(e[0])).max().orElseThrow();
            double covered =
                    all.stream().filter(e -> Math.abs(e[0]) <= 2 * e[1]).count() / (double) all.size();
            double meanU = all.stream().mapToDouble(e -> e[1]).average().orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "%-16s n %3d bias %+.3f rms %.3f worst %.3f mm, mean u %.3f, within 2u %.2f%n",
                    measurand,
                    all.size(),
                    bias,
                    rms,
                    worst,
                    meanU,
                    covered);
        });
        assertHonest(Measurand.SPOT_DIAMETER, 0.04);
        assertHonest(Measurand.SPOT_OFFSET, 0.04);
        assertHonest(Measurand.SEAM_WIDTH_MEAN, 0.25);
        assertHonest(Measurand.SEAM_WIDTH_MIN, 0.25);
        assertHonest(Measurand.SEAM_LENGTH, 0.25);
        assertHonest(Measurand.SEAM_OFFSET, 0.1);
    }

    private void assertHonest(Measurand measurand, double rmsMaxMm) {
        List<double[]> all = errors.getOrDefault(measurand, List.of());
        double rms =
                Math.sqrt(all.stream().mapToDouble(e -> e[0] * e[0]).average().orElseThrow());
        double covered = all.stream().filter(e -> Math.abs(e[0]) <= 2 * e[1]).count() / (double) all.size();
        assertThat(rms).as("RMS of " + measurand + ", mm").isLessThan(rmsMaxMm);
        assertThat(covered)
                .as("share of errors of " + measurand + " within 2 u")
                .isGreaterThanOrEqualTo(0.9);
    }

    private void measure(Catalog catalog, View view, List<Weld> welds, long seed) {
        View.Calibration calibration = view.calibration().orElseThrow();
        RenderedScene scene = new SceneRenderer(catalog.defects()).render(calibration, welds, Map.of(), seed);
        try (MatScope scope = MatScope.open()) {
            Mat pixels = scope.mat(scene.heightPx(), scene.widthPx(), CvType.CV_8UC1);
            pixels.put(0, 0, scene.grey());
            Frame frame = new Frame(DrawnPicture.header("view", seed), pixels, 255);
            List<Detection> seen = new ArrayList<>(blobs(scene, SEAM, Ruler.SEAM_LABEL, scope));
            seen.addAll(blobs(scene, SPOT, Ruler.SPOT_LABEL, scope));
            Scale scale = new Scale(scene.pixelToPart(), Measurement.Unit.MM, 0, 0);
            for (int i = 0; i < welds.size(); i++) {
                PixelBox all = new PixelBox(0, 0, scene.widthPx(), scene.heightPx());
                WeldMeasures measures = Ruler.of(welds.get(i).geometry())
                        .measure(new WeldSight(frame, all, seen, PATCH_PIXEL_PX, scale), scope);
                WeldTruth truth = scene.welds().get(i);
                measures.measurements().forEach(m -> {
                    Double known = truth.measures().get(m.measurand());
                    if (known != null) {
                        errors.computeIfAbsent(m.measurand(), any -> new ArrayList<>())
                                .add(new double[] {m.value() - known, m.standardUncertainty()});
                    }
                });
            }
        }
    }

    /** Outlines of a label, seen in larger pixels and cleaned of specks. */
    private static List<Detection> blobs(RenderedScene scene, byte bit, String label, MatScope scope) {
        Mat labels = scope.mat(scene.heightPx(), scene.widthPx(), CvType.CV_8UC1);
        byte[] mask = new byte[scene.labels().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (scene.labels()[i] & bit) != 0 ? (byte) 255 : 0;
        }
        labels.put(0, 0, mask);
        Mat coarse = scope.mat();
        Imgproc.resize(
                labels,
                coarse,
                new Size(scene.widthPx() / PATCH_PIXEL_PX, scene.heightPx() / PATCH_PIXEL_PX),
                0,
                0,
                Imgproc.INTER_AREA);
        Mat binary = scope.mat();
        Imgproc.threshold(coarse, binary, 127, 255, Imgproc.THRESH_BINARY);
        List<MatOfPoint> contours = new ArrayList<>();
        Imgproc.findContours(binary, contours, scope.mat(), Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_NONE);
        List<Detection> found = new ArrayList<>();
        for (MatOfPoint contour : contours) {
            scope.own(contour);
            double area = Imgproc.contourArea(contour) * PATCH_PIXEL_PX * PATCH_PIXEL_PX;
            if (area > 100) {
                List<PixelPoint> outline = contour.toList().stream()
                        .map(p ->
                                new PixelPoint((p.x + 0.5) * PATCH_PIXEL_PX - 0.5, (p.y + 0.5) * PATCH_PIXEL_PX - 0.5))
                        .toList();
                found.add(new Detection(label, 1, outline, area));
            }
        }
        return found;
    }
}
