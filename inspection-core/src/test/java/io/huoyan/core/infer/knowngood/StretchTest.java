package io.huoyan.core.infer.knowngood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StretchTest {
    /**
     * Of many pictures some lie nearer by a fit without them: to take these for no nearer made every threshold too
     * high.
     */
    @Test
    void aPictureMayLieNearerAndNeverNowhere() {
        assertThat(new KnownGood.Stretch(0.9, 0.01).whole()).isEqualTo(0.9);
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new KnownGood.Stretch(wrong, 1))
                    .hasMessage("stretches are " + wrong + " and 1.0; allowed are finite numbers above 0");
            assertThatThrownBy(() -> new KnownGood.Stretch(1, wrong))
                    .hasMessageContaining("allowed are finite numbers above 0");
        }
    }
}
