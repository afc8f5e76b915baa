package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final int SIDE_PX = 64;
    private static final Outputs OUTPUTS = Outputs.of(List.of());
    private static final NetworkDescription NETWORK = OUTPUTS.network(TrainingPlan.BASE_WIDTH_STANDARD);
    private static final MasterTensors TENSORS = StartingTensors.of(NETWORK, new Random(1));
    private static final TrainableNetwork.Manner MANNER =
            new TrainableNetwork.Manner(new float[] {1, 1, 1, 1, 1, 1, 1}, false, TrainedPart.ALL, TrainingDevice.CPU);

    /** A plant's small set has fewer watched photographs than a batch; without their loss nothing would end early. */
    @Test
    void fewerPicturesThanABatchAreWatchedToo() {
        assertThat(loss(3, 8)).isPresent();
        assertThat(loss(8, 8)).isPresent();
        assertThat(loss(0, 8)).isEmpty();
    }

    /** The third piece's loss, from batches of two and one and from three of one: the pieces are the same. */
    @Test
    void theLastSmallerBatchCountsByItsPieces() {
        double ofTwoAndOne = 3 * loss(3, 2).orElseThrow() - 2 * loss(2, 2).orElseThrow();
        double ofThreeOnes = 3 * loss(3, 1).orElseThrow() - 2 * loss(2, 1).orElseThrow();

        assertThat(ofTwoAndOne).isCloseTo(ofThreeOnes, within(1e-3));
    }

    private static OptionalDouble loss(int watched, int batch) {
        TrainingPlan plan = new TrainingPlan(
                Path.of("models"),
                "trial",
                "1",
                Path.of("work"),
                new TrainingPlan.Data(4, List.of(), 0.5, 0.1, 1_000_000),
                new TrainingPlan.Schedule(1, batch, SIDE_PX, 0.001, 1, 1),
                new TrainingPlan.Machine(1, false),
                1,
                new TrainingPlan.Start(null, TrainedPart.ALL));
        List<TrainingPicture> pictures = HeldOut.rendered(HeldOut.JUDGING_SEED, watched, SIDE_PX, OUTPUTS);
        return new Watch(pictures, plan, NETWORK, OUTPUTS, MANNER).loss(TENSORS);
    }
}
