package io.huoyan.core.infer.knowngood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.infer.knowngood.KnownGood.GoodPicture;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertaintyTest {
    /**
     * Distances 0.8 and 1.2 of a mean of 1 spread by 0.2; certainties 0.5 and 0.7 by 0.1: one says as much as the
     * other.
     */
    @Test
    void aPictureThatIsAsUnsureAsItIsFarCountsBothAlike() {
        List<GoodPicture> pictures = List.of(picture(0.8, 0.5), picture(1.2, 0.7));

        Certainty certainty = Certainty.of(pictures);

        assertThat(certainty.lacking(0.6)).isCloseTo(0, within(1e-9));
        assertThat(certainty.lacking(0.4)).isCloseTo(0.4, within(1e-9));
        assertThat(certainty.lacking(0.7))
                .as("a sure network makes nothing strange usual")
                .isZero();
        assertThat(KnownGood.scores(KnownGood.Kind.WHOLE, pictures))
                .containsExactly(new double[] {0.8 + 0.2, 1.2}, within(1e-9));
    }

    /** Good pictures that the network is all but equally sure of must not make a hair's less of it an alarm. */
    @Test
    void certaintiesThatHardlySpreadHardlyCount() {
        List<GoodPicture> pictures = List.of(picture(0.8, 0.950), picture(1.2, 0.952));

        assertThat(Certainty.of(pictures).lacking(0.941)).isCloseTo(0.04, within(1e-9));
    }

    @Test
    void aNetworkThatNamesNothingLeavesTheDistanceAlone() {
        List<GoodPicture> pictures = List.of(picture(0.8, 0), picture(1.2, 0));

        assertThat(Certainty.of(pictures).lacking(0)).isZero();
        assertThat(KnownGood.scores(KnownGood.Kind.WHOLE, pictures))
                .containsExactly(new double[] {0.8, 1.2}, within(1e-9));
    }

    private static GoodPicture picture(double distance, double surest) {
        return new GoodPicture(
                "g.png", "0", new float[2], new float[0], new float[0], surest, KnownGood.Stretch.NONE, distance, 0);
    }
}
