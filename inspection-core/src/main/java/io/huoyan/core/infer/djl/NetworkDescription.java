package io.huoyan.core.infer.djl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network is made of; the training form and the form for inference are both written from it. The last layer
 * makes one logit per label and pixel.
 *
 * @param layers in order of computation; layer 0 is the input
 * @param sideMultiplePx sides of a picture must be multiples of this
 */
public record NetworkDescription(List<Layer> layers, int sideMultiplePx) {
    /** The architecture of {@link #lineUnet}. */
    public static final String LINE_UNET = "line-unet";
    /** Added to a variance before its root is taken, as PyTorch does. */
    public static final double NORM_EPSILON = 1e-5;

    private static final int INPUT_CHANNELS = 3;
    private static final int KERNEL = 3;

    public NetworkDescription {
        layers = List.copyOf(layers);
        if (layers.size() < 2 || !(layers.get(0) instanceof Layer.Input)) {
            throw new IllegalArgumentException("a network needs an input as layer 0 and at least one layer after it");
        }
    }

    /**
     * The description of a named architecture.
     *
     * @throws IllegalArgumentException if the name is unknown, with those that exist
     */
    public static NetworkDescription of(String architecture, int baseWidth, int labels) {
        if (architecture.equals(LINE_UNET)) {
            return lineUnet(baseWidth, labels);
        }
        throw new IllegalArgumentException("architecture is '" + architecture + "'; known is " + LINE_UNET);
    }

    /**
     * An encoder of four halvings and a decoder back to full size, joined level by level (after Ronneberger et al.
     * 2015, arXiv 1505.04597), with two changes for speed: the full-size level is a single thin convolution, kept so
     * that a crack of two pixels is still seen, and sizes are doubled by repetition instead of transposed convolution.
     *
     * @param baseWidth channels at half size, even; they double with every halving
     * @param labels logits per pixel
     */
    public static NetworkDescription lineUnet(int baseWidth, int labels) {
        if (baseWidth < 2 || baseWidth % 2 != 0 || labels < 1) {
            throw new IllegalArgumentException("base width is " + baseWidth + ", labels are " + labels
                    + "; allowed are an even width from 2 and 1 label or more");
        }
        Builder net = new Builder();
        int full = net.norm("enc0", 0, baseWidth / 2, 1);
        int half = net.norm("enc1b", net.norm("enc1a", full, baseWidth, 2), baseWidth, 1);
        int quarter = net.norm("enc2b", net.norm("enc2a", half, 2 * baseWidth, 2), 2 * baseWidth, 1);
        int eighth = net.norm("enc3b", net.norm("enc3a", quarter, 4 * baseWidth, 2), 4 * baseWidth, 1);
        int sixteenth = net.norm("enc4b", net.norm("enc4a", eighth, 8 * baseWidth, 2), 8 * baseWidth, 1);
        int up3 = net.join("dec3", sixteenth, eighth, 4 * baseWidth, 2);
        int up2 = net.join("dec2", up3, quarter, 2 * baseWidth, 2);
        int up1 = net.join("dec1", up2, half, baseWidth, 2);
        int up0 = net.join("dec0", up1, full, baseWidth, 1);
        net.head("head", up0, labels);
        return new NetworkDescription(net.layers, 16);
    }

    /** Names and shapes of the master tensors, in order. Kernels are {@code out × in × rows × columns}. */
    public Map<String, List<Integer>> tensorShapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        for (Layer layer : layers) {
            if (layer instanceof Layer.Convolution c) {
                shapes.put(c.name() + ".weight", List.of(c.outChannels(), c.inChannels(), c.kernel(), c.kernel()));
                List<Integer> perChannel = List.of(c.outChannels());
                if (c.isNormalised()) {
                    shapes.put(c.name() + ".norm.scale", perChannel);
                    shapes.put(c.name() + ".norm.shift", perChannel);
                    shapes.put(c.name() + ".norm.mean", perChannel);
                    shapes.put(c.name() + ".norm.variance", perChannel);
                } else {
                    shapes.put(c.name() + ".bias", perChannel);
                }
            }
        }
        return shapes;
    }

    /** How many numbers training adjusts; running means and variances are not counted. */
    public int parameters() {
        int sum = 0;
        for (Layer layer : layers) {
            if (layer instanceof Layer.Convolution c) {
                sum += c.weights() + (c.isNormalised() ? 2 : 1) * c.outChannels();
            }
        }
        return sum;
    }

    /** Appends layers and keeps count of their channels. */
    private static final class Builder {
        private final List<Layer> layers = new ArrayList<>(List.of(new Layer.Input()));
        private final List<Integer> channels = new ArrayList<>(List.of(INPUT_CHANNELS));

        int norm(String name, int input, int outChannels, int stride) {
            return add(
                    new Layer.Convolution(name, input, channels.get(input), outChannels, KERNEL, stride, true),
                    outChannels);
        }

        int head(String name, int input, int outChannels) {
            return add(new Layer.Convolution(name, input, channels.get(input), outChannels, 1, 1, false), outChannels);
        }

        int join(String name, int below, int beside, int outChannels, int convolutions) {
            int doubled = add(new Layer.Doubling(below), channels.get(below));
            int value = add(new Layer.Concatenation(doubled, beside), channels.get(doubled) + channels.get(beside));
            for (int i = 0; i < convolutions; i++) {
                value = norm(name + (char) ('a' + i), value, outChannels, 1);
            }
            return value;
        }

        private int add(Layer layer, int outChannels) {
            layers.add(layer);
            channels.add(outChannels);
            return layers.size() - 1;
        }
    }
}
