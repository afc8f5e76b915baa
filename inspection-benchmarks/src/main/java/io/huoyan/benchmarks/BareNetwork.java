package io.huoyan.benchmarks;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.Result;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.locate.Location;
import io.huoyan.core.locate.Locator;
import io.huoyan.core.locate.WeldPatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.opencv.core.Mat;

/** The network alone, on the very patches that the service cuts out of the same frames. */
final class BareNetwork implements AutoCloseable {
    private static final int PATCH_SIDE_PX = 192;

    private final DefectDetector detector;
    private final MatScope scope = MatScope.open();
    private final List<List<Mat>> patchesOfFrames = new ArrayList<>();

    BareNetwork(Catalog catalog, DefectDetector detector, List<SampleFrame> frames) {
        this.detector = detector;
        for (SampleFrame frame : frames) {
            patchesOfFrames.add(patches(catalog, frame.frame()));
        }
    }

    private List<Mat> patches(Catalog catalog, io.huoyan.proto.v1.Frame sent) {
        FrameHeader header = new FrameHeader(
                new FrameId(new CameraId(sent.getCameraId()), sent.getBootId(), 0),
                new StationId(sent.getStationId()),
                new ViewId(sent.getViewId()),
                new Vehicle(
                        new VehicleId(sent.getVehicle().getVehicleId()),
                        sent.getVehicle().getIsVin(),
                        new VariantId(sent.getVehicle().getVariantId())),
                new VisitId(sent.getVisitId()),
                1,
                false,
                0,
                0,
                0,
                "",
                0,
                Duration.ZERO);
        PixelFormat format = PixelFormat.valueOf(sent.getEncoding().name().substring("ENCODING_".length()));
        Result<Frame> decoded = Decoders.decode(
                new CapturedImage(
                        header,
                        format,
                        sent.getWidthPx(),
                        sent.getHeightPx(),
                        0,
                        sent.getData().asReadOnlyByteBuffer()),
                DecodeLimits.defaults(),
                scope);
        if (!(decoded instanceof Result.Success<Frame> success)) {
            throw new IllegalArgumentException("a sample picture cannot be decoded: " + decoded);
        }
        Station station = catalog.station(header.station()).orElseThrow();
        Recipe recipe = catalog.recipes().get(station.recipe());
        View view = station.views().get(header.view());
        List<Weld> welds =
                catalog.plan(header.vehicle().variant()).orElseThrow().weldsIn(station.id(), header.view());
        if (recipe == null || view == null) {
            throw new IllegalArgumentException("the catalog does not know the sample's view " + header.view());
        }
        Location location = Locator.locate(
                success.value(),
                view.calibration().orElseThrow(),
                welds,
                recipe.pixelsPerWeldWidth(),
                PATCH_SIDE_PX,
                scope);
        if (!(location instanceof Location.Registered registered)) {
            throw new IllegalArgumentException("a sample picture cannot be registered: " + location);
        }
        return registered.welds().stream()
                .flatMap(weld -> weld.patches().stream())
                .map(WeldPatch::pixels)
                .toList();
    }

    double patchesPerFrame() {
        return patchesOfFrames.stream().mapToInt(List::size).average().orElseThrow();
    }

    /** Frames a second with so many threads. */
    double run(int threads, double seconds) throws InterruptedException {
        AtomicLong frames = new AtomicLong();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        Thread[] workers = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            int first = t;
            workers[t] = new Thread(() -> {
                for (int i = first; System.nanoTime() < end; i++) {
                    detector.detect(patchesOfFrames.get(i % patchesOfFrames.size()));
                    frames.incrementAndGet();
                }
            });
            workers[t].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return frames.get() / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        scope.close();
    }
}
