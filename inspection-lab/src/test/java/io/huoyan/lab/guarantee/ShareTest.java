package io.huoyan.lab.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareTest {
    /** The rule of three's exact form: without a failure in n trials the one-sided 95 % bound is 1 − 0.05^(1/n). */
    @Test
    void withoutAnyTheUpperBoundIsThatOfTheRuleOfThree() {
        assertThat(new Share(0, 299).upperBound(0.05)).isCloseTo(1 - Math.pow(0.05, 1.0 / 299), within(1e-9));
        assertThat(new Share(0, 299).upperBound(0.05)).isLessThan(0.01);
        assertThat(new Share(0, 298).upperBound(0.05)).isGreaterThan(0.01);
    }

    /** Values that R's binom.test prints. */
    @Test
    void theIntervalIsThatOfClopperAndPearson() {
        Share share = new Share(7, 20);

        assertThat(share.low()).isCloseTo(0.1539092, within(1e-6));
        assertThat(share.high()).isCloseTo(0.5921885, within(1e-6));
    }

    @Test
    void noneOrAllHaveAnOpenEnd() {
        assertThat(new Share(0, 10).low()).isZero();
        assertThat(new Share(10, 10).high()).isEqualTo(1);
        assertThat(new Share(0, 0).value()).isNaN();
    }

    @Test
    void moreThanAllIsRefused() {
        assertThatThrownBy(() -> new Share(3, 2)).hasMessage("count is 3; allowed is 0 to 2");
    }
}
