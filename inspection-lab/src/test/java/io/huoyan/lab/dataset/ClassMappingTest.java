package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
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
        "good.weld, GOOD_WELD",
        "burn.through, BURN_THROUGH",
    })
    void aNameMeansTheSameWhicheverWayItIsWritten(String name, ClassMapping meant) {
        assertThat(ClassMapping.of(name)).contains(meant);
    }

    @Test
    void aNameThatIsNotKnownMeansNothing() {
        assertThat(ClassMapping.of("undercut")).isEmpty();
        assertThat(ClassMapping.of("")).isEmpty();
        assertThat(ClassMapping.of("裂纹")).isEmpty();
        assertThat(ClassMapping.of("...")).isEmpty();
    }

    /** Letters of another script may turn the rest into its contrary: the first name means that there is no crack. */
    @ParameterizedTest
    @CsvSource({"无 crack", "无crack", "合格 good weld", "не_good.weld", "crack é", "不合格 seam"})
    void aNameInTwoScriptsMeansNothingOfWhatOneOfThemSays(String name) {
        assertThat(ClassMapping.of(name)).isEmpty();
        assertThat(ClassNames.isGood(name)).isFalse();
        assertThat(ClassNames.isBad(name)).isFalse();
    }

    /** Else a picture would be bad by its labels and its bead be read as a good one. */
    @ParameterizedTest
    @CsvSource({"good welding", "good.weld", "Good/Weld", "bad.weld", "BAD (welding)", "crack", "seam", "合格 good weld"})
    void aNameIsGoodOrBadWhereItsRowIs(String name) {
        assertThat(ClassNames.isGood(name))
                .isEqualTo(ClassMapping.of(name).equals(Optional.of(ClassMapping.GOOD_WELD)));
        assertThat(ClassNames.isBad(name)).isEqualTo(ClassMapping.of(name).equals(Optional.of(ClassMapping.BAD_WELD)));
    }

    @ParameterizedTest
    @CsvSource({
        "crack, true",
        "undercut, true",
        "bad.weld, true",
        "无 crack, true",
        "Seam, false",
        "SPOT, false",
        "good.weld, false",
        "ok, false",
        "unlabelled, false"
    })
    void whatIsGoodAndTheWeldItselfAreNoDefects(String name, boolean marksDefects) {
        assertThat(ClassNames.marksDefects(name)).isEqualTo(marksDefects);
    }

    @ParameterizedTest
    @CsvSource({"Good Welding", "good_weld", "Good-Weld", "defect-free", "Defect_Free", "NO  defect", "good.weld", "合格"
    })
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
