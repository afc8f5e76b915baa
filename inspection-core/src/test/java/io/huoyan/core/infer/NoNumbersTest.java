package io.huoyan.core.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No number is above no threshold: what is made of it would look like a good weld. */
class NoNumbersTest {
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, -0.001f, 1.001f})
    void aProbabilityThatIsNoneIsRefused(float value) {
        assertThatThrownBy(() -> new ProbabilityMaps(1, 1, 2, new float[] {0.5f, value}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("probability is " + value + " at value 1 of 2; allowed is 0 to 1");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY})
    void aFeatureThatIsNoNumberIsRefused(float value) {
        assertThatThrownBy(() -> new FeatureMap(2, 1, 1, 16, new float[] {value, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature is " + value + " at value 0; allowed are finite numbers");
    }

    @Test
    void theEndsOfWhatIsAllowedAreAllowed() {
        assertThat(new ProbabilityMaps(1, 1, 2, new float[] {0, 1}).at(0, 0, 1)).isEqualTo(1);
    }
}
