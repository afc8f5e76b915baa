package io.huoyan.core.infer.djl;

import io.huoyan.core.infer.djl.Layer.Activation;
import java.util.List;
import java.util.OptionalInt;

/**
 * An encoder of four halvings and a decoder back to full size, joined level by level (after Ronneberger et al. 2015,
 * arXiv 1505.04597), with two changes for speed: the full-size level is a single thin convolution, kept so that a crack
 * of two pixels is still seen, and sizes are doubled by repetition instead of transposed convolution.
 */
public final class LineUnet {
    /** Name in {@code model.yaml}. */
    public static final String NAME = "line-unet";

    private static final int KERNEL = 3;
    private static final int SIDE_MULTIPLE_PX = 16;
    private static final int FEATURE_STRIDE_PX = 8;

    private final NetworkBuilder net = new NetworkBuilder();

    private LineUnet() {}

    /**
     * @param baseWidth channels at half size, even; they double with every halving
     * @param labels logits per pixel
     */
    static NetworkDescription of(int baseWidth, int labels) {
        if (baseWidth < 2 || baseWidth % 2 != 0 || labels < 1) {
            throw new IllegalArgumentException("base width is " + baseWidth + ", labels are " + labels
                    + "; allowed are an even width from 2 and 1 label or more");
        }
        return new LineUnet().describe(baseWidth, labels);
    }

    private NetworkDescription describe(int baseWidth, int labels) {
        int full = norm("enc0", 0, baseWidth / 2, 1);
        int half = norm("enc1b", norm("enc1a", full, baseWidth, 2), baseWidth, 1);
        int quarter = norm("enc2b", norm("enc2a", half, 2 * baseWidth, 2), 2 * baseWidth, 1);
        int eighth = norm("enc3b", norm("enc3a", quarter, 4 * baseWidth, 2), 4 * baseWidth, 1);
        int sixteenth = norm("enc4b", norm("enc4a", eighth, 8 * baseWidth, 2), 8 * baseWidth, 1);
        int up3 = join("dec3", sixteenth, eighth, 4 * baseWidth, 2);
        int up2 = join("dec2", up3, quarter, 2 * baseWidth, 2);
        int up1 = join("dec1", up2, half, baseWidth, 2);
        int up0 = join("dec0", up1, full, baseWidth, 1);
        int logits = net.head("head", up0, labels);
        return new NetworkDescription(
                net.layers(),
                SIDE_MULTIPLE_PX,
                logits,
                List.of(eighth, sixteenth),
                FEATURE_STRIDE_PX,
                OptionalInt.empty(),
                List.of());
    }

    private int norm(String name, int input, int outChannels, int stride) {
        return net.norm(name, input, outChannels, KERNEL, stride, Activation.RELU);
    }

    private int join(String name, int below, int beside, int outChannels, int convolutions) {
        int value = net.concatenation(net.doubling(below), beside);
        for (int i = 0; i < convolutions; i++) {
            value = norm(name + (char) ('a' + i), value, outChannels, 1);
        }
        return value;
    }
}
