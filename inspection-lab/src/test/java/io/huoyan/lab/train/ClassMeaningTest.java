package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What trained networks have learnt of a name; another meaning would part them from their sets. */
class ClassMeaningTest {
    @ParameterizedTest
    @CsvSource({
        "good welding, good-weld, true, SEAM",
        "good weld, good-weld, true, SEAM",
        "bad welding, bad-weld, true, SEAM",
        "bad weld, bad-weld, true, SEAM",
        "Bad_Weld, bad-weld, true, SEAM",
        "crack, crack, false, CRACK",
        "excess reinforcement, excess, false, EXCESS",
        "excess, excess, false, EXCESS",
        "porosity, pore, false, PORE",
        "pore, pore, false, PORE",
        "spatters, spatter, false, SPATTER",
        "spatter, spatter, false, SPATTER",
        "burn through, burn-through, false, BURN_THROUGH",
        "burn-through, burn-through, false, BURN_THROUGH",
        "seam, seam, true, SEAM",
        "spot, spot, true, SPOT",
    })
    void aKnownNameTeachesItsThingAndItsMap(String name, String thing, boolean isWeld, String label) {
        ClassMeaning meaning = ClassMeaning.of(name);

        assertThat(meaning.thing().name()).isEqualTo(thing);
        assertThat(meaning.thing().isWeld()).isEqualTo(isWeld);
        assertThat(meaning.label()).map(Enum::name).contains(label);
    }

    @ParameterizedTest
    @CsvSource({
        "Under cut!, under-cut, false",
        "deposit, deposit, false",
        "OK, ok, true",
        "裂纹, thing-110e37, false",
        "无 crack, thing-5b17f37a, false"
    })
    void anotherNameTeachesAThingOfItsOwn(String name, String thing, boolean isWeld) {
        ClassMeaning meaning = ClassMeaning.of(name);

        assertThat(meaning.thing().name()).isEqualTo(thing);
        assertThat(meaning.thing().isWeld()).isEqualTo(isWeld);
        assertThat(meaning.label()).isEmpty();
    }
}
