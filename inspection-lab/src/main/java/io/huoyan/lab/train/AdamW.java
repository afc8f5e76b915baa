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
    private static final float DECAY_FIRST = 0.9f;
    private static final float DECAY_SECOND = 0.99f;
    private static final float EPSILON = 1e-8f;
    private static final double WEIGHT_DECAY = 1e-4;
    private static final String FIRST = "adam.first.";
    private static final String SECOND = "adam.second.";

    private final Map<String, float[]> firstMoments = new LinkedHashMap<>();
    private final Map<String, float[]> secondMoments = new LinkedHashMap<>();

    /**
     * Moves one tensor against its gradient.
     *
     * @param values changed in place
     * @param shortening what the gradient is multiplied by
     * @param step number of this step, from 1
     */
    void update(String name, float[] values, float[] gradient, double shortening, double rate, int step) {
        float[] first = firstMoments.computeIfAbsent(name, key -> new float[values.length]);
        float[] second = secondMoments.computeIfAbsent(name, key -> new float[values.length]);
        double correctionFirst = 1 - Math.pow(DECAY_FIRST, step);
        double correctionSecond = 1 - Math.pow(DECAY_SECOND, step);
        double decay = name.endsWith(".weight") ? rate * WEIGHT_DECAY : 0;
        float perFirst = (float) (rate / correctionFirst);
        float perSecond = (float) (1 / correctionSecond);
        for (int i = 0; i < values.length; i++) {
            float g = (float) (gradient[i] * shortening);
            first[i] += (1 - DECAY_FIRST) * (g - first[i]);
            second[i] += (1 - DECAY_SECOND) * (g * g - second[i]);
            float move = perFirst * first[i] / ((float) Math.sqrt(second[i] * perSecond) + EPSILON);
            values[i] -= move + (float) decay * values[i];
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
