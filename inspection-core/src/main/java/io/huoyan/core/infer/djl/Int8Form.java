package io.huoyan.core.infer.djl;

import io.huoyan.core.infer.MasterTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A network in bytes: kernels as signed bytes with a scale per output channel, values between layers as unsigned bytes
 * with a scale and a zero of their own, from ranges that were measured on pictures ({@link Calibration}). oneDNN sums
 * in 32-bit integers. What answers is 32-bit floats.
 */
final class Int8Form {
    private static final int KERNEL_MAX = 127;
    /** PyTorch's numbers of the types, {@code c10/core/ScalarType.h}. */
    private static final int UINT8 = 0;

    private static final int FLOAT = 6;

    private final NetworkDescription network;
    private final MasterTensors tensors;
    private final Fusion fusion;
    private final Quantization quantization;
    private final TorchScriptArchive archive = new TorchScriptArchive();
    private final List<String> packed = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();

    private Int8Form(NetworkDescription network, MasterTensors tensors) {
        this.network = network;
        this.tensors = tensors;
        this.fusion = Fusion.of(network);
        this.quantization = Quantization.of(network, fusion, Calibration.ranges(network, tensors));
    }

    /** @throws IllegalArgumentException if a tensor or the ranges are missing, or have another shape */
    static byte[] of(NetworkDescription network, int kinds, MasterTensors tensors) {
        return new Int8Form(network, tensors).write(kinds);
    }

    private byte[] write(int kinds) {
        List<Layer> layers = network.layers();
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i) instanceof Layer.Convolution c && quantization.isByte(c.input())) {
                convolution(i, c);
            } else if (layers.get(i) instanceof Layer.Convolution c) {
                floatConvolution(i, c);
            } else if (fusion.isFused(i)) {
                line("v%d = v%d".formatted(i, fusion.holder(i)));
            } else if (layers.get(i) instanceof Layer.Sum sum) {
                sum(i, sum);
            } else {
                line("v%d = %s".formatted(i, NetworkSource.plain(layers.get(i))));
            }
        }
        for (int feature : network.features()) {
            line("v%d = %s".formatted(feature, floats(feature)));
        }
        StringBuilder source = new StringBuilder(FormResults.SIGNATURE);
        source.append(PackedKernels.source(packed));
        source.append("    zp = torch.zeros([1], dtype=3)\n");
        source.append("    v0 = torch.permute(x, [0, 3, 1, 2])\n");
        source.append(body).append(FormResults.source(network, kinds));
        archive.addTensorList(PackedKernels.ATTRIBUTE);
        return archive.toBytes(source.toString());
    }

    /** A sum that no convolution does: through floats and back to bytes. */
    private void sum(int number, Layer.Sum sum) {
        Quantization.Scale out = quantization.scale(number);
        line("r = torch.add(%s, %s, alpha=1)".formatted(floats(sum.first()), floats(sum.second())));
        line("r = torch.round(torch.add(torch.mul(r, %s), %d., 1))".formatted(number(1 / out.step()), out.zero()));
        line("v%d = torch.to(torch.clamp(r, 0., 255.), %d)".formatted(number, UINT8));
    }

    private String floats(int value) {
        Quantization.Scale scale = quantization.scale(value);
        return "torch.mul(torch.sub(torch.to(v%d, %d), %d.), %s)"
                .formatted(value, FLOAT, scale.zero(), number(scale.step()));
    }

    /** Of a value that is no bytes. */
    private void floatConvolution(int number, Layer.Convolution c) {
        FoldedConvolution folded = FoldedConvolution.of(c, tensors);
        String name = NetworkSource.attribute(c.name());
        archive.addKernel(
                name + "_w", folded.weight(), false, c.outChannels(), c.inChannelsPerGroup(), c.kernel(), c.kernel());
        archive.addVector(name + "_b", folded.bias(), false);
        String value = NetworkSource.convolution(c, "self." + name + "_w", "self." + name + "_b");
        line("v%d = %s".formatted(number, NetworkSource.activation(c.activation(), value, true)));
    }

    private void convolution(int number, Layer.Convolution c) {
        FoldedConvolution folded = FoldedConvolution.of(c, tensors);
        String name = NetworkSource.attribute(c.name());
        int out = c.outChannels();
        int perChannel = folded.weight().length / out;
        byte[] kernel = new byte[folded.weight().length];
        float[] steps = new float[out];
        float[] bias = folded.bias().clone();
        Quantization.Scale in = quantization.scale(c.input());
        for (int o = 0; o < out; o++) {
            float largest = Float.MIN_NORMAL;
            double sum = 0;
            for (int i = o * perChannel; i < (o + 1) * perChannel; i++) {
                largest = Math.max(largest, Math.abs(folded.weight()[i]));
                sum += folded.weight()[i];
            }
            steps[o] = largest / KERNEL_MAX;
            for (int i = o * perChannel; i < (o + 1) * perChannel; i++) {
                kernel[i] = (byte) Math.round(folded.weight()[i] / steps[o]);
            }
            bias[o] += (float) (in.offset() * sum);
        }
        archive.addBytes(name + "_w", kernel, out, c.inChannelsPerGroup(), c.kernel(), c.kernel());
        archive.addVector(name + "_s", steps, false);
        archive.addVector(name + "_b", bias, false);
        String place = "[%d, %d], [%d, %d], [1, 1], %d"
                .formatted(c.stride(), c.stride(), c.kernel() / 2, c.kernel() / 2, c.groups());
        packed.add("ops.onednn.qconv_prepack(self.%s_w, self.%s_s, %s, %d, %s, None)"
                .formatted(name, name, number(in.step()), in.zero(), place));
        String read = "v%d, %s, %d, pk[%d], self.%s_s, zp"
                .formatted(c.input(), number(in.step()), in.zero(), packed.size() - 1, name);
        OptionalInt added = fusion.addedBy(number);
        if (added.isPresent()) {
            summed(number, added.getAsInt(), read, name, place);
        } else {
            alone(number, c, read, name, place);
        }
    }

    private void alone(int number, Layer.Convolution c, String read, String name, String place) {
        String unary = c.activation() == Layer.Activation.NONE ? "\"none\"" : "\"relu\"";
        String result = "1., 0, " + FLOAT;
        if (quantization.isByte(number)) {
            Quantization.Scale out = quantization.scale(number);
            result = number(out.step()) + ", " + out.zero() + ", " + UINT8;
        }
        line("v%d = ops.onednn.qconv2d_pointwise(%s, self.%s_b, %s, %s, %s, [], \"\")"
                .formatted(number, read, name, place, result, unary));
    }

    /** The sum is written where the other summand stood, which nothing reads any more. */
    private void summed(int number, int other, String read, String name, String place) {
        Quantization.Scale out = quantization.scale(number);
        Quantization.Scale accumulated = quantization.scale(other);
        line(
                "v%d = ops.onednn.qconv2d_pointwise(%s, v%d, self.%s_b, %s, %s, %d, %d, %s, %d, \"sum\", 1., None, [], \"\")"
                        .formatted(
                                number,
                                read,
                                other,
                                name,
                                place,
                                number(out.step()),
                                out.zero(),
                                UINT8,
                                number(accumulated.step()),
                                accumulated.zero()));
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.17g", value);
        return text.contains("e") ? new java.math.BigDecimal(text).toPlainString() : text;
    }

    private void line(String text) {
        body.append("    ").append(text).append('\n');
    }
}
