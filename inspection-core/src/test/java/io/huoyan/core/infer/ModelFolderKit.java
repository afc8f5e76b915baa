package io.huoyan.core.infer;

import io.huoyan.core.infer.MasterTensors.Tensor;
import io.huoyan.core.infer.djl.LineUnet;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes small model folders with tensors by lot. */
public final class ModelFolderKit {
    public static final String ID = "kit";
    public static final String VERSION = "1";
    public static final int BASE_WIDTH = 4;
    public static final List<String> LABELS = List.of("seam", "pore");

    private ModelFolderKit() {}

    /** Tensors of a network by lot, of sizes as training leaves them; the same seed gives the same. */
    public static MasterTensors tensors(NetworkDescription network, long seed) {
        Random random = new Random(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        network.tensorShapes().forEach((name, shape) -> {
            float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
            double deviation = name.endsWith(".weight") ? Math.sqrt(2.0 * shape.get(0) / values.length) : 0.2;
            boolean isAroundOne = name.endsWith(".scale") || name.endsWith(".variance");
            for (int i = 0; i < values.length; i++) {
                double value = random.nextGaussian() * deviation;
                values[i] = (float) (isAroundOne ? 1 + Math.abs(value) : value);
            }
            tensors.put(name, new Tensor(shape, values));
        });
        return new MasterTensors(tensors);
    }

    public static NetworkDescription network() {
        return network(LineUnet.NAME);
    }

    public static NetworkDescription network(String architecture) {
        return NetworkDescription.of(architecture, BASE_WIDTH, LABELS.size(), thingsOf(architecture));
    }

    /** Writes {@code modelsDir/kit/1} with a network by lot. */
    public static void write(Path modelsDir) {
        write(modelsDir, LineUnet.NAME);
    }

    public static void write(Path modelsDir, String architecture) {
        write(modelsDir, architecture, tensors(network(architecture), 7));
    }

    public static void write(Path modelsDir, String architecture, MasterTensors master) {
        byte[] tensors = master.toBytes();
        String yaml = yaml(ModelFolder.sha256(tensors)).replace(LineUnet.NAME, architecture);
        String things =
                """
                things:
                  - {name: good-weld, isWeld: true}
                  - {name: pore, isWeld: false}
                """;
        write(modelsDir, tensors, thingsOf(architecture) == 0 ? yaml : yaml + things);
    }

    private static int thingsOf(String architecture) {
        return architecture.equals(LineUnet.NAME) ? 0 : 2;
    }

    public static void write(Path modelsDir, byte[] tensors, String yaml) {
        Path directory = modelsDir.resolve(ID).resolve(VERSION);
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(ModelFolder.TENSORS_FILE), tensors);
            Files.writeString(directory.resolve(ModelFolder.DESCRIPTION_FILE), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String yaml(String sha256) {
        return """
                architecture: line-unet
                baseWidth: 4
                tensorsSha256: %s
                labels:
                  - {name: seam, threshold: 0.5, minimumAreaPx: 4}
                  - {name: pore, threshold: 0.4, minimumAreaPx: 2}
                pixelsPerWeldWidthMin: 32
                pixelsPerWeldWidthMax: 72
                sideMultiplePx: 32
                """
                .formatted(sha256);
    }
}
