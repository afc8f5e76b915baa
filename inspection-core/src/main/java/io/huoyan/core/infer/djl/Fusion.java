package io.huoyan.core.infer.djl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which sums are done by the convolution before them, so that the value between is never written to memory. A sum is,
 * if one of what it adds is a convolution without activation that nothing else reads, unless the map may be as small as
 * one place, of which oneDNN cannot tell the layout.
 */
final class Fusion {
    private final Map<Integer, Integer> otherOfConvolution = new HashMap<>();
    private final Map<Integer, Integer> convolutionOfSum = new HashMap<>();

    private Fusion() {}

    static Fusion of(NetworkDescription network) {
        List<Layer> layers = network.layers();
        int[] readers = new int[layers.size()];
        for (Layer layer : layers) {
            for (int input : inputs(layer)) {
                readers[input]++;
            }
        }
        int[] stride = strides(layers);
        Fusion fusion = new Fusion();
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i) instanceof Layer.Sum sum
                    && layers.get(sum.first()) instanceof Layer.Convolution c
                    && c.activation() == Layer.Activation.NONE
                    && readers[sum.first()] == 1
                    && stride[i] < network.sideMultiplePx()
                    && sum.second() < sum.first()) {
                fusion.otherOfConvolution.put(sum.first(), sum.second());
                fusion.convolutionOfSum.put(i, sum.first());
            }
        }
        return fusion;
    }

    /** Picture pixels from one place to the next, per value. */
    private static int[] strides(List<Layer> layers) {
        int[] strides = new int[layers.size()];
        strides[0] = 1;
        for (int i = 1; i < strides.length; i++) {
            int before = strides[inputs(layers.get(i))[0]];
            if (layers.get(i) instanceof Layer.Convolution c) {
                strides[i] = before * c.stride();
            } else if (layers.get(i) instanceof Layer.Doubling || layers.get(i) instanceof Layer.Unfolding) {
                strides[i] = before / 2;
            } else {
                strides[i] = before;
            }
        }
        return strides;
    }

    /** What a convolution adds to its result, if it does. */
    OptionalInt addedBy(int convolution) {
        Integer other = otherOfConvolution.get(convolution);
        return other == null ? OptionalInt.empty() : OptionalInt.of(other);
    }

    /** Number of the value that holds what layer {@code value} makes: its own, or that of the convolution that sums. */
    int holder(int value) {
        return convolutionOfSum.getOrDefault(value, value);
    }

    boolean isFused(int layer) {
        return convolutionOfSum.containsKey(layer);
    }

    /** Numbers of the values that a layer reads. */
    static int[] inputs(Layer layer) {
        if (layer instanceof Layer.Convolution c) {
            return new int[] {c.input()};
        }
        if (layer instanceof Layer.Doubling d) {
            return new int[] {d.input()};
        }
        if (layer instanceof Layer.Unfolding u) {
            return new int[] {u.input()};
        }
        if (layer instanceof Layer.Concatenation c) {
            return new int[] {c.first(), c.second()};
        }
        if (layer instanceof Layer.Sum s) {
            return new int[] {s.first(), s.second()};
        }
        if (layer instanceof Layer.Mean m) {
            return new int[] {m.input()};
        }
        return new int[0];
    }
}
