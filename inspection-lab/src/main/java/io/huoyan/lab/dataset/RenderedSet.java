package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.synth.Label;
import io.huoyan.lab.synth.NewFolder;
import io.huoyan.lab.synth.PatchRenderer;
import io.huoyan.lab.synth.RenderedPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Writes a YOLO set of rendered patches, each a physical weld of its own: many defects of which everything is known, to
 * show a promise at a strength that no collection of photographs allows. Named synthetic wherever it is described.
 */
public final class RenderedSet {
    private static final int SIDE_PX = 192;
    private static final double PIXELS_PER_WELD_WIDTH = 48;
    private static final int THING_AREA_MIN_PX = 6;
    private static final String GOOD = "good weld";

    private RenderedSet() {}

    /** Told after each patch. */
    @FunctionalInterface
    public interface ProgressListener {
        void rendered(int done, int all, String file);
    }

    /**
     * @param out must not exist yet
     * @param firstSeed of the patches; below the renderer's seeds for training they belong to sample sets
     */
    public static void write(Path out, int count, long firstSeed, ProgressListener listener) throws IOException {
        if (count < 1 || count > LabelledSet.PICTURES_MAX) {
            throw new IllegalArgumentException(
                    "count is " + count + "; allowed are 1 to " + LabelledSet.PICTURES_MAX + " pictures");
        }
        NewFolder.write(out, half -> writeHalf(half, count, firstSeed, listener));
    }

    private static Path writeHalf(Path half, int count, long firstSeed, ProgressListener listener) throws IOException {
        Files.createDirectories(half.resolve("images"));
        Files.createDirectories(half.resolve("labels"));
        List<String> names = new ArrayList<>(List.of("names:"));
        for (Label label : Label.values()) {
            names.add("  " + label.index() + ": " + label.modelLabel());
        }
        names.add("  " + Label.values().length + ": " + GOOD);
        Files.write(half.resolve("data.yaml"), names);
        Files.writeString(
                half.resolve("CARD.md"),
                "# Synthetic\n\nPatches of Huoyan's own renderer, seeds from " + firstSeed + ", " + count
                        + " of them.\n");
        for (int i = 0; i < count; i++) {
            String name = String.format(Locale.ROOT, "synthetic-%06d", i);
            RenderedPatch patch = PatchRenderer.render(firstSeed + i, SIDE_PX, PIXELS_PER_WELD_WIDTH);
            try (MatScope scope = MatScope.open()) {
                Mat picture = scope.mat(SIDE_PX, SIDE_PX, CvType.CV_8UC3);
                picture.put(0, 0, patch.bgr());
                Path file = half.resolve("images").resolve(name + ".png");
                if (!Imgcodecs.imwrite(file.toString(), picture)) {
                    throw new IOException(file + " could not be written");
                }
                Files.write(half.resolve("labels").resolve(name + ".txt"), lines(patch, scope));
            }
            listener.rendered(i + 1, count, name);
        }
        return half;
    }

    /** Defects outlined; a weld without any is boxed as good, so that a patch says what it is. */
    private static List<String> lines(RenderedPatch patch, MatScope scope) {
        List<String> lines = new ArrayList<>();
        for (Label label : Label.values()) {
            boolean isWeld = label == Label.SEAM || label == Label.SPOT;
            if (!isWeld && patch.count(label) > 0) {
                lines.addAll(outlines(patch, label, label.index(), scope));
            }
        }
        if (lines.isEmpty()) {
            lines.addAll(outlines(patch, Label.SEAM, Label.values().length, scope));
            lines.addAll(outlines(patch, Label.SPOT, Label.values().length, scope));
        }
        return lines;
    }

    private static List<String> outlines(RenderedPatch patch, Label label, int number, MatScope scope) {
        byte[] isThere = new byte[patch.labels().length];
        for (int i = 0; i < isThere.length; i++) {
            isThere[i] = (byte) (label.isIn(patch.labels()[i]) ? 1 : 0);
        }
        Mat mask = scope.mat(patch.side(), patch.side(), CvType.CV_8UC1);
        mask.put(0, 0, isThere);
        List<String> lines = new ArrayList<>();
        for (List<PixelPoint> outline : PixelEdges.ofParts(mask, THING_AREA_MIN_PX, scope)) {
            StringBuilder line = new StringBuilder(Integer.toString(number));
            for (PixelPoint corner : outline) {
                line.append(
                        String.format(Locale.ROOT, " %.6f %.6f", corner.x() / patch.side(), corner.y() / patch.side()));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
