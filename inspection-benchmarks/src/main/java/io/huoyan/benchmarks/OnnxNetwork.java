package io.huoyan.benchmarks;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.djl.Layer;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a network as an ONNX file (https://onnx.ai/onnx/repo-docs/IR.html, field numbers as in its
 * {@code onnx.proto}), so that another engine can be asked for a second opinion and for its time. Batch norm is folded
 * here once more, rather than by the code whose result is to be checked. From {@code batch × rows × columns × 3}
 * unsigned bytes to the probabilities of the maps, and whatever else the network answers: an engine computes only what
 * leads to a result, and must not be spared what the other has to do.
 */
final class OnnxNetwork {
    /** Name of the input. */
    static final String INPUT = "x";

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_VERSION = 17;
    private static final int FLOAT = 1;
    private static final int UINT8 = 2;

    private final OnnxMessage graph = new OnnxMessage().text(2, "huoyan");
    private final MasterTensors tensors;

    private OnnxNetwork(MasterTensors tensors) {
        this.tensors = tensors;
    }

    static byte[] of(NetworkDescription network, MasterTensors tensors) {
        return new OnnxNetwork(tensors).write(network);
    }

    private byte[] write(NetworkDescription network) {
        graph.message(11, end(INPUT, UINT8)).message(12, end("maps", FLOAT));
        constant("gain", new float[] {4f / 255}, 1);
        constant("two", new float[] {2}, 1);
        constant("low", new float[] {0});
        constant("high", new float[] {6});
        constant("twice", new float[] {1, 1, 2, 2}, 4);
        node("Cast", "xf", List.of(INPUT), number("to", FLOAT));
        node("Transpose", "xt", List.of("xf"), numbers("perm", 0, 3, 1, 2));
        node("Mul", "xg", List.of("xt", "gain"));
        node("Sub", "v0", List.of("xg", "two"));
        for (int i = 1; i < network.layers().size(); i++) {
            layer("v" + i, network.layers().get(i));
        }
        node("Sigmoid", "maps", List.of("v" + network.maps()));
        Set<Integer> others = new TreeSet<>(network.features());
        others.addAll(network.things());
        network.flawed().ifPresent(others::add);
        others.forEach(value -> graph.message(12, end("v" + value, FLOAT)));
        return new OnnxMessage()
                .number(1, IR_VERSION)
                .text(2, "huoyan")
                .message(7, graph)
                .message(8, new OnnxMessage().text(1, "").number(2, OPERATOR_VERSION))
                .toBytes();
    }

    private void layer(String value, Layer layer) {
        if (layer instanceof Layer.Convolution c) {
            convolution(value, c);
        } else if (layer instanceof Layer.Doubling d) {
            node(
                    "Resize",
                    value,
                    List.of("v" + d.input(), "", "twice"),
                    text("mode", "nearest"),
                    text("nearest_mode", "floor"),
                    text("coordinate_transformation_mode", "asymmetric"));
        } else if (layer instanceof Layer.Unfolding u) {
            node("DepthToSpace", value, List.of("v" + u.input()), number("blocksize", 2), text("mode", "CRD"));
        } else if (layer instanceof Layer.Concatenation c) {
            node("Concat", value, List.of("v" + c.first(), "v" + c.second()), number("axis", 1));
        } else if (layer instanceof Layer.Sum s) {
            node("Add", value, List.of("v" + s.first(), "v" + s.second()));
        } else if (layer instanceof Layer.Mean m) {
            node("GlobalAveragePool", value, List.of("v" + m.input()));
        } else {
            throw new IllegalArgumentException("layer " + layer + " can only be the first");
        }
    }

    private void convolution(String value, Layer.Convolution c) {
        int padding = c.kernel() / 2;
        float[] weight = tensors.values(
                        c.name() + ".weight", c.outChannels(), c.inChannelsPerGroup(), c.kernel(), c.kernel())
                .clone();
        float[] bias = c.isNormalised() ? fold(c, weight) : tensors.values(c.name() + ".bias", c.outChannels());
        constant(value + "w", weight, c.outChannels(), c.inChannelsPerGroup(), c.kernel(), c.kernel());
        constant(value + "b", bias, c.outChannels());
        String plain = c.activation() == Layer.Activation.NONE ? value : value + "c";
        node(
                "Conv",
                plain,
                List.of("v" + c.input(), value + "w", value + "b"),
                numbers("kernel_shape", c.kernel(), c.kernel()),
                numbers("strides", c.stride(), c.stride()),
                numbers("pads", padding, padding, padding, padding),
                number("group", c.groups()));
        switch (c.activation()) {
            case NONE -> {}
            case RELU -> node("Relu", value, List.of(plain));
            case RELU6 -> node("Clip", value, List.of(plain, "low", "high"));
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

    private void node(String operator, String output, List<String> inputs, OnnxMessage... attributes) {
        OnnxMessage node = new OnnxMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, output + "_" + operator).text(4, operator);
        for (OnnxMessage attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
    }

    private static OnnxMessage number(String name, long value) {
        return new OnnxMessage().text(1, name).number(3, value).number(20, 2);
    }

    private static OnnxMessage text(String name, String value) {
        return new OnnxMessage().text(1, name).text(4, value).number(20, 3);
    }

    private static OnnxMessage numbers(String name, long... values) {
        OnnxMessage attribute = new OnnxMessage().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, 7);
    }

    private void constant(String name, float[] values, long... shape) {
        OnnxMessage tensor = new OnnxMessage();
        for (long size : shape) {
            tensor.number(1, size);
        }
        graph.message(5, tensor.number(2, FLOAT).text(8, name).floats(9, values));
    }

    /** An input or output of four sizes that are not told beforehand. */
    private static OnnxMessage end(String name, int type) {
        OnnxMessage shape = new OnnxMessage();
        for (int i = 0; i < 4; i++) {
            shape.message(1, new OnnxMessage().text(2, name + i));
        }
        OnnxMessage tensor = new OnnxMessage().number(1, type).message(2, shape);
        return new OnnxMessage().text(1, name).message(2, new OnnxMessage().message(1, tensor));
    }
}
