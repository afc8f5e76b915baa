package io.huoyan.core.infer.djl;

import java.util.ArrayList;
import java.util.List;

/**
 * How the values between layers become bytes. Values that are laid side by side, or that are one another's copies,
 * share a scale, so that nothing need be computed anew.
 */
final class Quantization {
    private static final int LEVELS = 255;
    /** A span below this is one of nothing but equal values. */
    private static final double SPAN_MIN = 1e-6;
    /** The picture's bytes stand for -2 to 2; the byte nearest to 0 is a little more than that. */
    private static final Scale PICTURE = new Scale(4.0 / LEVELS, 128, 128 * 4.0 / LEVELS - 2);

    /**
     * A byte {@code q} stands for {@code (q − zero) · step + offset}.
     *
     * @param offset 0 but for the picture; a convolution's bias makes up for it
     */
    record Scale(double step, int zero, double offset) {}

    private final List<Scale> scales;
    private final boolean[] isByte;

    private Quantization(List<Scale> scales, boolean[] isByte) {
        this.scales = scales;
        this.isByte = isByte;
    }

    /** @param ranges per value: least and greatest, as measured */
    static Quantization of(NetworkDescription network, Fusion fusion, float[][] ranges) {
        List<Layer> layers = network.layers();
        int[] leader = new int[layers.size()];
        for (int i = 0; i < leader.length; i++) {
            leader[i] = i;
        }
        for (int i = 1; i < leader.length; i++) {
            if (layers.get(i) instanceof Layer.Doubling || layers.get(i) instanceof Layer.Concatenation) {
                for (int input : Fusion.inputs(layers.get(i))) {
                    join(leader, i, input);
                }
            } else if (fusion.isFused(i)) {
                join(leader, i, fusion.holder(i));
            }
        }
        double[] least = new double[leader.length];
        double[] greatest = new double[leader.length];
        for (int i = 1; i < leader.length; i++) {
            boolean isOnTheWay = layers.get(i) instanceof Layer.Convolution
                    && fusion.addedBy(i).isPresent();
            if (!isOnTheWay) {
                int group = leaderOf(leader, i);
                least[group] = Math.min(least[group], ranges[i][0]);
                greatest[group] = Math.max(greatest[group], ranges[i][1]);
            }
        }
        List<Scale> scales = new ArrayList<>();
        for (int i = 0; i < leader.length; i++) {
            int group = leaderOf(leader, i);
            scales.add(i == 0 ? PICTURE : scale(least[group], greatest[group]));
        }
        return new Quantization(scales, bytes(layers));
    }

    /** What only float layers read, or nobody, stays float, and so does a mean, which has few places. */
    private static boolean[] bytes(List<Layer> layers) {
        boolean[] isByte = new boolean[layers.size()];
        for (Layer layer : layers) {
            boolean readsBytes = !(layer instanceof Layer.Unfolding || layer instanceof Layer.Mean);
            for (int input : Fusion.inputs(layer)) {
                isByte[input] |= readsBytes;
            }
        }
        for (int i = 0; i < isByte.length; i++) {
            isByte[i] &= !(layers.get(i) instanceof Layer.Mean);
        }
        return isByte;
    }

    private static Scale scale(double least, double greatest) {
        double step = Math.max(SPAN_MIN, greatest - least) / LEVELS;
        return new Scale(step, (int) Math.rint(-least / step), 0);
    }

    private static void join(int[] leader, int a, int b) {
        leader[leaderOf(leader, a)] = leaderOf(leader, b);
    }

    private static int leaderOf(int[] leader, int value) {
        int at = value;
        while (leader[at] != at) {
            at = leader[at];
        }
        return at;
    }

    Scale scale(int value) {
        return scales.get(value);
    }

    /** Whether a value is kept as bytes. */
    boolean isByte(int value) {
        return isByte[value];
    }
}
