package io.huoyan.core.infer.djl;

import io.huoyan.core.infer.MasterTensors;
import java.util.ArrayList;
import java.util.List;

/** A network computed straight from its description, in doubles, without any of what makes the real form quick. */
final class ReferenceNetwork {
    private record Value(int channels, int height, int width, double[] numbers) {
        double at(int channel, int y, int x) {
            boolean isInside = y >= 0 && y < height && x >= 0 && x < width;
            return isInside ? numbers[(channel * height + y) * width + x] : 0;
        }
    }

    private final NetworkDescription network;
    private final MasterTensors tensors;

    ReferenceNetwork(NetworkDescription network, MasterTensors tensors) {
        this.network = network;
        this.tensors = tensors;
    }

    /** Probabilities, {@code labels × side × side}, of a square picture, {@code side × side × 3} bytes. */
    double[] probabilities(byte[] bgr, int side) {
        return sigmoid(values(bgr, side).get(network.maps()).numbers());
    }

    /** The probability of a flaw. */
    double flawed(byte[] bgr, int side) {
        return sigmoid(values(bgr, side).get(network.flawed().getAsInt()).numbers())[0];
    }

    /** The finest features, {@code channels × rows × columns}. */
    double[] finestFeatures(byte[] bgr, int side) {
        return values(bgr, side).get(network.features().get(0)).numbers();
    }

    private List<Value> values(byte[] bgr, int side) {
        List<Value> values = new ArrayList<>();
        for (Layer layer : network.layers()) {
            values.add(value(layer, values, bgr, side));
        }
        return values;
    }

    private static double[] sigmoid(double[] logits) {
        double[] probabilities = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = 1 / (1 + Math.exp(-logits[i]));
        }
        return probabilities;
    }

    private Value value(Layer layer, List<Value> values, byte[] bgr, int side) {
        if (layer instanceof Layer.Convolution c) {
            return convolution(c, values.get(c.input()));
        }
        if (layer instanceof Layer.Doubling d) {
            return doubled(values.get(d.input()));
        }
        if (layer instanceof Layer.Concatenation c) {
            return joined(values.get(c.first()), values.get(c.second()));
        }
        if (layer instanceof Layer.Unfolding u) {
            return unfolded(values.get(u.input()));
        }
        if (layer instanceof Layer.Sum s) {
            return added(values.get(s.first()), values.get(s.second()));
        }
        if (layer instanceof Layer.Mean m) {
            return mean(values.get(m.input()));
        }
        double[] numbers = new double[3 * side * side];
        for (int i = 0; i < bgr.length; i++) {
            numbers[i % 3 * side * side + i / 3] = Byte.toUnsignedInt(bgr[i]) * 4 / 255.0 - 2;
        }
        return new Value(3, side, side, numbers);
    }

    private Value convolution(Layer.Convolution c, Value in) {
        float[] weight =
                tensors.values(c.name() + ".weight", c.outChannels(), c.inChannelsPerGroup(), c.kernel(), c.kernel());
        int height = in.height() / c.stride();
        int width = in.width() / c.stride();
        double[] out = new double[c.outChannels() * height * width];
        for (int o = 0; o < c.outChannels(); o++) {
            for (int i = 0; i < height * width; i++) {
                double sum = sum(c, in, weight, o, i / width * c.stride(), i % width * c.stride());
                double value = c.isNormalised() ? normalised(c, o, sum) : biased(c, o, sum);
                out[o * height * width + i] = activated(c.activation(), value);
            }
        }
        return new Value(c.outChannels(), height, width, out);
    }

    private static double sum(Layer.Convolution c, Value in, float[] weight, int o, int y, int x) {
        int reach = c.kernel() / 2;
        double sum = 0;
        int perGroup = c.inChannelsPerGroup();
        int w = o * perGroup * c.kernel() * c.kernel();
        int first = o / (c.outChannels() / c.groups()) * perGroup;
        for (int channel = first; channel < first + perGroup; channel++) {
            for (int dy = -reach; dy <= reach; dy++) {
                for (int dx = -reach; dx <= reach; dx++) {
                    sum += weight[w++] * in.at(channel, y + dy, x + dx);
                }
            }
        }
        return sum;
    }

    private double normalised(Layer.Convolution c, int o, double sum) {
        String norm = c.name() + ".norm";
        double mean = tensors.values(norm + ".mean", c.outChannels())[o];
        double variance = tensors.values(norm + ".variance", c.outChannels())[o];
        double scale = tensors.values(norm + ".scale", c.outChannels())[o];
        double shift = tensors.values(norm + ".shift", c.outChannels())[o];
        return (sum - mean) / Math.sqrt(variance + 1e-5) * scale + shift;
    }

    private double biased(Layer.Convolution c, int o, double sum) {
        return sum + tensors.values(c.name() + ".bias", c.outChannels())[o];
    }

    private static double activated(Layer.Activation activation, double value) {
        return switch (activation) {
            case NONE -> value;
            case RELU -> Math.max(0, value);
            case RELU6 -> Math.min(6, Math.max(0, value));
        };
    }

    private static Value added(Value first, Value second) {
        double[] numbers = first.numbers().clone();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += second.numbers()[i];
        }
        return new Value(first.channels(), first.height(), first.width(), numbers);
    }

    private static Value unfolded(Value in) {
        double[] numbers = new double[in.numbers().length];
        int width = 2 * in.width();
        int height = 2 * in.height();
        for (int i = 0; i < numbers.length; i++) {
            int y = i / width % height;
            int x = i % width;
            numbers[i] = in.at(i / (width * height) * 4 + y % 2 * 2 + x % 2, y / 2, x / 2);
        }
        return new Value(in.channels() / 4, height, width, numbers);
    }

    private static Value mean(Value in) {
        double[] numbers = new double[in.channels()];
        int area = in.height() * in.width();
        for (int i = 0; i < in.numbers().length; i++) {
            numbers[i / area] += in.numbers()[i] / area;
        }
        return new Value(in.channels(), 1, 1, numbers);
    }

    private static Value doubled(Value in) {
        double[] numbers = new double[4 * in.numbers().length];
        int width = 2 * in.width();
        int height = 2 * in.height();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.at(i / (width * height), i / width % height / 2, i % width / 2);
        }
        return new Value(in.channels(), height, width, numbers);
    }

    private static Value joined(Value first, Value second) {
        double[] numbers = new double[first.numbers().length + second.numbers().length];
        System.arraycopy(first.numbers(), 0, numbers, 0, first.numbers().length);
        System.arraycopy(second.numbers(), 0, numbers, first.numbers().length, second.numbers().length);
        return new Value(first.channels() + second.channels(), first.height(), first.width(), numbers);
    }
}
