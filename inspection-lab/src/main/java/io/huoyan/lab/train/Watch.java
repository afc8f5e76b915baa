package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.lab.synth.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * The photographs that are never drawn, always cut the same way: their loss tells when learning has become learning by
 * heart.
 */
final class Watch {
    /** Most pieces that are looked at. */
    private static final int PIECES_MAX = 48;

    /** All of one size but the last, which holds the rest. */
    private final List<Batch> batches = new ArrayList<>();

    private final NetworkDescription network;
    private final Outputs outputs;
    private final TrainableNetwork.Manner manner;

    /** @param pictures the watched photographs; may be none */
    Watch(
            List<TrainingPicture> pictures,
            TrainingPlan plan,
            NetworkDescription network,
            Outputs outputs,
            TrainableNetwork.Manner manner) {
        this.network = network;
        this.outputs = outputs;
        this.manner = manner;
        int size = plan.schedule().batch();
        int side = plan.schedule().cropSidePx();
        Augmentation augmentation = new Augmentation(side);
        Random random = new Random(plan.data().seed());
        int pieces = Math.min(PIECES_MAX, pictures.size());
        for (int start = 0; start < pieces; start += size) {
            Batch batch = Batch.allocate(
                    Math.min(size, pieces - start),
                    side,
                    Label.values().length,
                    outputs.things().size());
            for (int i = 0; i < batch.size(); i++) {
                augmentation.cut(pictures.get(start + i), random, batch, i);
            }
            batches.add(batch);
        }
    }

    /** Mean loss of a network of these tensors, each piece weighing the same; empty if no photograph is watched. */
    OptionalDouble loss(MasterTensors tensors) {
        if (batches.isEmpty()) {
            return OptionalDouble.empty();
        }
        try (TrainableNetwork judged = TrainableNetwork.open(network, outputs, tensors, manner)) {
            double sum = 0;
            int pieces = 0;
            for (Batch batch : batches) {
                sum += batch.size() * (double) judged.loss(batch);
                pieces += batch.size();
            }
            return OptionalDouble.of(sum / pieces);
        }
    }
}
