package io.huoyan.core.infer.djl;

import io.huoyan.core.infer.djl.Layer.Activation;
import java.util.ArrayList;
import java.util.List;

/** Appends layers and keeps count of their channels. Each method returns the number of the value it made. */
final class NetworkBuilder {
    private static final int INPUT_CHANNELS = 3;

    private final List<Layer> layers = new ArrayList<>(List.of(new Layer.Input()));
    private final List<Integer> channels = new ArrayList<>(List.of(INPUT_CHANNELS));

    List<Layer> layers() {
        return layers;
    }

    int channels(int value) {
        return channels.get(value);
    }

    /** Convolution, batch norm, activation. */
    int norm(String name, int input, int outChannels, int kernel, int stride, Activation activation) {
        return add(
                new Layer.Convolution(
                        name, input, channels.get(input), outChannels, kernel, stride, 1, true, activation),
                outChannels);
    }

    /** Each channel on its own: convolution, batch norm, activation. */
    int depthwise(String name, int input, int kernel, int stride, Activation activation) {
        int all = channels.get(input);
        return add(new Layer.Convolution(name, input, all, all, kernel, stride, all, true, activation), all);
    }

    /** One logit per output: a 1 × 1 convolution with bias, nothing after it. */
    int head(String name, int input, int outChannels) {
        return add(
                new Layer.Convolution(name, input, channels.get(input), outChannels, 1, 1, 1, false, Activation.NONE),
                outChannels);
    }

    int doubling(int input) {
        return add(new Layer.Doubling(input), channels.get(input));
    }

    int unfolding(int input) {
        return add(new Layer.Unfolding(input), channels.get(input) / 4);
    }

    int concatenation(int first, int second) {
        return add(new Layer.Concatenation(first, second), channels.get(first) + channels.get(second));
    }

    int sum(int first, int second) {
        return add(new Layer.Sum(first, second), channels.get(first));
    }

    int mean(int input) {
        return add(new Layer.Mean(input), channels.get(input));
    }

    private int add(Layer layer, int outChannels) {
        layers.add(layer);
        channels.add(outChannels);
        return layers.size() - 1;
    }
}
