package io.huoyan.core.infer.djl;

/**
 * Lines of TorchScript source that the training form and the form for inference share. Value {@code n} of a network is
 * the variable {@code vn}.
 */
public final class NetworkSource {
    private NetworkSource() {}

    /**
     * From the picture {@code x} ({@code batch × rows × columns × 3}, unsigned bytes, blue green red) to value 0:
     * floats around 0, {@code batch × 3 × rows × columns} with the channels innermost in memory, as the picture had
     * them.
     */
    public static String input() {
        return """
                    v0 = torch.sub(torch.mul(torch.to(torch.permute(x, [0, 3, 1, 2]), 6), 0.015686274509803921), 2., alpha=1)
                """;
    }

    /** The expression of a convolution of value {@code layer.input()}. */
    public static String convolution(Layer.Convolution layer, String weight, String bias) {
        int padding = layer.kernel() / 2;
        return "torch.conv2d(v%d, %s, %s, [%d, %d], [%d, %d], [1, 1], 1)"
                .formatted(layer.input(), weight, bias, layer.stride(), layer.stride(), padding, padding);
    }

    /** The expression of a doubling. */
    public static String doubling(Layer.Doubling layer) {
        return "torch.upsample_nearest2d(v%d, None, [2., 2.])".formatted(layer.input());
    }

    /** The expression of a concatenation. */
    public static String concatenation(Layer.Concatenation layer) {
        return "torch.cat([v%d, v%d], 1)".formatted(layer.first(), layer.second());
    }
}
