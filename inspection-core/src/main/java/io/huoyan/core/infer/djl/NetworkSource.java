package io.huoyan.core.infer.djl;

/**
 * Lines of TorchScript source that the training form and the forms for inference share. Value {@code n} of a network is
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

    /** A tensor's name as Python allows it: without points. */
    public static String attribute(String tensorName) {
        return tensorName.replace('.', '_');
    }

    /** The expression of a convolution of value {@code layer.input()}, without what follows it. */
    public static String convolution(Layer.Convolution layer, String weight, String bias) {
        int padding = layer.kernel() / 2;
        return "torch.conv2d(v%d, %s, %s, [%d, %d], [%d, %d], [1, 1], %d)"
                .formatted(
                        layer.input(), weight, bias, layer.stride(), layer.stride(), padding, padding, layer.groups());
    }

    /** The expression of a convolution's activation. */
    public static String activation(Layer.Activation activation, String value, boolean isInPlace) {
        String end = isInPlace ? "_" : "";
        return switch (activation) {
            case NONE -> value;
            case RELU -> "torch.relu" + end + "(" + value + ")";
            case RELU6 -> "torch.hardtanh" + end + "(" + value + ", 0., 6.)";
        };
    }

    /** The expression of a layer that has no tensors. */
    public static String plain(Layer layer) {
        if (layer instanceof Layer.Doubling d) {
            return "torch.upsample_nearest2d(v%d, None, [2., 2.])".formatted(d.input());
        }
        if (layer instanceof Layer.Unfolding u) {
            return "torch.pixel_shuffle(v%d, 2)".formatted(u.input());
        }
        if (layer instanceof Layer.Concatenation c) {
            return "torch.cat([v%d, v%d], 1)".formatted(c.first(), c.second());
        }
        if (layer instanceof Layer.Sum s) {
            return "torch.add(v%d, v%d, alpha=1)".formatted(s.first(), s.second());
        }
        if (layer instanceof Layer.Mean m) {
            return "torch.mean(v%d, [2, 3], True)".formatted(m.input());
        }
        throw new IllegalArgumentException("layer " + layer + " can only be the first");
    }
}
