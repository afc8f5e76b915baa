package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.MasterTensors.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors' running mean over the last steps, which sees better than the last step's tensors (Polyak and Juditsky
 * 1992). One thread at a time.
 */
final class Averages {
    private static final double KEEP = 0.998;
    private static final String PREFIX = "average.";

    private final Map<String, Tensor> means = new LinkedHashMap<>();

    /** @param step number of this step, from 1; the first ones count more, so that the start is soon forgotten */
    void add(MasterTensors tensors, int step) {
        float keep = (float) Math.min(KEEP, (1.0 + step) / (10.0 + step));
        tensors.byName().forEach((name, tensor) -> add(name, tensor, keep));
    }

    private void add(String name, Tensor tensor, float keep) {
        Tensor mean = means.get(name);
        if (mean == null) {
            means.put(name, new Tensor(tensor.shape(), tensor.values().clone()));
            return;
        }
        float[] own = mean.values();
        float[] next = tensor.values();
        for (int i = 0; i < own.length; i++) {
            own[i] += (1 - keep) * (next[i] - own[i]);
        }
    }

    /** A copy. */
    MasterTensors tensors() {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        means.forEach((name, mean) ->
                copies.put(name, new Tensor(mean.shape(), mean.values().clone())));
        return new MasterTensors(copies);
    }

    void writeTo(Map<String, Tensor> tensors) {
        means.forEach((name, mean) -> tensors.put(PREFIX + name, mean));
    }

    void readFrom(Map<String, Tensor> tensors) {
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(PREFIX)) {
                means.put(name.substring(PREFIX.length()), tensor);
            }
        });
    }
}
