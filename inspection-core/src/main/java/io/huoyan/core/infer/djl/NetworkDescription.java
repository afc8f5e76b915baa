package io.huoyan.core.infer.djl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a network is made of; the training form and the forms for inference are all written from it.
 *
 * @param layers in order of computation; layer 0 is the input
 * @param sideMultiplePx sides of a picture must be multiples of this
 * @param maps number of the value that is one logit per label and pixel
 * @param features numbers of the values that known-good parts are compared by, the finest first, each with twice the
 *     stride of the one before; at most two
 * @param featureStridePx picture pixels from one place of the finest of them to the next
 * @param flawed number of the value that is one logit for the whole picture, if there is one
 * @param things numbers of the values that box things, the finest first; empty if none does: a logit per kind and
 *     place, then the logarithms of eight distances in places, as {@link io.huoyan.core.infer.ThingReader} reads them
 */
public record NetworkDescription(
        List<Layer> layers,
        int sideMultiplePx,
        int maps,
        List<Integer> features,
        int featureStridePx,
        OptionalInt flawed,
        List<Integer> things) {
    /** Added to a variance before its root is taken, as PyTorch does. */
    public static final double NORM_EPSILON = 1e-5;

    private static final int FEATURE_VALUES_MAX = 2;

    public NetworkDescription {
        layers = List.copyOf(layers);
        features = List.copyOf(features);
        things = List.copyOf(things);
        if (layers.size() < 2 || !(layers.get(0) instanceof Layer.Input)) {
            throw new IllegalArgumentException("a network needs an input as layer 0 and at least one layer after it");
        }
        if (features.isEmpty() || features.size() > FEATURE_VALUES_MAX) {
            throw new IllegalArgumentException(
                    "values for features are " + features + "; allowed are 1 to " + FEATURE_VALUES_MAX);
        }
    }

    /**
     * The description of a named architecture.
     *
     * @param labels logits per pixel
     * @param things kinds of things that are boxed
     * @throws IllegalArgumentException if the name is unknown, with those that exist
     */
    public static NetworkDescription of(String architecture, int baseWidth, int labels, int things) {
        return switch (architecture) {
            case LineUnet.NAME -> {
                if (things > 0) {
                    throw new IllegalArgumentException(
                            "things are " + things + "; " + LineUnet.NAME + " boxes none, " + LiteUnet.NAME + " does");
                }
                yield LineUnet.of(baseWidth, labels);
            }
            case LiteUnet.NAME -> LiteUnet.of(baseWidth, labels, things);
            default ->
                throw new IllegalArgumentException(
                        "architecture is '" + architecture + "'; known are " + LineUnet.NAME + ", " + LiteUnet.NAME);
        };
    }

    /** Names and shapes of the master tensors, in order. Kernels are {@code out × in per group × rows × columns}. */
    public Map<String, List<Integer>> tensorShapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        for (Layer layer : layers) {
            if (layer instanceof Layer.Convolution c) {
                shapes.put(
                        c.name() + ".weight", List.of(c.outChannels(), c.inChannelsPerGroup(), c.kernel(), c.kernel()));
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
}
