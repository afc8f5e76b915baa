package io.huoyan.benchmarks;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.djl.Calibration;
import io.huoyan.core.infer.djl.Layer;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.util.List;

/**
 * The same in bytes, from the same measured ranges as the project's own int8 form, as pairs of {@code QuantizeLinear}
 * and {@code DequantizeLinear} around the operators, which ONNX Runtime makes operators on bytes of
 * (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html, QDQ). Kernels are signed bytes with a
 * step per output channel, biases 32-bit integers, values between layers unsigned bytes.
 */
final class OnnxByteNetwork extends OnnxNetwork {
    private static final int KERNEL_MAX = 127;
    private static final int LEVELS = 255;
    /** The picture's byte that stands for 0; what it is beside it, the first kernels' biases make up for. */
    private static final int PICTURE_ZERO = 128;

    private static final float SPAN_MIN = 1e-6f;

    private final NetworkDescription network;
    private final float[] ranges;

    private OnnxByteNetwork(NetworkDescription network, MasterTensors tensors) {
        super(network, tensors);
        this.network = network;
        this.ranges = tensors.values(Calibration.RANGES, network.layers().size(), 2);
    }

    /** @throws IllegalArgumentException if the ranges are missing */
    static byte[] of(NetworkDescription network, MasterTensors tensors) {
        return new OnnxByteNetwork(network, tensors).write();
    }

    @Override
    void picture() {
        scale("s0", PICTURE_STEP, PICTURE_ZERO);
        graph.node("DequantizeLinear", "v0", List.of("xt", "s0", "s0z"));
    }

    @Override
    String target(int value) {
        return isByte(value) ? "f" + value : "v" + value;
    }

    @Override
    void written(int value) {
        if (isByte(value)) {
            String scale = "s" + value;
            float step = step(value);
            scale(scale, step, Math.round(-least(value) / step));
            graph.node("QuantizeLinear", "q" + value, List.of("f" + value, scale, scale + "z"));
            graph.node("DequantizeLinear", "v" + value, List.of("q" + value, scale, scale + "z"));
        }
    }

    @Override
    void kernel(String name, Layer.Convolution c, float[] weight, float[] bias) {
        int out = c.outChannels();
        int perChannel = weight.length / out;
        boolean readsPicture = c.input() == 0;
        float in = readsPicture ? PICTURE_STEP : step(c.input());
        byte[] kernel = new byte[weight.length];
        float[] steps = new float[out];
        float[] biasSteps = new float[out];
        int[] biases = new int[out];
        for (int o = 0; o < out; o++) {
            float largest = Float.MIN_NORMAL;
            double sum = 0;
            for (int i = o * perChannel; i < (o + 1) * perChannel; i++) {
                largest = Math.max(largest, Math.abs(weight[i]));
                sum += weight[i];
            }
            steps[o] = largest / KERNEL_MAX;
            biasSteps[o] = steps[o] * in;
            for (int i = o * perChannel; i < (o + 1) * perChannel; i++) {
                kernel[i] = (byte) Math.round(weight[i] / steps[o]);
            }
            double offset = readsPicture ? sum * PICTURE_STEP / 2 : 0;
            biases[o] = (int) Math.round((bias[o] + offset) / biasSteps[o]);
        }
        graph.constant(name + "wq", OnnxGraph.INT8, kernel, out, c.inChannelsPerGroup(), c.kernel(), c.kernel());
        graph.constant(name + "wz", OnnxGraph.INT8, new byte[out], out);
        graph.constant(name + "ws", steps, out);
        graph.constant(name + "bq", biases, out);
        graph.constant(name + "bz", new int[out], out);
        graph.constant(name + "bs", biasSteps, out);
        OnnxMessage channels = OnnxGraph.number("axis", 0);
        graph.node("DequantizeLinear", name + "w", List.of(name + "wq", name + "ws", name + "wz"), channels);
        graph.node("DequantizeLinear", name + "b", List.of(name + "bq", name + "bs", name + "bz"), channels);
    }

    /** Means, which have few places, and what nobody reads further stay floats. */
    private boolean isByte(int value) {
        boolean isMean = network.layers().get(value) instanceof Layer.Mean;
        return !isMean && network.layers().stream().anyMatch(layer -> reads(layer, value));
    }

    private static boolean reads(Layer layer, int value) {
        if (layer instanceof Layer.Convolution c) {
            return c.input() == value;
        } else if (layer instanceof Layer.Doubling d) {
            return d.input() == value;
        } else if (layer instanceof Layer.Concatenation c) {
            return c.first() == value || c.second() == value;
        } else {
            return layer instanceof Layer.Sum s && (s.first() == value || s.second() == value);
        }
    }

    private void scale(String name, float step, int zero) {
        graph.constant(name, new float[] {step});
        graph.constant(name + "z", OnnxGraph.UINT8, new byte[] {(byte) zero});
    }

    private float step(int value) {
        return Math.max(SPAN_MIN, Math.max(0, ranges[2 * value + 1]) - least(value)) / LEVELS;
    }

    private float least(int value) {
        return Math.min(0, ranges[2 * value]);
    }
}
