package io.huoyan.lab.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskControlTest {
    @ParameterizedTest
    @CsvSource({"0.10@0.90, 22", "0.01@0.95, 299", "0.05@0.95, 59"})
    void aPromiseSaysHowManyWeldsItNeedsAndIsRefusedWithOneFewer(String text, int needed) {
        Promise promise = Promise.parse(text);

        assertThat(promise.unitsNeeded()).isEqualTo(needed);
        assertThat(RiskControl.choose(scores(needed - 1), promise)).isEmpty();
        assertThat(RiskControl.choose(scores(needed), promise)).hasValueSatisfying(choice -> {
            assertThat(choice.allowed()).isZero();
            assertThat(choice.threshold()).isEqualTo(0.0);
        });
    }

    /** One miss of 473 is the first whose exact bound is not above 1 %. */
    @Test
    void moreWeldsBearMisses() {
        assertThat(RiskControl.choose(scores(472), Promise.parse("0.01@0.95"))
                        .orElseThrow()
                        .allowed())
                .isZero();
        assertThat(RiskControl.choose(scores(473), Promise.parse("0.01@0.95"))
                        .orElseThrow()
                        .allowed())
                .isEqualTo(1);
    }

    /** 2,000 calibrations of 100 welds; the promise of 10 % may fail in 10 % of them, but for chance (3 σ). */
    @Test
    void thePromiseHoldsAsOftenAsItSays() {
        long seed = 77;
        Random random = new Random(seed);
        Promise promise = Promise.parse("0.10@0.90");
        int broken = 0;
        int calibrations = 2000;
        for (int i = 0; i < calibrations; i++) {
            double[] uniform = random.doubles(100).toArray();
            double threshold =
                    RiskControl.choose(uniform, promise).orElseThrow().threshold();
            broken += threshold > promise.missShareMax() ? 1 : 0;
        }

        assertThat(broken).as("seed " + seed).isLessThanOrEqualTo(200 + 3 * 14);
    }

    @Test
    void theStrongestPromiseIsTheOneItsCountAllows() {
        assertThat(Promise.strongest(22, 0.90)).isEqualTo(0.10);
        assertThat(Promise.strongest(21, 0.90)).isEqualTo(0.11);
        assertThat(Promise.strongest(0, 0.90)).isEqualTo(1);
    }

    @Test
    void whatIsNoPromiseIsRefused() {
        assertThatThrownBy(() -> Promise.parse("1%")).hasMessage("promise is '1%'; needed is a form such as 0.01@0.95");
        assertThatThrownBy(() -> Promise.parse("0@0.95"))
                .hasMessage(
                        "promise is 0.0@0.95; allowed are a miss share and a confidence above 0 and below 1, such as"
                                + " 0.01@0.95");
    }

    private static double[] scores(int count) {
        return IntStream.range(0, count).mapToDouble(i -> i).toArray();
    }
}
