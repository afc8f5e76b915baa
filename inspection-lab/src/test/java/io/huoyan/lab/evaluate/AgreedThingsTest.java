package io.huoyan.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.infer.SeenThing;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreedThingsTest {
    private static final double TINY = 1e-12;

    @Test
    void whatAllLooksSeeIsOneThingWithTheirMeanScoreAndSides() {
        List<SeenThing> agreed = AgreedThings.of(List.of(
                List.of(thing("pore", 0.8, 0, 10)),
                List.of(thing("pore", 0.4, 2, 10)),
                List.of(thing("stain", 0.9, 0, 10))));

        assertThat(agreed).extracting(SeenThing::name).containsExactly("pore", "stain");
        assertThat(agreed.get(0).score()).isCloseTo((0.8 + 0.4 + 0) / 3, within(TINY));
        // Weights are score times overlap: 0.8 × 1 and 0.4 × 8/10.
        assertThat(agreed.get(0).left()).isCloseTo(2 * 0.32 / 1.12, within(TINY));
        assertThat(agreed.get(0).right()).isEqualTo(10);
        assertThat(agreed.get(1).score()).isCloseTo(0.9 / 3, within(TINY));
    }

    @Test
    void anUnsureThingThatOneLookAloneSeesComesLast() {
        List<SeenThing> agreed = AgreedThings.of(List.of(
                List.of(thing("pore", 0.9, 100, 110), thing("pore", 0.6, 0, 10)), List.of(thing("pore", 0.6, 0, 10))));

        assertThat(agreed).extracting(SeenThing::left).containsExactly(0.0, 100.0);
    }

    /** An overlap of 0.4 to 0.6 makes two boxes one thing, but the other says nothing of where its sides are. */
    @Test
    void whatOverlapsTheSurestByHalfIsTheSameThingAndMovesItNot() {
        SeenThing surest = thing("pore", 0.8, 0, 10);

        assertThat(AgreedThings.of(List.of(List.of(surest, thing("pore", 0.7, 0, 19)))))
                .containsExactly(surest);
        assertThat(AgreedThings.of(List.of(List.of(surest, thing("pore", 0.7, 0, 26)))))
                .hasSize(2);
        assertThat(AgreedThings.of(List.of(List.of(surest, thing("pore", 0.7, 0, 15))))
                        .get(0)
                        .right())
                .isGreaterThan(10);
    }

    @Test
    void ofNothingNothingIsAgreed() {
        assertThat(AgreedThings.of(List.of(List.of(), List.of()))).isEmpty();
    }

    private static SeenThing thing(String name, double score, double left, double right) {
        return new SeenThing(name, score, left, 0, right, 10);
    }
}
