package io.huoyan.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.infer.Detection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EyesTest {
    /** Just at and just above the limit, and labels do not take each other's places. */
    @Test
    void ofEachLabelTheLargestThingsAreKeptUpToTheLimit() {
        List<Detection> seen = new ArrayList<>();
        for (int i = 1; i <= Eyes.THINGS_PER_LABEL_MAX; i++) {
            seen.add(new Detection("pore", 1, List.of(), i));
        }
        seen.add(new Detection("seam", 1, List.of(), 0.5));
        assertThat(Eyes.foremost(seen, any -> true)).containsExactlyInAnyOrderElementsOf(seen);
        seen.add(new Detection("pore", 1, List.of(), 1e6));
        List<Detection> kept = Eyes.foremost(seen, any -> true);
        assertThat(kept).hasSize(Eyes.THINGS_PER_LABEL_MAX + 1);
        assertThat(kept.get(0).areaPx()).isEqualTo(1e6);
        assertThat(kept).extracting(Detection::areaPx).doesNotContain(1.0).contains(0.5, 2.0);
    }

    /** A small pore on the weld is not pushed out by hundreds of larger things beside it. */
    @Test
    void theWeldsOwnComeBeforeLargerThingsBesideIt() {
        List<Detection> seen = new ArrayList<>();
        for (int i = 1; i <= 2 * Eyes.THINGS_PER_LABEL_MAX; i++) {
            seen.add(new Detection("pore", 1, List.of(), 1000 + i));
        }
        Detection small = new Detection("pore", 1, List.of(), 3);
        seen.add(small);

        List<Detection> kept = Eyes.foremost(seen, thing -> thing.areaPx() < 1000);

        assertThat(kept).hasSize(Eyes.THINGS_PER_LABEL_MAX).startsWith(small);
        assertThat(Eyes.foremost(seen, any -> false)).doesNotContain(small);
    }
}
