package io.huoyan.core.infer.djl;

import io.huoyan.core.infer.MasterTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A network in 32-bit floats or bfloat16, written for speed: batch norm folded, channels innermost, activations and
 * sums done by oneDNN's convolutions, whose kernels are laid out once, at the first pass.
 */
final class FloatForm {
    private static final int BFLOAT16 = 15;

    private final NetworkDescription network;
    private final MasterTensors tensors;
    private final boolean isBfloat16;
    private final Fusion fusion;
    private final TorchScriptArchive archive = new TorchScriptArchive();
    private final List<String> packed = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();

    private FloatForm(NetworkDescription network, MasterTensors tensors, boolean isBfloat16) {
        this.network = network;
        this.tensors = tensors;
        this.isBfloat16 = isBfloat16;
        this.fusion = Fusion.of(network);
    }

    /** @throws IllegalArgumentException if a tensor is missing or has another shape */
    static byte[] of(NetworkDescription network, int kinds, MasterTensors tensors, boolean isBfloat16) {
        return new FloatForm(network, tensors, isBfloat16).write(kinds);
    }

    private byte[] write(int kinds) {
        List<Layer> layers = network.layers();
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i) instanceof Layer.Convolution c) {
                convolution(i, c);
            } else if (fusion.isFused(i)) {
                line("v%d = v%d".formatted(i, fusion.holder(i)));
            } else {
                line("v%d = %s".formatted(i, NetworkSource.plain(layers.get(i))));
            }
        }
        StringBuilder source = new StringBuilder(FormResults.SIGNATURE);
        source.append(PackedKernels.source(packed));
        source.append(NetworkSource.input());
        if (isBfloat16) {
            source.append("    v0 = torch.to(v0, %d)\n".formatted(BFLOAT16));
        }
        source.append(body).append(FormResults.source(network, kinds));
        archive.addTensorList(PackedKernels.ATTRIBUTE);
        return archive.toBytes(source.toString());
    }

    private void convolution(int number, Layer.Convolution c) {
        FoldedConvolution folded = FoldedConvolution.of(c, tensors);
        String name = NetworkSource.attribute(c.name());
        String place = "[%d, %d], [%d, %d], [1, 1], %d"
                .formatted(c.kernel() / 2, c.kernel() / 2, c.stride(), c.stride(), c.groups());
        archive.addKernel(
                name + "_w",
                folded.weight(),
                isBfloat16,
                c.outChannels(),
                c.inChannelsPerGroup(),
                c.kernel(),
                c.kernel());
        archive.addVector(name + "_b", folded.bias(), isBfloat16);
        packed.add("ops.mkldnn._reorder_convolution_weight(self.%s_w, %s, None)".formatted(name, place));
        String kernel = "pk[" + (packed.size() - 1) + "], self." + name + "_b, " + place;
        OptionalInt added = fusion.addedBy(number);
        if (added.isPresent()) {
            line("v%d = ops.mkldnn._convolution_pointwise(v%d, v%d, %s, \"add\", 1., None, [], None)"
                    .formatted(number, c.input(), added.getAsInt(), kernel));
        } else {
            line("v%d = ops.mkldnn._convolution_pointwise(v%d, %s, %s)"
                    .formatted(number, c.input(), kernel, activation(c.activation())));
        }
    }

    private static String activation(Layer.Activation activation) {
        return switch (activation) {
            case NONE -> "\"none\", [], None";
            case RELU -> "\"relu\", [], None";
            case RELU6 -> "\"hardtanh\", annotate(List[Optional[number]], [0., 6.]), None";
        };
    }

    private void line(String text) {
        body.append("    ").append(text).append('\n');
    }
}
