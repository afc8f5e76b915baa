package io.huoyan.benchmarks;

import static io.huoyan.benchmarks.OnnxGraph.number;
import static io.huoyan.benchmarks.OnnxGraph.numbers;
import static io.huoyan.benchmarks.OnnxGraph.text;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.djl.Layer;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a network as an ONNX file, so that another engine can be asked for a second opinion and for its time. Batch
 * norm is folded here once more, rather than by the code whose result is to be checked. From {@code batch × rows ×
 * columns × 3} unsigned bytes to the probabilities of the maps, and whatever else the network answers: an engine
 * computes only what leads to a result, and must not be spared what the other has to do.
 */
class OnnxNetwork {
    /** Name of the input. */
    static final String INPUT = "x";

    /** What one step of a picture's byte is to the network, whose values lie from -2 to 2. */
    static final float PICTURE_STEP = 4f / 255;

    final OnnxGraph graph = new OnnxGraph();
    private final NetworkDescription network;
    private final MasterTensors tensors;

    OnnxNetwork(NetworkDescription network, MasterTensors tensors) {
        this.network = network;
        this.tensors = tensors;
    }

    /** In 32-bit floats. */
    static byte[] of(NetworkDescription network, MasterTensors tensors) {
        return new OnnxNetwork(network, tensors).write();
    }

    final byte[] write() {
        graph.input(INPUT, OnnxGraph.UINT8);
        graph.output("maps");
        graph.constant("low", new float[] {0});
        graph.constant("high", new float[] {6});
        graph.constant("twice", new float[] {1, 1, 2, 2}, 4);
        graph.node("Transpose", "xt", List.of(INPUT), numbers("perm", 0, 3, 1, 2));
        picture();
        for (int i = 1; i < network.layers().size(); i++) {
            layer(i, network.layers().get(i));
        }
        graph.node("Sigmoid", "maps", List.of("v" + network.maps()));
        Set<Integer> others = new TreeSet<>(network.features());
        others.addAll(network.things());
        network.flawed().ifPresent(others::add);
        others.forEach(value -> graph.output("v" + value));
        return graph.toBytes();
    }

    /** From the bytes {@code xt} to {@code v0}. */
    void picture() {
        graph.constant("gain", new float[] {PICTURE_STEP}, 1);
        graph.constant("two", new float[] {2}, 1);
        graph.node("Cast", "xf", List.of("xt"), number("to", OnnxGraph.FLOAT));
        graph.node("Mul", "xg", List.of("xf", "gain"));
        graph.node("Sub", "v0", List.of("xg", "two"));
    }

    /** Name under which a layer writes its value; {@link #written} makes it {@code v} and its number. */
    String target(int value) {
        return "v" + value;
    }

    /** Called after a layer wrote its value. */
    void written(int value) {}

    /** The constants {@code w} and {@code b} of a convolution. */
    void kernel(String name, Layer.Convolution c, float[] weight, float[] bias) {
        graph.constant(name + "w", weight, c.outChannels(), c.inChannelsPerGroup(), c.kernel(), c.kernel());
        graph.constant(name + "b", bias, c.outChannels());
    }

    private void layer(int value, Layer layer) {
        String target = target(value);
        if (layer instanceof Layer.Convolution c) {
            convolution(target, "v" + value, c);
        } else if (layer instanceof Layer.Doubling d) {
            graph.node(
                    "Resize",
                    target,
                    List.of("v" + d.input(), "", "twice"),
                    text("mode", "nearest"),
                    text("nearest_mode", "floor"),
                    text("coordinate_transformation_mode", "asymmetric"));
        } else if (layer instanceof Layer.Unfolding u) {
            graph.node("DepthToSpace", target, List.of("v" + u.input()), number("blocksize", 2), text("mode", "CRD"));
        } else if (layer instanceof Layer.Concatenation c) {
            graph.node("Concat", target, List.of("v" + c.first(), "v" + c.second()), number("axis", 1));
        } else if (layer instanceof Layer.Sum s) {
            graph.node("Add", target, List.of("v" + s.first(), "v" + s.second()));
        } else if (layer instanceof Layer.Mean m) {
            graph.node("GlobalAveragePool", target, List.of("v" + m.input()));
        } else {
            throw new IllegalArgumentException("layer " + layer + " can only be the first");
        }
        written(value);
    }

    private void convolution(String target, String name, Layer.Convolution c) {
        int padding = c.kernel() / 2;
        float[] weight = tensors.values(
                        c.name() + ".weight", c.outChannels(), c.inChannelsPerGroup(), c.kernel(), c.kernel())
                .clone();
        float[] bias = c.isNormalised()
                ? fold(c, weight)
                : tensors.values(c.name() + ".bias", c.outChannels()).clone();
        kernel(name, c, weight, bias);
        String plain = c.activation() == Layer.Activation.NONE ? target : name + "c";
        graph.node(
                "Conv",
                plain,
                List.of("v" + c.input(), name + "w", name + "b"),
                numbers("kernel_shape", c.kernel(), c.kernel()),
                numbers("strides", c.stride(), c.stride()),
                numbers("pads", padding, padding, padding, padding),
                number("group", c.groups()));
        switch (c.activation()) {
            case NONE -> {}
            case RELU -> graph.node("Relu", target, List.of(plain));
            case RELU6 -> graph.node("Clip", target, List.of(plain, "low", "high"));
        }
    }

    /** Works the norm into the weights; returns the bias. */
    private float[] fold(Layer.Convolution c, float[] weight) {
        String norm = c.name() + ".norm";
        float[] scale = tensors.values(norm + ".scale", c.outChannels());
        float[] variance = tensors.values(norm + ".variance", c.outChannels());
        float[] mean = tensors.values(norm + ".mean", c.outChannels());
        float[] bias = tensors.values(norm + ".shift", c.outChannels()).clone();
        int perChannel = weight.length / c.outChannels();
        for (int i = 0; i < weight.length; i++) {
            int o = i / perChannel;
            weight[i] *= (float) (scale[o] / Math.sqrt(variance[o] + NetworkDescription.NORM_EPSILON));
        }
        for (int o = 0; o < bias.length; o++) {
            bias[o] -= (float) (mean[o] * scale[o] / Math.sqrt(variance[o] + NetworkDescription.NORM_EPSILON));
        }
        return bias;
    }
}
