package io.huoyan.core.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThingReaderTest {
    private static final List<ThingLabel> KINDS =
            List.of(new ThingLabel("good-weld", true), new ThingLabel("pore", false));
    private static final int ROWS = 6;
    private static final int COLUMNS = 8;
    private static final int STRIDE_PX = 4;

    private final float[] values = new float[(KINDS.size() + 8) * ROWS * COLUMNS];

    @Test
    void aPeakBecomesTheBoxThatItsDistancesReachTo() {
        score(1, 2, 3, 0.8f);
        distances(1, 2, 3, 1, 0.5f, 2, 1.5f);

        SeenThing pore = read().get(0);

        assertThat(read()).hasSize(1);
        assertThat(pore.name()).isEqualTo("pore");
        assertThat(pore.score()).isCloseTo(0.8, within(1e-6));
        assertThat(pore.left()).isCloseTo(10, within(1e-6));
        assertThat(pore.top()).isCloseTo(8, within(1e-6));
        assertThat(pore.right()).isCloseTo(22, within(1e-6));
        assertThat(pore.bottom()).isCloseTo(16, within(1e-6));
    }

    /** A weld's own distances: a pore in the middle of a weld must not make the weld small. */
    @Test
    void aWeldAndAPoreAtOnePlaceHaveTheirOwnBoxes() {
        score(0, 2, 3, 0.9f);
        score(1, 2, 3, 0.8f);
        distances(0, 2, 3, 3, 1, 3, 1);
        distances(1, 2, 3, 0.5f, 0.5f, 0.5f, 0.5f);

        assertThat(read()).extracting(SeenThing::name).containsExactly("good-weld", "pore");
        assertThat(read()).extracting(thing -> thing.right() - thing.left()).containsExactly(24.0, 4.0);
    }

    /** Several places are right for one thing, and their mean is better than the best of them. */
    @Test
    void boxesOfOneKindThatOverlapByMoreThanHalfAreOneInTheirMiddle() {
        score(1, 2, 3, 0.8f);
        score(1, 2, 4, 0.4f);
        distances(1, 2, 3, 2.5f, 2, 2.5f, 2);
        distances(1, 2, 4, 3.5f, 2, 2.5f, 2);

        SeenThing pore = read().get(0);

        assertThat(read()).hasSize(1);
        assertThat(pore.score()).isCloseTo(0.8, within(1e-6));
        double weight = 0.4 * 5 / 6;
        assertThat(pore.left()).isCloseTo(4, within(1e-5));
        assertThat(pore.right()).isCloseTo((0.8 * 24 + weight * 28) / (0.8 + weight), within(1e-5));
    }

    @Test
    void boxesThatOverlapByHalfOrLessAreTwoThings() {
        score(1, 2, 2, 0.8f);
        score(1, 2, 4, 0.9f);
        distances(1, 2, 2, 2, 1, 2, 1);
        distances(1, 2, 4, 2, 1, 2, 1);

        assertThat(read()).extracting(thing -> (float) thing.score()).containsExactly(0.9f, 0.8f);
    }

    /** A bead on a coarse map and the same bead on a fine one are one. */
    @Test
    void theSameThingOnTwoMapsIsOne() {
        score(0, 2, 3, 0.6f);
        distances(0, 2, 3, 3, 2, 3, 2);
        float[] coarse = new float[(KINDS.size() + 8) * 3 * 4];
        coarse[3 + 4] = 0.9f;
        for (int side = 0; side < 4; side++) {
            coarse[(KINDS.size() + side) * 12 + 3 + 4] = new float[] {3, 1, 0.5f, 1}[side];
        }
        coarse[1 + 4] = 0.7f;
        for (int side = 0; side < 4; side++) {
            coarse[(KINDS.size() + side) * 12 + 1 + 4] = new float[] {1.5f, 1, 1.5f, 1}[side];
        }

        List<SeenThing> things = ThingReader.read(
                KINDS,
                List.of(
                        new ThingReader.Level(STRIDE_PX, ROWS, COLUMNS, values),
                        new ThingReader.Level(2 * STRIDE_PX, 3, 4, coarse)));

        assertThat(things).hasSize(1);
        assertThat(things.get(0).score()).isCloseTo(0.9, within(1e-6));
    }

    @Test
    void aBoxEndsWithThePatch() {
        score(0, 0, 0, 0.5f);
        distances(0, 0, 0, 9, 9, 99, 99);

        SeenThing weld = read().get(0);

        assertThat(List.of(weld.left(), weld.top(), weld.right(), weld.bottom()))
                .containsExactly(0.0, 0.0, 32.0, 24.0);
    }

    @Test
    void aScoreBelowTheLowestIsNoThing() {
        distances(1, 2, 3, 1, 1, 1, 1);
        score(1, 2, 3, Math.nextDown((float) ThingReader.SCORE_MIN));
        assertThat(read()).isEmpty();
        score(1, 2, 3, Math.nextUp((float) ThingReader.SCORE_MIN));
        assertThat(read()).hasSize(1);
    }

    @Test
    void aMapOfAnotherSizeIsRefused() {
        assertThatThrownBy(() ->
                        ThingReader.read(KINDS, List.of(new ThingReader.Level(STRIDE_PX, ROWS, COLUMNS, new float[3]))))
                .hasMessage("map of things has 3 values; 10 × 6 × 8 needs 480");
    }

    private List<SeenThing> read() {
        return ThingReader.read(KINDS, List.of(new ThingReader.Level(STRIDE_PX, ROWS, COLUMNS, values)));
    }

    private void score(int kind, int row, int column, float score) {
        values[kind * ROWS * COLUMNS + row * COLUMNS + column] = score;
    }

    private void distances(int group, int row, int column, float... distances) {
        for (int i = 0; i < distances.length; i++) {
            int channel = KINDS.size() + group * ThingReader.DISTANCES + i;
            values[channel * ROWS * COLUMNS + row * COLUMNS + column] = distances[i];
        }
    }
}
