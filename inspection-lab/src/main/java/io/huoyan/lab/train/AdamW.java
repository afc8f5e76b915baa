package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101), in plain Java, so that its state
 * goes into a checkpoint like any tensor. One thread at a time.
 */
final class AdamW {
    private static final double DECAY_FIRST = 0.9;
    private static final double DECAY_SECOND = 0.99;
    private static final double EPSILON = 1e-8;
    private static final double WEIGHT_DECAY = 1e-4;
    private static final String FIRST = "adam.first.";
    private static final String SECOND = "adam.second.";

    private final Map<String, float[]> firstMoments = new LinkedHashMap<>();
    private final Map<String, float[]> secondMoments = new LinkedHashMap<>();

    /**
     * Moves one tensor against its gradient.
     *
     * @param values changed in place
     * @param step number of this step, from 1
     */
    void update(String name, float[] values, float[] gradient, double rate, int step) {
        float[] first = firstMoments.computeIfAbsent(name, key -> new float[values.length]);
        float[] second = secondMoments.computeIfAbsent(name, key -> new float[values.length]);
        double correctionFirst = 1 - Math.pow(DECAY_FIRST, step);
        double correctionSecond = 1 - Math.pow(DECAY_SECOND, step);
        double decay = name.endsWith(".weight") ? rate * WEIGHT_DECAY : 0;
        for (int i = 0; i < values.length; i++) {
            first[i] = (float) (DECAY_FIRST * first[i] + (1 - DECAY_FIRST) * gradient[i]);
            second[i] = (float) (DECAY_SECOND * second[i] + (1 - DECAY_SECOND) * gradient[i] * gradient[i]);
            double move = first[i] / correctionFirst / (Math.sqrt(second[i] / correctionSecond) + EPSILON);
            values[i] = (float) (values[i] - rate * move - decay * values[i]);
        }
    }

    void writeTo(Map<String, Tensor> tensors) {
        firstMoments.forEach((name, values) -> tensors.put(FIRST + name, new Tensor(List.of(values.length), values)));
        secondMoments.forEach((name, values) -> tensors.put(SECOND + name, new Tensor(List.of(values.length), values)));
    }

    void readFrom(Map<String, Tensor> tensors) {
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(FIRST)) {
                firstMoments.put(name.substring(FIRST.length()), tensor.values());
            } else if (name.startsWith(SECOND)) {
                secondMoments.put(name.substring(SECOND.length()), tensor.values());
            }
        });
    }
}
