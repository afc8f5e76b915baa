package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.MasterTensors.Tensor;
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

    private StartingTensors() {}

    /** Kernels normally distributed with variance 2 / inputs (He et al. 2015, arXiv 1502.01852). */
    static MasterTensors of(NetworkDescription network, Random random) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        network.tensorShapes()
                .forEach((name, shape) -> tensors.put(name, new Tensor(shape, values(name, shape, random))));
        return new MasterTensors(tensors);
    }

    /**
     * The tensors that another training ended with.
     *
     * @throws IllegalArgumentException if the file is none of this network
     */
    static MasterTensors read(Path file, NetworkDescription network) {
        try {
            MasterTensors tensors = MasterTensors.parse(Files.readAllBytes(file));
            network.tensorShapes().forEach((name, shape) -> tensors.values(name, shape.toArray(Integer[]::new)));
            return tensors;
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": the tensors to start from cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static float[] values(String name, List<Integer> shape, Random random) {
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        if (name.endsWith(".weight")) {
            double deviation = Math.sqrt(2.0 * shape.get(0) / values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
        } else if (name.endsWith(".scale") || name.endsWith(".variance")) {
            Arrays.fill(values, 1);
        } else if (name.endsWith(".bias")) {
            Arrays.fill(values, BIAS_START);
        }
        return values;
    }
}
