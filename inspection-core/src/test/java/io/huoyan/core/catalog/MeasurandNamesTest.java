package io.huoyan.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.measure.Measurand;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeasurandNamesTest {
    @Test
    void rulesMayNameEveryMeasurandAndNothingElse() {
        assertThat(MeasurandNames.ALL)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Measurand.values()).map(Enum::name).toList());
    }
}
