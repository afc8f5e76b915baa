package io.huoyan.core.infer.djl;

import io.huoyan.core.infer.MasterTensors;
import java.util.ArrayList;
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
     * red) and returns {@code batch × labels × rows × columns} probabilities, the features as {@code batch × rows ×
     * columns × channels}, and, if the network has them, the probability of a flaw, {@code batch × 1 × 1 × 1}, and the
     * map of things as {@link io.huoyan.core.infer.ThingReader} reads it.
     *
     * @param kinds kinds of things
     * @throws IllegalArgumentException if a tensor is missing or has another shape
     */
    static byte[] fp32(NetworkDescription network, int kinds, MasterTensors tensors) {
        TorchScriptArchive archive = new TorchScriptArchive();
        StringBuilder source = new StringBuilder();
        source.append("  def forward(self: __torch__.Net,\n    x: Tensor) -> List[Tensor]:\n");
        source.append(NetworkSource.input());
        List<Layer> layers = network.layers();
        for (int i = 1; i < layers.size(); i++) {
            source.append("    v").append(i).append(" = ");
            source.append(expression(layers.get(i), tensors, archive)).append('\n');
        }
        source.append(results(network, kinds));
        return archive.toBytes(source.toString());
    }

    private static String results(NetworkDescription network, int kinds) {
        StringBuilder lines = new StringBuilder();
        lines.append("    f = v%d\n".formatted(network.features().get(0)));
        if (network.features().size() > 1) {
            lines.append("    f = torch.cat([f, torch.upsample_bilinear2d(v%d, None, False, [2., 2.])], 1)\n"
                    .formatted(network.features().get(1)));
        }
        lines.append("    f = torch.contiguous(torch.permute(f, [0, 2, 3, 1]))\n");
        lines.append("    m = torch.contiguous(torch.sigmoid(v%d))\n".formatted(network.maps()));
        List<String> results = new ArrayList<>(List.of("m", "f"));
        network.flawed().ifPresent(value -> results.add("torch.sigmoid(v%d)".formatted(value)));
        network.things().ifPresent(value -> results.add(things(value, kinds, lines)));
        lines.append("    return [%s]\n".formatted(String.join(", ", results)));
        return lines.toString();
    }

    /** Scores of kinds and distances, both in one tensor; no distance is more than a thousand places. */
    private static String things(int value, int kinds, StringBuilder lines) {
        lines.append("    s = torch.sigmoid(torch.slice(v%d, 1, 0, %d, 1))\n".formatted(value, kinds));
        lines.append("    d = torch.exp(torch.clamp(torch.slice(v%d, 1, %d, 9223372036854775807, 1), None, 7.))\n"
                .formatted(value, kinds));
        return "torch.contiguous(torch.cat([s, d], 1))";
    }

    private static String expression(Layer layer, MasterTensors tensors, TorchScriptArchive archive) {
        if (!(layer instanceof Layer.Convolution c)) {
            return NetworkSource.plain(layer);
        }
        FoldedConvolution folded = FoldedConvolution.of(c, tensors);
        String name = NetworkSource.attribute(c.name());
        archive.addChannelsLast(
                name + "_w",
                TorchScriptArchive.Kind.BUFFER,
                folded.weight(),
                c.outChannels(),
                c.inChannelsPerGroup(),
                c.kernel(),
                c.kernel());
        archive.add(name + "_b", TorchScriptArchive.Kind.BUFFER, folded.bias(), c.outChannels());
        return NetworkSource.activation(
                c.activation(), NetworkSource.convolution(c, "self." + name + "_w", "self." + name + "_b"), true);
    }
}
