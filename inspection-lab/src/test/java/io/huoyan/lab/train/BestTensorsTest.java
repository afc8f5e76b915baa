package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.MasterTensors.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BestTensorsTest {
    @TempDir
    Path work;

    @Test
    void theCheckpointOfTheLowestLossIsKeptAndThoseSinceAreCounted() {
        BestTensors best = new BestTensors(work);
        assertThat(best.since()).isZero();

        assertThat(best.note(tensors(1), 0.5, 100)).isZero();
        assertThat(best.note(tensors(2), 0.7, 200)).isEqualTo(1);
        assertThat(best.note(tensors(3), 0.5, 300)).isEqualTo(2);

        assertThat(best.since()).isEqualTo(2);
        assertThat(best.tensors().values("w", 1)[0]).isEqualTo(1f);
        assertThat(best.note(tensors(4), 0.4, 400)).isZero();
        assertThat(best.tensors().values("w", 1)[0]).isEqualTo(4f);
        assertThat(best.tensors().byName()).containsOnlyKeys("w");
    }

    /** A training that was cut off after the note and before its checkpoint comes to the same step again. */
    @Test
    void aCheckpointThatIsMadeAgainIsCountedOnce() {
        new BestTensors(work).note(tensors(1), 0.5, 100);
        new BestTensors(work).note(tensors(2), 0.7, 200);

        BestTensors again = new BestTensors(work);

        assertThat(again.note(tensors(2), 0.7, 200)).isEqualTo(1);
        assertThat(again.note(tensors(3), 0.7, 300)).isEqualTo(2);
    }

    private static MasterTensors tensors(float value) {
        return new MasterTensors(Map.of("w", new Tensor(List.of(1), new float[] {value})));
    }
}
