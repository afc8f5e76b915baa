package io.huoyan.core.infer.djl;

import io.huoyan.core.infer.ThingReader;
import io.huoyan.core.infer.djl.Layer.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The encoder of EfficientNet-Lite0 (Tan and Le 2019, arXiv 1905.11946, without squeeze-and-excitation and with ReLU6;
 * https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite), for which weights learnt on
 * ImageNet exist, and a light decoder to half size; the last halving is undone by {@link Layer.Unfolding}, so that
 * nothing but logits is ever held at full size. Beside the maps, one logit says whether the picture as a whole shows a
 * flawed weld, and three branches box things: small ones at a quarter of the picture's size, whole beads at a
 * sixteenth.
 */
public final class LiteUnet {
    /** Name in {@code model.yaml}. */
    public static final String NAME = "lite0-levels";

    /** Picture pixels from one place to the next of the maps that box things, the finest first. */
    public static final List<Integer> THING_STRIDES_PX = List.of(4, 8, 16);

    /** Prefix of the names of all tensors of the encoder. */
    public static final String ENCODER_PREFIX = "lite.";

    private static final int SIDE_MULTIPLE_PX = 32;
    private static final int FEATURE_STRIDE_PX = 16;
    private static final int STEM_CHANNELS = 32;

    /** A row of blocks of one size. */
    private record Stage(int blocks, int kernel, int stride, int expansion, int outChannels) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 3, 1, 1, 16),
            new Stage(2, 3, 2, 6, 24),
            new Stage(2, 5, 2, 6, 40),
            new Stage(3, 3, 2, 6, 80),
            new Stage(3, 5, 1, 6, 112),
            new Stage(4, 5, 2, 6, 192),
            new Stage(1, 3, 1, 6, 320));

    private final NetworkBuilder net = new NetworkBuilder();
    private final int[] stageEnds = new int[STAGES.size()];

    private LiteUnet() {}

    /**
     * @param baseWidth sets the decoder's channels: 4, 3, 2 and 1½ times as many from its coarsest to its finest level;
     *     even
     * @param labels logits per pixel
     * @param things kinds of things that are boxed, 0 for none
     */
    static NetworkDescription of(int baseWidth, int labels, int things) {
        if (baseWidth < 2 || baseWidth % 2 != 0 || labels < 1) {
            throw new IllegalArgumentException("base width is " + baseWidth + ", labels are " + labels
                    + "; allowed are an even width from 2 and 1 label or more");
        }
        return new LiteUnet().describe(baseWidth, labels, things);
    }

    private NetworkDescription describe(int baseWidth, int labels, int things) {
        encode();
        int half = stageEnds[0];
        int quarter = stageEnds[1];
        int eighth = stageEnds[2];
        int sixteenth = stageEnds[4];
        int late = stageEnds[5];
        int deepest = stageEnds[6];
        int context = net.norm("context", deepest, 4 * baseWidth, 1, 1, Activation.RELU);
        int both = net.concatenation(net.doubling(context), sixteenth);
        int up4 = net.norm("up4", both, 4 * baseWidth, 3, 1, Activation.RELU);
        int up3 = join("up3", up4, eighth, 3 * baseWidth);
        int up2 = join("up2", up3, quarter, 2 * baseWidth);
        int up1 = join("up1", up2, half, baseWidth * 3 / 2);
        int maps = net.unfolding(net.head("head", up1, 4 * labels));
        int whole = net.norm("whole", deepest, 8 * baseWidth, 1, 1, Activation.RELU);
        int flawed = net.head("flawed", net.mean(whole), 1);
        List<Integer> boxes = new ArrayList<>();
        if (things > 0) {
            int answers = things + ThingReader.GROUPS * ThingReader.DISTANCES;
            boxes.add(boxes("", up2, 1, 3 * baseWidth, answers));
            boxes.add(boxes("8", up3, 2, 4 * baseWidth, answers));
            boxes.add(boxes("16", both, 2, 6 * baseWidth, answers));
        }
        return new NetworkDescription(
                net.layers(),
                SIDE_MULTIPLE_PX,
                maps,
                List.of(sixteenth, late),
                FEATURE_STRIDE_PX,
                OptionalInt.of(flawed),
                boxes);
    }

    /** Layers of their own, then the answers. */
    private int boxes(String suffix, int input, int layers, int channels, int answers) {
        int value = input;
        for (int i = 0; i < layers; i++) {
            value = net.norm("things" + suffix + (i == 0 ? "" : "." + i), value, channels, 3, 1, Activation.RELU);
        }
        return net.head("boxes" + suffix, value, answers);
    }

    private void encode() {
        int value = net.norm(ENCODER_PREFIX + "stem", 0, STEM_CHANNELS, 3, 2, Activation.RELU6);
        int number = 0;
        for (int stage = 0; stage < STAGES.size(); stage++) {
            Stage kind = STAGES.get(stage);
            for (int i = 0; i < kind.blocks(); i++) {
                value = block(ENCODER_PREFIX + "block" + number++, value, kind, i == 0 ? kind.stride() : 1);
            }
            stageEnds[stage] = value;
        }
    }

    /** Widened, looked over channel by channel, narrowed; added to what it was where the size allows. */
    private int block(String name, int input, Stage kind, int stride) {
        int inChannels = net.channels(input);
        int value = input;
        if (kind.expansion() > 1) {
            value = net.norm(name + ".expand", value, inChannels * kind.expansion(), 1, 1, Activation.RELU6);
        }
        value = net.depthwise(name + ".depth", value, kind.kernel(), stride, Activation.RELU6);
        value = net.norm(name + ".project", value, kind.outChannels(), 1, 1, Activation.NONE);
        return stride == 1 && inChannels == kind.outChannels() ? net.sum(value, input) : value;
    }

    private int join(String name, int below, int beside, int outChannels) {
        int both = net.concatenation(net.doubling(below), beside);
        return net.norm(name, both, outChannels, 3, 1, Activation.RELU);
    }
}
