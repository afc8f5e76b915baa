package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParallelNetworkTest {
    private static final int SIDE_PX = 64;

    private final Outputs outputs = Outputs.of(List.of("good welding", "crack"));
    private final NetworkDescription network = outputs.network(4);
    private final MasterTensors start = StartingTensors.of(network, new Random(3));

    /** Two threads at once must give what one gives after the other: the same share twice is the share. */
    @Test
    void theGradientIsTheMeanOfTheShares() {
        Batch share = share(5);
        Map<String, float[]> alone;
        float loss;
        try (ParallelNetwork one = open(1)) {
            loss = one.lossAndGradients(List.of(share)).loss();
            alone = one.takeGradients();
        }
        try (ParallelNetwork two = open(2)) {
            assertThat(two.lossAndGradients(List.of(share, share(5))).loss()).isCloseTo(loss, within(1e-4f));
            Map<String, float[]> both = two.takeGradients();
            assertThat(both.keySet()).isEqualTo(alone.keySet());
            alone.forEach((name, gradient) -> assertThat(largestDifference(gradient, both.get(name)))
                    .as(name)
                    .isLessThan(1e-3));
        }
    }

    /** A copy left behind would learn from another network than the one that is kept. */
    @Test
    void whatIsChangedIsChangedInEveryCopy() {
        Batch share = share(5);
        try (ParallelNetwork two = open(2);
                ParallelNetwork one = open(1)) {
            for (ParallelNetwork parallel : List.of(one, two)) {
                float[] bias = parallel.values("boxes16.bias");
                bias[0] = 1;
                parallel.changed("boxes16.bias");
            }
            float expected = one.lossAndGradients(List.of(share)).loss();

            assertThat(two.lossAndGradients(List.of(share, share)).loss()).isCloseTo(expected, within(1e-4f));
        }
    }

    @Test
    void anotherNumberOfSharesIsRefused() {
        try (ParallelNetwork two = open(2)) {
            assertThatThrownBy(() -> two.lossAndGradients(List.of(share(5))))
                    .hasMessage("shares of the batch are 1; needed is one for each of 2");
        }
    }

    private static double largestDifference(float[] expected, float[] actual) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i] - actual[i]));
        }
        return largest;
    }

    private ParallelNetwork open(int copies) {
        var manner = new TrainableNetwork.Manner(
                new float[] {1, 1, 1, 1, 1, 1, 1}, false, TrainedPart.ALL, TrainingDevice.CPU);
        return ParallelNetwork.open(network, outputs, start, manner, copies);
    }

    private Batch share(long seed) {
        Batch batch = Batch.allocate(2, SIDE_PX, 7, outputs.things().size());
        Augmentation augmentation = new Augmentation(SIDE_PX);
        Random random = new Random(seed);
        for (int i = 0; i < batch.size(); i++) {
            augmentation.cut(RenderedPictures.of(1_000_000 + i, SIDE_PX, outputs), random, batch, i);
        }
        return batch;
    }
}
