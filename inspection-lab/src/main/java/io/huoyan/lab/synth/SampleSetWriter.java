package io.huoyan.lab.synth;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.image.MatScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Writes a sample set: pictures of several vehicles as the cameras of a station would take them, their manifest, their
 * truth and where they come from. The same folder, catalog and seed give the same bytes.
 */
public final class SampleSetWriter {
    /** The first seed that a sample set must not use: from it on seeds are for training. */
    public static final long SEED_END = PatchRenderer.TRAINING_SEED_FIRST;

    /** Seed of {@code sample-images/body-line}. */
    public static final long BODY_LINE_SEED = 20_711;

    static final String MANIFEST_HEADER =
            "file,camera,station,view,vehicle,isVin,variant,visit,frameNumber,encoding,widthPx,heightPx,light";
    private static final String FRAMES = "frames";
    private static final int JPEG_QUALITY = 92;
    private static final int PNG_COMPRESSION_MOST = 9;
    private static final int LIGHT_ID = 1;
    /** Seeds of one set's scenes follow its own at these distances, all below {@link #SEED_END}. */
    private static final int SEEDS_PER_VEHICLE = 16;

    private final Path setDir;
    private final long seed;
    private final List<SampleSetPlan.Body> bodies;
    private final List<Shot> shots;
    private final SceneRenderer renderer;

    /** Told after each picture. */
    public interface Progress {
        void written(int done, int all, Path file);
    }

    SampleSetWriter(Catalog catalog, Path setDir, long seed) {
        this.setDir = setDir;
        this.seed = seed;
        bodies = SampleSetPlan.roll(catalog, new Dice(seed));
        shots = shots(catalog, bodies);
        renderer = new SceneRenderer(catalog.defects());
    }

    /** {@link #write(Path, long, Progress)} without progress. */
    public static void write(Path setDir, long seed) throws IOException {
        write(setDir, seed, (done, all, file) -> {});
    }

    /**
     * Writes {@code frames/}, {@code manifest.csv}, {@code truth.json} and {@code SOURCE.md} of a set whose
     * {@code catalog/} is there; pictures of an earlier run are removed.
     *
     * @param setDir folder of the set
     * @param seed 0 … {@link #SEED_END} − 1 − 16 · vehicles
     * @param progress told after each picture
     * @throws io.huoyan.core.catalog.CatalogException if the catalog has faults
     */
    public static void write(Path setDir, long seed, Progress progress) throws IOException {
        long seedMax = SEED_END - 1 - (long) SEEDS_PER_VEHICLE * (SampleSetPlan.VEHICLES + 1);
        if (seed < 0 || seed > seedMax) {
            throw new IllegalArgumentException("seed of a sample set is " + seed + "; allowed is 0 to " + seedMax
                    + ": larger ones are for training");
        }
        new SampleSetWriter(CatalogLoader.load(setDir.resolve("catalog")), setDir, seed).write(progress);
    }

    /** @param args folder of the set, and a seed; without a seed {@link #BODY_LINE_SEED} */
    public static void main(String[] args) throws IOException {
        if (args.length < 1 || args.length > 2) {
            System.err.println("usage: SampleSetWriter DIR [SEED]");
            System.exit(2);
            return;
        }
        long seed = args.length == 2 ? Long.parseLong(args[1]) : BODY_LINE_SEED;
        write(Path.of(args[0]), seed, (done, all, file) -> System.out.println(done + "/" + all + " " + file));
    }

    /** A picture to be made. */
    record Shot(SampleSetPlan.Body body, Station station, View view, int bodyIndex, int viewIndex) {
        boolean isPng() {
            return viewIndex % 3 == 2;
        }

        String file() {
            return FRAMES + "/" + body.vin() + "-" + view.camera() + (isPng() ? ".png" : ".jpg");
        }
    }

    List<Shot> shots() {
        return shots;
    }

    RenderedScene render(Shot shot) {
        View.Calibration calibration = shot.view.calibration().orElseThrow();
        List<Weld> welds = shot.body.plan().weldsIn(shot.station.id(), shot.view.id());
        long sceneSeed = seed + 1 + (long) SEEDS_PER_VEHICLE * shot.bodyIndex + shot.viewIndex;
        return renderer.render(calibration, welds, shot.body.faults(), sceneSeed);
    }

    private void write(Progress progress) throws IOException {
        clear(setDir.resolve(FRAMES));
        StringBuilder manifest = new StringBuilder(MANIFEST_HEADER).append('\n');
        TruthJson truth = new TruthJson();
        for (int k = 0; k < shots.size(); k++) {
            Shot shot = shots.get(k);
            RenderedScene scene = render(shot);
            Path file = setDir.resolve(shot.file());
            Files.write(file, encoded(scene, shot.isPng()));
            manifest.append(row(shot, scene)).append('\n');
            scene.welds().forEach(weld -> truth.add(shot.body.vin(), shot.body.variant(), weld));
            progress.written(k + 1, shots.size(), file);
        }
        write("manifest.csv", manifest.toString());
        write("truth.json", truth.text());
        write("SOURCE.md", new SourceNote(seed, bodies, shots.size()).text());
    }

    private static List<Shot> shots(Catalog catalog, List<SampleSetPlan.Body> bodies) {
        List<Shot> shots = new ArrayList<>();
        List<Station> stations = catalog.stations().values().stream()
                .sorted(Comparator.comparing(station -> station.id().value()))
                .toList();
        for (int k = 0; k < bodies.size(); k++) {
            int viewIndex = 0;
            for (Station station : stations) {
                List<View> views = station.views().values().stream()
                        .filter(view -> view.calibration().isPresent())
                        .sorted(Comparator.comparing(view -> view.camera().value()))
                        .toList();
                for (View view : views) {
                    shots.add(new Shot(bodies.get(k), station, view, k, viewIndex++));
                }
            }
        }
        return shots;
    }

    private static String row(Shot shot, RenderedScene scene) {
        return String.join(
                ",",
                shot.file(),
                shot.view.camera().value(),
                shot.station.id().value(),
                shot.view.id().value(),
                shot.body.vin(),
                "true",
                shot.body.variant().value(),
                shot.body.visit(),
                Integer.toString(shot.bodyIndex + 1),
                shot.isPng() ? "PNG" : "JPEG",
                Integer.toString(scene.widthPx()),
                Integer.toString(scene.heightPx()),
                Integer.toString(LIGHT_ID));
    }

    static byte[] encoded(RenderedScene scene, boolean isPng) {
        try (MatScope scope = MatScope.open()) {
            Mat picture =
                    scope.matOf(ByteBuffer.wrap(scene.grey()), scene.heightPx(), scene.widthPx(), scene.widthPx());
            MatOfByte bytes = scope.own(new MatOfByte());
            int[] settings = isPng
                    ? new int[] {Imgcodecs.IMWRITE_PNG_COMPRESSION, PNG_COMPRESSION_MOST}
                    : new int[] {Imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_QUALITY};
            MatOfInt how = scope.own(new MatOfInt(settings));
            if (!Imgcodecs.imencode(isPng ? ".png" : ".jpg", picture, bytes, how)) {
                throw new IllegalStateException("the picture could not be encoded as " + (isPng ? "PNG" : "JPEG"));
            }
            return bytes.toArray();
        }
    }

    private static void clear(Path frames) throws IOException {
        Files.createDirectories(frames);
        try (DirectoryStream<Path> old = Files.newDirectoryStream(frames, "*.{jpg,png}")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
    }

    private void write(String name, String text) throws IOException {
        Files.write(setDir.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
