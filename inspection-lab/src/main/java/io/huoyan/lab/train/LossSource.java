package io.huoyan.lab.train;

import io.huoyan.core.infer.ThingLabel;
import io.huoyan.core.infer.ThingReader;
import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.core.infer.djl.TorchScriptArchive;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The loss, as lines of TorchScript.
 *
 * <p><b>Maps.</b> The mean over labels of binary cross-entropy, its positive pixels weighted per label, plus, for the
 * labels that are there in the batch, one minus the Dice coefficient of the batch (Milletari et al. 2016, arXiv
 * 1606.04797), which keeps rare labels from drowning. For a label that is not there, Dice would only push all
 * probabilities to nothing, and push harder than the few positive pixels of other batches can pull. Pixels marked
 * {@link #UNKNOWN} count in neither.
 *
 * <p><b>Things.</b> For scores the focal loss with lowered weight around a middle (Zhou et al. 2019, arXiv 1904.07850),
 * per thing; in a middle the score to reach is the overlap of the box that is read there with the true one, so that of
 * two boxes the better one comes first (Li et al. 2020, arXiv 2006.04388). For distances one minus the generalised
 * overlap (Rezatofighi et al. 2019, arXiv 1902.09630).
 *
 * <p><b>The whole picture.</b> Binary cross-entropy of the pieces whose truth is known.
 *
 * <p>A network that has no boxes, or no judgement of the whole, loses nothing by them.
 */
final class LossSource {
    /** Target of a pixel of which the label is not known. */
    static final int UNKNOWN = 255;
    /** Height of a hill's peak. */
    static final int PEAK = 200;

    /** PyTorch's number of 32-bit floats, {@code c10/core/ScalarType.h}. */
    private static final int FLOAT = 6;

    private static final double MAPS_WEIGHT = 1;
    private static final double SCORES_WEIGHT = 1;
    private static final double BOXES_WEIGHT = 2;
    private static final double FLAWED_WEIGHT = 0.5;

    /** Per kind of thing 1 if it is a weld, else 0; and the other way round. */
    private static final String WELDS = "welds";

    private static final String OTHERS = "others";

    private final StringBuilder source = new StringBuilder();
    private final int kinds;

    private LossSource(int kinds) {
        this.kinds = kinds;
    }

    /** Lines that make {@code loss} of the network's values and the batch's tensors {@code t, h, k, b, q}. */
    static String of(
            NetworkDescription network, List<ThingLabel> things, float[] positiveWeights, TorchScriptArchive archive) {
        int kinds = things.size();
        LossSource loss = new LossSource(kinds);
        float[] welds = new float[kinds];
        float[] others = new float[kinds];
        for (int kind = 0; kind < kinds; kind++) {
            welds[kind] = things.get(kind).isWeld() ? 1 : 0;
            others[kind] = 1 - welds[kind];
        }
        archive.add(WELDS, TorchScriptArchive.Kind.BUFFER, welds, kinds, 1);
        archive.add(OTHERS, TorchScriptArchive.Kind.BUFFER, others, kinds, 1);
        archive.add("positive_weight", TorchScriptArchive.Kind.BUFFER, positiveWeights, positiveWeights.length, 1, 1);
        loss.maps(network.maps());
        if (network.things().isEmpty()) {
            loss.line("scores_loss = torch.mul(torch.detach(maps_loss), 0.)");
            loss.line("boxes_loss = scores_loss");
        } else {
            loss.things(network.things());
            loss.boxes();
            loss.scores();
        }
        network.flawed()
                .ifPresentOrElse(loss::flawed, () -> loss.line("flawed_loss = torch.mul(torch.detach(maps_loss), 0.)"));
        loss.line("parts = torch.stack([%s], 0)"
                .formatted(String.join(
                        ", ",
                        List.of(
                                weighted("maps_loss", MAPS_WEIGHT),
                                weighted("scores_loss", SCORES_WEIGHT),
                                weighted("boxes_loss", BOXES_WEIGHT),
                                weighted("flawed_loss", FLAWED_WEIGHT)))));
        loss.line("loss = torch.sum(parts)");
        return loss.source.toString();
    }

    private static String weighted(String loss, double weight) {
        return String.format(Locale.ROOT, "torch.mul(%s, %s)", loss, weight);
    }

    private void maps(int logits) {
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
        line("maps_loss = torch.mean(torch.add(entropy, torch.mul(torch.rsub(dice, 1., 1), there), alpha=1))");
    }

    /** The places of all maps of things side by side: batch × answers × places. */
    private void things(List<Integer> maps) {
        String flat = maps.stream().map("torch.flatten(v%d, 2, -1)"::formatted).collect(Collectors.joining(", "));
        line("a = torch.to(torch.cat([%s], 2), %d)".formatted(flat, FLOAT));
    }

    private void scores() {
        line("s = torch.sigmoid(torch.slice(a, 1, 0, %d, 1))".formatted(kinds));
        line("s = torch.clamp(s, 0.0001, 0.9999)");
        line("hill = torch.div(torch.to(h, %d), %d.)".formatted(FLOAT, PEAK));
        line("peak = torch.to(torch.eq(h, %d), %d)".formatted(PEAK, FLOAT));
        line("low = torch.rsub(s, 1., 1)");
        line("fit = torch.where(torch.gt(w, 0), torch.detach(torch.div(shared, union)), torch.ones_like(w))");
        line("right = torch.add(%s, %s, alpha=1)".formatted(ofGroup(0, WELDS), ofGroup(1, OTHERS)));
        line("gain = torch.mul(right, torch.log(s))");
        line("gain = torch.add(gain, torch.mul(torch.rsub(right, 1., 1), torch.log(low)), alpha=1)");
        line("hits = torch.mul(torch.mul(torch.pow(torch.sub(right, s), 2), gain), peak)");
        line("far = torch.mul(torch.pow(torch.rsub(hill, 1., 1), 4), torch.rsub(peak, 1., 1))");
        line("misses = torch.mul(torch.mul(torch.mul(torch.pow(s, 2), torch.log(low)), far), k)");
        line("focal = torch.neg(torch.add(torch.sum(hits), torch.sum(misses), alpha=1))");
        line("scores_loss = torch.div(focal, torch.add(torch.sum(peak), 4., 1))");
    }

    /** How well a group's box fits its thing, given to the kinds of that group. */
    private static String ofGroup(int group, String kinds) {
        return "torch.mul(torch.slice(fit, 1, %d, %d, 1), self.%s)".formatted(group, group + 1, kinds);
    }

    /** Distances of welds and of other things side by side: batch × 2 × 5 × places. */
    private void boxes() {
        line("d = torch.exp(torch.clamp(torch.slice(a, 1, %d, %s, 1), None, 7.))".formatted(kinds, Long.MAX_VALUE));
        line("l, u, r, o, = torch.unbind(torch.unflatten(d, 1, [%d, %d]), 2)"
                .formatted(ThingReader.GROUPS, ThingReader.DISTANCES));
        line("tl, tu, tr, tb, w, = torch.unbind(b, 2)");
        line("area = torch.mul(torch.add(l, r, alpha=1), torch.add(u, o, alpha=1))");
        line("true_area = torch.mul(torch.add(tl, tr, alpha=1), torch.add(tu, tb, alpha=1))");
        line("in_width = torch.add(torch.minimum(l, tl), torch.minimum(r, tr), alpha=1)");
        line("in_height = torch.add(torch.minimum(u, tu), torch.minimum(o, tb), alpha=1)");
        line("shared = torch.mul(in_width, in_height)");
        line("union = torch.add(torch.sub(torch.add(area, true_area, alpha=1), shared, alpha=1), 0.001, 1)");
        line("out_width = torch.add(torch.maximum(l, tl), torch.maximum(r, tr), alpha=1)");
        line("out_height = torch.add(torch.maximum(u, tu), torch.maximum(o, tb), alpha=1)");
        line("hull = torch.add(torch.mul(out_width, out_height), 0.001, 1)");
        line(
                "overlap = torch.sub(torch.div(shared, union), torch.div(torch.sub(hull, union, alpha=1), hull), alpha=1)");
        line("off = torch.sum(torch.mul(torch.rsub(overlap, 1., 1), w))");
        line("boxes_loss = torch.div(off, torch.add(torch.sum(w), 1., 1))");
    }

    private void flawed(int logit) {
        line("g = torch.to(torch.squeeze(torch.squeeze(torch.squeeze(v%d, 3), 2), 1), %d)".formatted(logit, FLOAT));
        line("truth, counts, = torch.unbind(q, 1)");
        line("doubt = torch.binary_cross_entropy_with_logits(g, truth, counts, None, 2)");
        line("flawed_loss = torch.div(doubt, torch.add(torch.sum(counts), 1., 1))");
    }

    private void line(String text) {
        source.append("    ").append(text).append('\n');
    }
}
