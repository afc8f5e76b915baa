package io.huoyan.lab.train;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.MasterTensors.Tensor;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.ThingLabel;
import io.huoyan.lab.synth.Label;
import io.huoyan.lab.synth.PatchRenderer;
import io.huoyan.lab.synth.RenderedPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/** Writes the files of a model folder. */
final class ModelFolderWriter {
    private static final int SIDE_MULTIPLE_PX = 32;
    private static final String GOLDEN = "golden";
    /** Held-out patches whose maps are kept to prove that a machine computes what the training machine computed. */
    private static final int GOLDEN_PATCHES = 4;

    private static final long GOLDEN_SEED = 70_000_000;
    private static final int GOLDEN_SIDE_PX = 192;
    private static final double GOLDEN_PIXELS_PER_WELD_WIDTH = 48;
    /** Maps are kept as means over cells of this side. */
    private static final int GOLDEN_CELL_PX = 8;

    private final Path directory;
    private final int baseWidth;
    private final Outputs outputs;

    ModelFolderWriter(Path directory, int baseWidth, Outputs outputs) {
        this.directory = directory;
        this.baseWidth = baseWidth;
        this.outputs = outputs;
    }

    /** Writes the master tensors and {@code model.yaml}; what was there is replaced. */
    void write(MasterTensors tensors, Operating operating) {
        byte[] master = tensors.toBytes();
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(ModelFolder.TENSORS_FILE), master);
            Files.writeString(directory.resolve(ModelFolder.DESCRIPTION_FILE), yaml(master, operating));
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": the model cannot be written", e);
        }
    }

    void writeCard(String text) {
        try {
            Files.writeString(directory.resolve("MODEL_CARD.md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": the model card cannot be written", e);
        }
    }

    /** Writes a few rendered patches and what the detector sees in them, one tensor per patch. */
    void writeGolden(DefectDetector detector) {
        Path golden = directory.resolve(GOLDEN);
        Map<String, Tensor> expected = new LinkedHashMap<>();
        try (MatScope scope = MatScope.open()) {
            Files.createDirectories(golden);
            for (int i = 0; i < GOLDEN_PATCHES; i++) {
                RenderedPatch patch =
                        PatchRenderer.render(GOLDEN_SEED + i, GOLDEN_SIDE_PX, GOLDEN_PIXELS_PER_WELD_WIDTH);
                Mat pixels = scope.mat(patch.side(), patch.side(), CvType.CV_8UC3);
                pixels.put(0, 0, patch.bgr());
                String name = "patch-" + (i + 1);
                if (!Imgcodecs.imwrite(golden.resolve(name + ".png").toString(), pixels)) {
                    throw new IOException(golden.resolve(name + ".png") + " cannot be written");
                }
                ProbabilityMaps maps = detector.detect(List.of(pixels)).get(0);
                int cells = GOLDEN_SIDE_PX / GOLDEN_CELL_PX;
                expected.put(name, new Tensor(List.of(maps.labels(), cells, cells), maps.cellMeans(GOLDEN_CELL_PX)));
            }
            Files.write(golden.resolve("expected.safetensors"), new MasterTensors(expected).toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(golden + ": golden outputs cannot be written", e);
        }
    }

    private String yaml(byte[] master, Operating operating) {
        StringBuilder text = new StringBuilder();
        text.append(
                "# A network that finds welds and their visible defects; MODEL_CARD.md says how well and from what.\n");
        text.append("architecture: ").append(outputs.architecture()).append('\n');
        text.append("baseWidth: ").append(baseWidth).append(" # sets the channels of all levels but an encoder's\n");
        text.append("tensorsSha256: ").append(ModelFolder.sha256(master)).append('\n');
        text.append(
                "# In the order of the outputs. threshold: probability from which a pixel counts; minimumAreaPx: smallest\n");
        text.append("# thing that counts, pixels² of the patch.\n");
        text.append("labels:\n");
        for (Label label : Label.values()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  - {name: %s, threshold: %.2f, minimumAreaPx: %.0f}%n",
                    label.modelLabel(),
                    operating.thresholds()[label.index()],
                    operating.minimumAreasPx()[label.index()]));
        }
        text.append(things());
        text.append(
                "# What photographs have alike when the network is shown them whole: the longer side, or the area.\n");
        text.append("wholePictures: ").append(Augmentation.WHOLE_SIZE.word()).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "pixelsPerWeldWidthMin: %.0f%npixelsPerWeldWidthMax: %.0f%n",
                RenderedPictures.PIXELS_PER_WELD_WIDTH_MIN,
                RenderedPictures.PIXELS_PER_WELD_WIDTH_MAX));
        return text.append("sideMultiplePx: ")
                .append(SIDE_MULTIPLE_PX)
                .append('\n')
                .toString();
    }

    private String things() {
        if (outputs.boxed().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(
                "# What is boxed, in the order of the outputs. isWeld: the weld itself, in some condition.\nthings:\n");
        for (ThingLabel thing : outputs.boxed()) {
            text.append("  - {name: ")
                    .append(thing.name())
                    .append(", isWeld: ")
                    .append(thing.isWeld())
                    .append("}\n");
        }
        if (!outputs.photographed().isEmpty()) {
            text.append("# What labels of photographs taught; sets of just these classes are evaluated with it.\n")
                    .append("photographs: ")
                    .append(outputs.photographed())
                    .append('\n');
        }
        return text.toString();
    }
}
