package io.huoyan.core.infer.djl;

import io.huoyan.core.infer.MasterTensors;
import java.util.List;

/** The form of a network that {@link TorchDetector} runs: batch norm folded, channels innermost, probabilities out. */
final class InferenceForm {
    /** 32-bit floats, the form of the master itself. */
    static final String FP32 = "fp32";
    /** Every form that can be made. */
    static final List<String> KNOWN = List.of(FP32);

    private InferenceForm() {}

    /**
     * A TorchScript file. Its {@code forward} takes {@code batch × rows × columns × 3} unsigned bytes (blue, green,
     * red) and returns {@code batch × labels × rows × columns} probabilities.
     *
     * @throws IllegalArgumentException if a tensor is missing or has another shape
     */
    static byte[] fp32(NetworkDescription network, MasterTensors tensors) {
        TorchScriptArchive archive = new TorchScriptArchive();
        StringBuilder source = new StringBuilder("  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n");
        source.append(NetworkSource.input());
        List<Layer> layers = network.layers();
        for (int i = 1; i < layers.size(); i++) {
            source.append("    v").append(i).append(" = ");
            source.append(expression(layers.get(i), tensors, archive)).append('\n');
        }
        source.append("    return torch.contiguous(torch.sigmoid(v")
                .append(layers.size() - 1)
                .append("))\n");
        return archive.toBytes(source.toString());
    }

    private static String expression(Layer layer, MasterTensors tensors, TorchScriptArchive archive) {
        if (layer instanceof Layer.Convolution c) {
            FoldedConvolution folded = FoldedConvolution.of(c, tensors);
            archive.addChannelsLast(
                    c.name() + "_w",
                    TorchScriptArchive.Kind.BUFFER,
                    folded.weight(),
                    c.outChannels(),
                    c.inChannels(),
                    c.kernel(),
                    c.kernel());
            archive.add(c.name() + "_b", TorchScriptArchive.Kind.BUFFER, folded.bias(), c.outChannels());
            String convolution = NetworkSource.convolution(c, "self." + c.name() + "_w", "self." + c.name() + "_b");
            return c.isNormalised() ? "torch.relu_(" + convolution + ")" : convolution;
        }
        if (layer instanceof Layer.Doubling d) {
            return NetworkSource.doubling(d);
        }
        if (layer instanceof Layer.Concatenation c) {
            return NetworkSource.concatenation(c);
        }
        throw new IllegalArgumentException("layer " + layer + " can only be the first");
    }
}
