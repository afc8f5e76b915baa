package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.djl.Layer;
import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.core.infer.djl.NetworkSource;
import io.huoyan.core.infer.djl.TorchScriptArchive;
import io.huoyan.core.infer.djl.TorchScriptArchive.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of a network that is trained: batch norm with running statistics, and the loss inside, so that one call goes
 * from bytes to one number.
 *
 * <p>The loss is the mean over labels of binary cross-entropy, its positive pixels weighted per label, plus, for the
 * labels that are there in the batch, one minus the Dice coefficient of the batch (Milletari et al. 2016, arXiv
 * 1606.04797), which keeps rare labels from drowning. For a label that is not there, Dice would only push all
 * probabilities to nothing, and push harder than the few positive pixels of other batches can pull. Pixels marked
 * {@link #UNKNOWN} count in neither.
 */
final class TrainingForm {
    /** Target of a pixel of which the label is not known. */
    static final int UNKNOWN = 255;
    /** Share of the newest batch in the running statistics. */
    private static final double NORM_MOMENTUM = 0.1;
    /** PyTorch's numbers of the types, {@code c10/core/ScalarType.h}. */
    private static final int FLOAT = 6;

    private static final int BFLOAT16 = 15;

    private final TorchScriptArchive archive = new TorchScriptArchive();
    private final StringBuilder source = new StringBuilder();
    private final List<String> statistics = new ArrayList<>();
    private final MasterTensors tensors;
    private final boolean isBfloat16;

    private TrainingForm(MasterTensors tensors, boolean isBfloat16) {
        this.tensors = tensors;
        this.isBfloat16 = isBfloat16;
    }

    /**
     * A TorchScript file. Its {@code forward} takes pictures ({@code batch × rows × columns × 3} unsigned bytes) and
     * targets ({@code batch × labels × rows × columns} unsigned bytes: 0, 1 or {@link #UNKNOWN}) and returns the loss
     * and, one after the other in the order of the layers, the running means and variances: DJL hands out no buffers.
     *
     * @param positiveWeights per label, how much more a positive pixel counts in the cross-entropy
     * @param isBfloat16 whether convolutions are computed in bfloat16; tensors stay 32-bit
     */
    static byte[] of(NetworkDescription network, MasterTensors tensors, float[] positiveWeights, boolean isBfloat16) {
        TrainingForm form = new TrainingForm(tensors, isBfloat16);
        form.source.append(
                "  def forward(self: __torch__.Net,\n    x: Tensor,\n    t: Tensor) -> Tuple[Tensor, Tensor]:\n");
        form.source.append(NetworkSource.input());
        if (isBfloat16) {
            form.line("v0 = torch.to(v0, %d)".formatted(BFLOAT16));
        }
        List<Layer> layers = network.layers();
        for (int i = 1; i < layers.size(); i++) {
            form.line("v%d = %s".formatted(i, form.expression(layers.get(i))));
        }
        form.loss(network.maps(), positiveWeights);
        return form.archive.toBytes(form.source.toString());
    }

    private String expression(Layer layer) {
        return layer instanceof Layer.Convolution c ? convolution(c) : NetworkSource.plain(layer);
    }

    private String convolution(Layer.Convolution c) {
        int out = c.outChannels();
        float[] weight = tensors.values(c.name() + ".weight", out, c.inChannelsPerGroup(), c.kernel(), c.kernel());
        archive.add(
                attribute(c.name() + ".weight"),
                Kind.TRAINED,
                weight,
                out,
                c.inChannelsPerGroup(),
                c.kernel(),
                c.kernel());
        String kernel = cast(self(c.name() + ".weight"));
        if (!c.isNormalised()) {
            archive.add(attribute(c.name() + ".bias"), Kind.TRAINED, tensors.values(c.name() + ".bias", out), out);
            String biased = NetworkSource.convolution(c, kernel, cast(self(c.name() + ".bias")));
            return NetworkSource.activation(c.activation(), biased, false);
        }
        String norm = c.name() + ".norm";
        archive.add(attribute(norm + ".scale"), Kind.TRAINED, tensors.values(norm + ".scale", out), out);
        archive.add(attribute(norm + ".shift"), Kind.TRAINED, tensors.values(norm + ".shift", out), out);
        archive.add(attribute(norm + ".mean"), Kind.BUFFER, tensors.values(norm + ".mean", out), out);
        archive.add(attribute(norm + ".variance"), Kind.BUFFER, tensors.values(norm + ".variance", out), out);
        statistics.add(self(norm + ".mean"));
        statistics.add(self(norm + ".variance"));
        String normalised = "torch.batch_norm(%s, %s, %s, %s, %s, self.training, %s, %s, True)"
                .formatted(
                        NetworkSource.convolution(c, kernel, "None"),
                        self(norm + ".scale"),
                        self(norm + ".shift"),
                        self(norm + ".mean"),
                        self(norm + ".variance"),
                        NORM_MOMENTUM,
                        NetworkDescription.NORM_EPSILON);
        return NetworkSource.activation(c.activation(), normalised, false);
    }

    private void loss(int logits, float[] positiveWeights) {
        archive.add("positive_weight", Kind.BUFFER, positiveWeights, positiveWeights.length, 1, 1);
        line("z = torch.contiguous(torch.to(v%d, %d))".formatted(logits, FLOAT));
        line("known = torch.to(torch.ne(t, %d), %d)".formatted(UNKNOWN, FLOAT));
        line("y = torch.mul(torch.to(t, %d), known)".formatted(FLOAT));
        line("e = torch.binary_cross_entropy_with_logits(z, y, known, self.positive_weight, 0)");
        line("entropy = torch.div(torch.sum(e, [0, 2, 3]), torch.add(torch.sum(known, [0, 2, 3]), 1., 1))");
        line("positives = torch.sum(y, [0, 2, 3])");
        line("p = torch.mul(torch.sigmoid(z), known)");
        line("both = torch.sum(torch.mul(p, y), [0, 2, 3])");
        line("either = torch.add(torch.sum(p, [0, 2, 3]), positives, alpha=1)");
        line("dice = torch.div(torch.mul(both, 2.), torch.add(either, 1., 1))");
        line("there = torch.to(torch.gt(positives, 0), %d)".formatted(FLOAT));
        line("loss = torch.mean(torch.add(entropy, torch.mul(torch.rsub(dice, 1., 1), there), alpha=1))");
        line("return (loss, torch.cat([%s], 0))".formatted(String.join(", ", statistics)));
    }

    private String cast(String tensor) {
        return isBfloat16 ? "torch.to(" + tensor + ", " + BFLOAT16 + ")" : tensor;
    }

    private static String self(String tensorName) {
        return "self." + attribute(tensorName);
    }

    private static String attribute(String tensorName) {
        return NetworkSource.attribute(tensorName);
    }

    private void line(String text) {
        source.append("    ").append(text).append('\n');
    }
}
