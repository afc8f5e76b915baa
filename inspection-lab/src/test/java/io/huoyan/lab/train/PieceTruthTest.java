package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.PixelPoint;
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

    /**
     * The edge cuts a pore of 20 × 20 pixels so that a strip is left, no more than the part that makes a thing of it.
     */
    @Test
    void aPieceThatShowsASliverOfALargeFlawIsNeither() {
        TrainingPicture picture = picture(20, 20);
        int good = 0;
        int flawed = 0;
        int neither = 0;
        for (int seed = 0; seed < 300; seed++) {
            Batch batch = batch(16);
            new Augmentation(16).cut(picture, new Random(seed), batch, 0);
            boolean isSeen = marked(batch) > 0;
            if (batch.flawed().get(1) == 0) {
                neither++;
                assertThat(isSeen).as("seed " + seed).isTrue();
            } else if (batch.flawed().get(0) == 1) {
                flawed++;
                assertThat(isSeen).as("seed " + seed).isTrue();
            } else {
                good++;
                assertThat(isSeen).as("seed " + seed).isFalse();
            }
        }
        assertThat(good).isPositive();
        assertThat(flawed).isPositive();
        assertThat(neither).isPositive();
    }

    /** Half a pixel too little on each side makes 7 × 7 of it. */
    @Test
    void theBoxOfARenderedFlawHoldsItsPixels() {
        List<PixelPoint> corners = picture(8, 8).things().get(0).corners();

        assertThat(corners)
                .containsExactlyInAnyOrder(
                        new PixelPoint(28, 28), new PixelPoint(36, 28), new PixelPoint(36, 36), new PixelPoint(28, 36));
    }

    @Test
    void aHairlineCrackIsBoxed() {
        assertThat(picture(30, 1).things()).hasSize(1);
    }

    @Test
    void sidesAtWhichPhotographsAreShownAsTheyAreJudgedAreNotWarnedOf() {
        assertThat(List.of(256, 288, 320)).allSatisfy(side -> assertThat(new Augmentation(side).warnedOfSide())
                .isEmpty());
        assertThat(List.of(224, 352)).allSatisfy(side -> assertThat(new Augmentation(side).warnedOfSide())
                .isPresent());
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
        Batch batch = batch(SIDE_PX);
        new Augmentation(SIDE_PX).cut(picture, new Random(3), batch, 0);
        return new float[] {batch.flawed().get(0), batch.flawed().get(1)};
    }

    private static Batch batch(int sidePx) {
        return Batch.allocate(1, sidePx, Label.values().length, OUTPUTS.things().size());
    }

    /** Pixels of a pore. */
    private static int marked(Batch batch) {
        int first = Label.PORE.index() * batch.sidePx() * batch.sidePx();
        int marked = 0;
        for (int i = 0; i < batch.sidePx() * batch.sidePx(); i++) {
            marked += batch.targets().get(first + i) == 1 ? 1 : 0;
        }
        return marked;
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
