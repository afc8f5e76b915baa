package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Writes a labelled set of specimens: pictures, masks, truth in mm, and labels in the YOLO format, so that whatever
 * reads a set of photographs reads it too.
 */
public final class SpecimenSetWriter {
    /** Specimens that each thread renders before progress is told. */
    private static final int BATCH = 2;

    private final StudioPlan plan;
    private final ClassScheme scheme;
    private final int threads;

    /** @param threads that render at a time, 1 or more; the bytes do not depend on them */
    public SpecimenSetWriter(StudioPlan plan, ClassScheme scheme, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads are " + threads + "; allowed is 1 or more");
        }
        this.plan = plan;
        this.scheme = scheme;
        this.threads = threads;
    }

    /**
     * @param out a new folder
     * @param count specimens
     * @param firstSeed of them
     * @param progress told after each
     * @return how many defects there are of each kind, and good welds
     * @throws IOException if a file cannot be written; nothing is left then
     */
    public Map<String, Integer> write(Path out, int count, long firstSeed, SampleSetWriter.Progress progress)
            throws IOException {
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + "; allowed is 1 or more");
        }
        return NewFolder.write(out, half -> writeHalf(half, out, count, firstSeed, progress));
    }

    private Map<String, Integer> writeHalf(
            Path half, Path out, int count, long firstSeed, SampleSetWriter.Progress progress) throws IOException {
        for (String folder : List.of("images", "masks", "truth", "labels")) {
            Files.createDirectories(half.resolve(folder));
        }
        List<String> names = new ArrayList<>(List.of("names:"));
        List<String> classes = scheme.classes();
        for (int k = 0; k < classes.size(); k++) {
            names.add("  " + k + ": " + classes.get(k));
        }
        Files.write(half.resolve("data.yaml"), names);
        Files.writeString(half.resolve("CARD.md"), card(count, firstSeed));
        Map<String, Integer> counts = new TreeMap<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            for (int from = 0; from < count; from += BATCH * threads) {
                int to = Math.min(count, from + BATCH * threads);
                for (SpecimenWeld weld : written(workers, half, from, to, firstSeed)) {
                    weld.defects().forEach(defect -> counts.merge(defect.kind().label(), 1, Integer::sum));
                    if (weld.defects().isEmpty()) {
                        counts.merge(scheme.good(), 1, Integer::sum);
                    }
                }
                progress.written(to, count, out);
            }
        } finally {
            workers.shutdownNow();
        }
        return counts;
    }

    private String card(int count, long firstSeed) {
        return String.format(
                Locale.ROOT,
                """
                # Synthetic

                %d specimens rendered by huoyan synth, seeds from %d, classes %s. No photograph is in it.

                images/ pictures; masks/ one grey picture each: 0 sheet, 1 weld, from 2 on the defects of the truth;
                truth/ geometry in mm, camera and light; labels/ outlines in the YOLO format, classes in data.yaml.
                """,
                count,
                firstSeed,
                scheme.name().toLowerCase(Locale.ROOT));
    }

    private List<SpecimenWeld> written(ExecutorService workers, Path half, int from, int to, long firstSeed)
            throws IOException {
        SpecimenRenderer renderer = new SpecimenRenderer(plan);
        List<Callable<SpecimenWeld>> tasks = new ArrayList<>();
        for (int k = from; k < to; k++) {
            String name = String.format(Locale.ROOT, "specimen-%06d", k);
            long seed = firstSeed + k;
            tasks.add(() -> {
                RenderedSpecimen specimen = renderer.render(seed);
                write(half, name, specimen, scheme.classes());
                return specimen.weld();
            });
        }
        List<SpecimenWeld> welds = new ArrayList<>();
        try {
            for (Future<SpecimenWeld> task : workers.invokeAll(tasks)) {
                welds.add(task.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("rendering was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("rendering failed", e);
        }
        return welds;
    }

    private void write(Path out, String name, RenderedSpecimen specimen, List<String> classes) throws IOException {
        int side = specimen.side();
        try (MatScope scope = MatScope.open()) {
            Mat picture = scope.mat(side, side, CvType.CV_8UC3);
            picture.put(0, 0, specimen.bgr());
            store(picture, out.resolve("images").resolve(name + ".png"));
            Mat mask = scope.mat(side, side, CvType.CV_8UC1);
            mask.put(0, 0, specimen.mask());
            store(mask, out.resolve("masks").resolve(name + ".png"));
        }
        Files.writeString(
                out.resolve("truth").resolve(name + ".json"),
                SpecimenJson.text(specimen, "images/" + name + ".png", "masks/" + name + ".png") + "\n");
        Files.write(out.resolve("labels").resolve(name + ".txt"), lines(specimen, classes));
    }

    private static void store(Mat mat, Path file) throws IOException {
        if (!Imgcodecs.imwrite(file.toString(), mat)) {
            throw new IOException(file + " could not be written");
        }
    }

    private List<String> lines(RenderedSpecimen specimen, List<String> classes) {
        List<String> lines = new ArrayList<>();
        SpecimenWeld weld = specimen.weld();
        for (SpecimenDefect defect : weld.defects()) {
            Optional<String> name = scheme.of(defect.kind());
            if (name.isPresent()) {
                int number = classes.indexOf(name.get());
                defect.outlines()
                        .forEach(outline -> line(specimen, number, outline).ifPresent(lines::add));
            }
        }
        Optional<String> whole = weld.defects().isEmpty() ? Optional.of(scheme.good()) : scheme.bad();
        whole.ifPresent(name -> weld.outlines().forEach(outline -> line(specimen, classes.indexOf(name), outline)
                .ifPresent(lines::add)));
        return lines;
    }

    /** An outline in shares of the picture; empty if nothing of it is in the picture. */
    private static Optional<String> line(RenderedSpecimen specimen, int number, Outline outline) {
        double side = specimen.side();
        StringBuilder line = new StringBuilder(Integer.toString(number));
        double minX = side;
        double maxX = 0;
        double minY = side;
        double maxY = 0;
        for (MmPoint corner : outline.corners()) {
            PixelPoint pixel = specimen.pixelToMm().toPixel(corner);
            double x = Math.max(0, Math.min(side, pixel.x() + 0.5));
            double y = Math.max(0, Math.min(side, pixel.y() + 0.5));
            minX = Math.min(minX, x);
            maxX = Math.max(maxX, x);
            minY = Math.min(minY, y);
            maxY = Math.max(maxY, y);
            line.append(String.format(Locale.ROOT, " %.6f %.6f", x / side, y / side));
        }
        return maxX - minX < 1 || maxY - minY < 1 ? Optional.empty() : Optional.of(line.toString());
    }
}
