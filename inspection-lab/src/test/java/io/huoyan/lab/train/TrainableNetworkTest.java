package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainableNetworkTest {
    private static final int SIDE_PX = 64;

    private final Outputs outputs = Outputs.of(List.of("good welding", "crack", "own thing"));
    private final NetworkDescription network = outputs.network(4);

    /** PyTorch's tensors and ours are two things that must stay one. */
    @Test
    void whatIsKeptIsWhatIsComputedWith() {
        Batch batch = batch();
        MasterTensors kept;
        float moved;
        try (TrainableNetwork trained = open(StartingTensors.of(network, new Random(3)))) {
            AdamW optimizer = new AdamW();
            float before = trained.lossAndGradients(batch).loss();
            trained.takeGradients().forEach((name, gradient) -> {
                optimizer.update(name, trained.values(name), gradient, 1, 0.01, 1);
                trained.changed(name);
            });
            kept = trained.tensors();
            moved = trained.lossAndGradients(batch).loss();
            assertThat(moved).isNotCloseTo(before, within(0.01f));
        }
        try (TrainableNetwork again = open(kept)) {
            assertThat(again.lossAndGradients(batch).loss()).isCloseTo(moved, within(1e-3f));
        }
    }

    @Test
    void onlyThePartThatIsTrainedHasGradients() {
        Batch batch = batch();
        for (TrainedPart part : TrainedPart.values()) {
            var manner = new TrainableNetwork.Manner(weights(), false, part, TrainingDevice.CPU);
            try (TrainableNetwork trained =
                    TrainableNetwork.open(network, outputs, StartingTensors.of(network, new Random(3)), manner)) {
                trained.lossAndGradients(batch);
                assertThat(trained.takeGradients().keySet())
                        .as(part.name())
                        .isNotEmpty()
                        .allMatch(part::holds)
                        .noneMatch(TrainableNetwork::isStatistic);
            }
        }
    }

    /** What is not trained is as it was, running means and variances too: classes that few pictures lack need it. */
    @Test
    void whatIsNotTrainedStaysToTheLastNumber() {
        MasterTensors start = StartingTensors.of(network, new Random(3));
        for (TrainedPart part : TrainedPart.values()) {
            var manner = new TrainableNetwork.Manner(weights(), false, part, TrainingDevice.CPU);
            try (TrainableNetwork trained = TrainableNetwork.open(network, outputs, start, manner)) {
                trained.lossAndGradients(batch());

                List<String> moved = new ArrayList<>();
                network.tensorShapes().forEach((name, shape) -> {
                    if (!Arrays.equals(trained.values(name), start.values(name, shape.toArray(Integer[]::new)))) {
                        moved.add(name);
                    }
                });
                assertThat(moved).as(part.name()).isNotEmpty().allMatch(part::holds);
            }
        }
    }

    private TrainableNetwork open(MasterTensors tensors) {
        var manner = new TrainableNetwork.Manner(weights(), false, TrainedPart.ALL, TrainingDevice.CPU);
        return TrainableNetwork.open(network, outputs, tensors, manner);
    }

    private static float[] weights() {
        return new float[] {1, 1, 1, 1, 1, 1, 1};
    }

    private Batch batch() {
        Batch batch = Batch.allocate(2, SIDE_PX, 7, outputs.things().size());
        Augmentation augmentation = new Augmentation(SIDE_PX);
        Random random = new Random(5);
        for (int i = 0; i < 2; i++) {
            augmentation.cut(RenderedPictures.of(1_000_000 + i, SIDE_PX, outputs), random, batch, i);
        }
        return batch;
    }
}
