package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassMappingTest {
    @ParameterizedTest
    @CsvSource({
        "good welding, GOOD_WELD",
        "Good_Welding, GOOD_WELD",
        "good-weld, GOOD_WELD",
        "bad welding, BAD_WELD",
        "Bad Weld, BAD_WELD",
        "BAD__WELDING, BAD_WELD",
        "Crack, CRACK",
        "Excess_Reinforcement, EXCESS",
        "excess, EXCESS",
        "POROSITY, PORE",
        "pore, PORE",
        "Spatters, SPATTER",
        "spatter, SPATTER",
        "burn-through, BURN_THROUGH",
        "burn through, BURN_THROUGH",
        "Burn_Through, BURN_THROUGH",
        "seam, SEAM",
        "Spot, SPOT",
    })
    void aNameMeansTheSameWhicheverWayItIsWritten(String name, ClassMapping meant) {
        assertThat(ClassMapping.of(name)).contains(meant);
    }

    @Test
    void aNameThatIsNotKnownMeansNothing() {
        assertThat(ClassMapping.of("undercut")).isEmpty();
        assertThat(ClassMapping.of("")).isEmpty();
        assertThat(ClassMapping.of("裂纹")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Good Welding", "good_weld", "Good-Weld", "defect-free", "Defect_Free", "NO  defect", "合格"})
    void aGoodNameIsGoodWhicheverWayItIsWritten(String name) {
        assertThat(ClassNames.isGood(name)).isTrue();
        assertThat(ClassNames.isBad(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Bad_Welding", "bad-weld", "Defective", "crack"})
    void aBadNameIsNotGood(String name) {
        assertThat(ClassNames.isGood(name)).isFalse();
    }
}
