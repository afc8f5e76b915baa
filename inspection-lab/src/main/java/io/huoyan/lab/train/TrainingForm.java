package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.ThingLabel;
import io.huoyan.core.infer.djl.Layer;
import io.huoyan.core.infer.djl.LiteUnet;
import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.core.infer.djl.NetworkSource;
import io.huoyan.core.infer.djl.TorchScriptArchive;
import io.huoyan.core.infer.djl.TorchScriptArchive.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The form of a network that is trained: the loss inside, so that one call goes from bytes to one number.
 *
 * <p>The encoder's running statistics stay as ImageNet left them, since small batches of few photographs would only
 * spoil them; its scales and shifts are trained, worked into the kernels on the way. The decoder's batch norm is the
 * usual one where it is trained, and stays as it is where it is not.
 */
final class TrainingForm {
    /** Share of the newest batch in the running statistics. */
    private static final double NORM_MOMENTUM = 0.1;
    /** PyTorch's number of the type, {@code c10/core/ScalarType.h}. */
    private static final int BFLOAT16 = 15;

    private static final String SIGNATURE =
            """
              def forward(self: __torch__.Net,
                x: Tensor,
                t: Tensor,
                h: Tensor,
                k: Tensor,
                b: Tensor,
                q: Tensor) -> List[Tensor]:
            """;

    private final TorchScriptArchive archive = new TorchScriptArchive();
    private final StringBuilder source = new StringBuilder();
    private final List<String> statistics = new ArrayList<>();
    private final MasterTensors tensors;
    private final boolean isBfloat16;
    private final Predicate<String> isTrained;

    private TrainingForm(MasterTensors tensors, boolean isBfloat16, Predicate<String> isTrained) {
        this.tensors = tensors;
        this.isBfloat16 = isBfloat16;
        this.isTrained = isTrained;
    }

    /**
     * A TorchScript file. Its {@code forward} takes the tensors of a {@link Batch} in its order and returns the loss,
     * its parts, one after the other in the order of the layers the running means and variances that move (DJL hands
     * out no buffers), and the maps before their probabilities.
     *
     * @param things the kinds that are boxed
     * @param positiveWeights per label, how much more a positive pixel counts in the cross-entropy
     * @param isBfloat16 whether convolutions are computed in bfloat16; tensors stay 32-bit
     * @param isTrained whether a tensor of this name is trained
     */
    static byte[] of(
            NetworkDescription network,
            MasterTensors tensors,
            List<ThingLabel> things,
            float[] positiveWeights,
            boolean isBfloat16,
            Predicate<String> isTrained) {
        TrainingForm form = new TrainingForm(tensors, isBfloat16, isTrained);
        form.source.append(SIGNATURE);
        form.source.append(NetworkSource.input());
        if (isBfloat16) {
            form.line("v0 = torch.to(v0, %d)".formatted(BFLOAT16));
        }
        List<Layer> layers = network.layers();
        for (int i = 1; i < layers.size(); i++) {
            form.line("v%d = %s".formatted(i, form.expression(layers.get(i))));
        }
        form.source.append(LossSource.of(network, things, positiveWeights, form.archive));
        form.line("return [loss, parts, torch.cat([%s], 0), z]".formatted(String.join(", ", form.statistics)));
        return form.archive.toBytes(form.source.toString());
    }

    /**
     * Whether a layer's running statistics stay as they are: the encoder's, and those of what is not trained, which few
     * pictures would only spoil.
     *
     * @param norm name of its batch norm
     */
    private boolean isSettled(String norm) {
        return norm.startsWith(LiteUnet.ENCODER_PREFIX) || !isTrained.test(norm + ".scale");
    }

    /** Whether a running mean or variance of this name moves in a training of this part. */
    static boolean moves(String statistic, TrainedPart part) {
        return part.holds(statistic) && !statistic.startsWith(LiteUnet.ENCODER_PREFIX);
    }

    private String expression(Layer layer) {
        return layer instanceof Layer.Convolution c ? convolution(c) : NetworkSource.plain(layer);
    }

    private String convolution(Layer.Convolution c) {
        add(c.name() + ".weight", c.outChannels(), c.inChannelsPerGroup(), c.kernel(), c.kernel());
        String weight = self(c.name() + ".weight");
        String value;
        if (!c.isNormalised()) {
            add(c.name() + ".bias", c.outChannels());
            value = NetworkSource.convolution(c, cast(weight), cast(self(c.name() + ".bias")));
        } else {
            String norm = c.name() + ".norm";
            for (String part : List.of(".scale", ".shift", ".mean", ".variance")) {
                add(norm + part, c.outChannels());
            }
            value = isSettled(norm) ? settled(c, weight, norm) : normalised(c, weight, norm);
        }
        return NetworkSource.activation(c.activation(), value, false);
    }

    private String settled(Layer.Convolution c, String weight, String norm) {
        String own = NetworkSource.attribute(c.name());
        line("%s_factor = torch.div(%s, torch.sqrt(torch.add(%s, %s, 1)))"
                .formatted(own, self(norm + ".scale"), self(norm + ".variance"), NetworkDescription.NORM_EPSILON));
        line("%s_kernel = torch.mul(%s, torch.reshape(%s_factor, [-1, 1, 1, 1]))".formatted(own, weight, own));
        line("%s_bias = torch.sub(%s, torch.mul(%s, %s_factor), alpha=1)"
                .formatted(own, self(norm + ".shift"), self(norm + ".mean"), own));
        return NetworkSource.convolution(c, cast(own + "_kernel"), cast(own + "_bias"));
    }

    private String normalised(Layer.Convolution c, String weight, String norm) {
        statistics.add(self(norm + ".mean"));
        statistics.add(self(norm + ".variance"));
        return "torch.batch_norm(%s, %s, %s, %s, %s, self.training, %s, %s, True)"
                .formatted(
                        NetworkSource.convolution(c, cast(weight), "None"),
                        self(norm + ".scale"),
                        self(norm + ".shift"),
                        self(norm + ".mean"),
                        self(norm + ".variance"),
                        NORM_MOMENTUM,
                        NetworkDescription.NORM_EPSILON);
    }

    private void add(String name, int... shape) {
        Integer[] sizes = new Integer[shape.length];
        long[] longs = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = shape[i];
            longs[i] = shape[i];
        }
        Kind kind = isTrained.test(name) ? Kind.TRAINED : Kind.BUFFER;
        archive.add(NetworkSource.attribute(name), kind, tensors.values(name, sizes), longs);
    }

    private String cast(String tensor) {
        return isBfloat16 ? "torch.to(" + tensor + ", " + BFLOAT16 + ")" : tensor;
    }

    private static String self(String tensorName) {
        return "self." + NetworkSource.attribute(tensorName);
    }

    private void line(String text) {
        source.append("    ").append(text).append('\n');
    }
}
