package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.lab.synth.Label;
import io.huoyan.lab.synth.RenderedPatch;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the network is taught of a whole piece of a rendered picture. */
class PieceTruthTest {
    private static final int SIDE_PX = 64;
    private static final Outputs OUTPUTS = Outputs.of(List.of());
    private static final int PORE = OUTPUTS.indexOf("pore").orElseThrow();
    private static final int CRACK = OUTPUTS.indexOf("crack").orElseThrow();

    @Test
    void aPieceWithoutAFlawIsGoodAndOneWithAFlawIsNot() {
        assertThat(judged(picture(0, 0))).containsExactly(0f, 1f);
        assertThat(judged(picture(8, 8))).containsExactly(1f, 1f);
    }

    /** Four pixels are no good weld; nor can it be asked that they be seen. */
    @Test
    void aPieceWithABitOfAFlawIsNeither() {
        assertThat(judged(picture(2, 2))).containsExactly(0f, 0f);
    }

    @Test
    void aFlawTooSmallToBoxIsNotTaughtAsAbsent() {
        TrainingPicture small = picture(2, 2);

        assertThat(small.things()).isEmpty();
        assertThat(small.absentWeights()[PORE]).isZero();
        assertThat(small.absentWeights()[CRACK]).isEqualTo(1);
        assertThat(picture(8, 8).absentWeights()[PORE]).isEqualTo(1);
    }

    private static float[] judged(TrainingPicture picture) {
        Batch batch = Batch.allocate(
                1, SIDE_PX, Label.values().length, OUTPUTS.things().size());
        new Augmentation(SIDE_PX).cut(picture, new Random(3), batch, 0);
        return new float[] {batch.flawed().get(0), batch.flawed().get(1)};
    }

    /** With a pore of so many columns and rows about the middle. */
    private static TrainingPicture picture(int columns, int rows) {
        byte[] labels = new byte[SIDE_PX * SIDE_PX];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                labels[(28 + y) * SIDE_PX + 28 + x] = Label.PORE.bit();
            }
        }
        byte[] known = new byte[labels.length];
        Arrays.fill(known, RenderedPictures.ALL_KNOWN);
        return RenderedPictures.of(new RenderedPatch(SIDE_PX, new byte[3 * labels.length], labels), known, 40, OUTPUTS);
    }
}
