package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.MasterTensors.Tensor;
import io.huoyan.core.infer.ThingReader;
import io.huoyan.core.infer.djl.LineUnet;
import io.huoyan.core.infer.djl.LiteUnet;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Tensors before the first step. */
final class StartingTensors {
    /** Logit of a label before anything is learnt: about 2 % likely, as rare things are. */
    private static final float BIAS_START = -4;

    /** What is not followed by a norm begins small. */
    private static final double LAST_DEVIATION = 0.01;

    private static final String TORCH_ENDING = ".pth";

    private static final int DISTANCES = ThingReader.GROUPS * ThingReader.DISTANCES;

    /** By architecture the tensor that tells it. */
    private static final Map<String, String> FIRST_TENSORS =
            Map.of(LineUnet.NAME, "enc0.weight", LiteUnet.NAME, LiteUnet.ENCODER_PREFIX + "stem.weight");

    private StartingTensors() {}

    /** Kernels normally distributed with variance 2 / inputs (He et al. 2015, arXiv 1502.01852). */
    static MasterTensors of(NetworkDescription network, Random random) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        network.tensorShapes()
                .forEach((name, shape) -> tensors.put(name, new Tensor(shape, values(name, shape, random))));
        return new MasterTensors(tensors);
    }

    /**
     * The tensors of a file, as far as they are this network's; the others by lot. A {@code .pth} file gives the
     * encoder.
     *
     * @throws IllegalArgumentException if the file is none, or has none of this network, or those of another
     *     architecture
     */
    static MasterTensors read(Path file, NetworkDescription network, Random random) {
        MasterTensors there;
        try {
            there = String.valueOf(file.getFileName()).endsWith(TORCH_ENDING)
                    ? LiteEncoderTensors.read(file)
                    : MasterTensors.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": the tensors to start from cannot be read", e);
        } catch (IllegalArgumentException e) {
            boolean isNamed = String.valueOf(e.getMessage()).startsWith(file.toString());
            throw isNamed ? e : new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        requireSameArchitecture(file, there, network);
        Map<String, Tensor> tensors = new LinkedHashMap<>(of(network, random).byName());
        int taken = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor own = there.byName().get(entry.getKey());
            if (own != null && own.shape().equals(entry.getValue().shape())) {
                entry.setValue(own);
                taken++;
            }
        }
        if (taken == 0) {
            throw new IllegalArgumentException(file + ": has no tensor of this network, such as "
                    + tensors.keySet().iterator().next());
        }
        return new MasterTensors(tensors);
    }

    /** Else the few tensors that are called the same would be taken, and nothing of what was learnt. */
    private static void requireSameArchitecture(Path file, MasterTensors there, NetworkDescription network) {
        for (Map.Entry<String, String> first : FIRST_TENSORS.entrySet()) {
            boolean isThere = there.byName().containsKey(first.getValue());
            if (isThere && !network.tensorShapes().containsKey(first.getValue())) {
                throw new IllegalArgumentException(file + ": has the tensors of " + first.getKey()
                        + "; the network to be trained is of another architecture");
            }
        }
    }

    private static float[] values(String name, List<Integer> shape, Random random) {
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        if (name.endsWith(".weight")) {
            boolean isLast = name.startsWith("boxes") || name.equals("head.weight") || name.equals("flawed.weight");
            double deviation = isLast ? LAST_DEVIATION : Math.sqrt(2.0 * shape.get(0) / values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
        } else if (name.endsWith(".scale") || name.endsWith(".variance")) {
            Arrays.fill(values, 1);
        } else if (name.endsWith(".bias")) {
            Arrays.fill(values, BIAS_START);
            if (name.startsWith("boxes")) {
                // The last numbers are logarithms of distances: a thing begins as wide as four places.
                Arrays.fill(values, values.length - DISTANCES, values.length, (float) Math.log(2));
            } else if (name.equals("flawed.bias")) {
                Arrays.fill(values, 0);
            }
        }
        return values;
    }
}
