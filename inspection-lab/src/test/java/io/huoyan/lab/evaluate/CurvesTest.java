package io.huoyan.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CurvesTest {
    @Test
    void aurocCountsPairsInTheRightOrderAndTiesAsOneHalf() {
        assertThat(RankCurve.auroc(new double[] {1, 2, 3}, new double[] {2, 4})).isEqualTo((1.5 + 3) / 6);
        assertThat(RankCurve.auroc(new double[] {1, 2}, new double[] {3})).isEqualTo(1);
        assertThat(RankCurve.auroc(new double[] {1}, new double[0])).isNaN();
    }

    @Test
    void pixelAurocIsThatOfThePixels() {
        long seed = 41;
        Random random = new Random(seed);
        int side = 40;
        float[] scores = new float[side * side];
        byte[] truth = new byte[side * side];
        double[] good = new double[side * side - 100];
        double[] bad = new double[100];
        int goods = 0;
        int bads = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean isBad = i % side < 10 && i / side < 10;
            truth[i] = (byte) (isBad ? 1 : 0);
            scores[i] = random.nextFloat() + (isBad ? 0.4f : 0);
            if (isBad) {
                bad[bads++] = scores[i];
            } else {
                good[goods++] = scores[i];
            }
        }
        PixelTally tally = new PixelTally();
        tally.add(new ScoreMap(ScoreMap.Meaning.DISTANCE, side, side, scores), truth);

        assertThat(tally.auroc()).as("seed " + seed).isCloseTo(RankCurve.auroc(good, bad), within(1e-3));
    }

    /** Two regions, one of 1 px and one of 9: finding only the small one is an overlap of one half. */
    @Test
    void auproWeighsRegionsNotPixels() {
        int side = 10;
        byte[] truth = new byte[side * side];
        float[] scores = new float[side * side];
        truth[0] = 1;
        scores[0] = 1;
        for (int y = 5; y < 8; y++) {
            for (int x = 5; x < 8; x++) {
                truth[y * side + x] = 1;
            }
        }
        PixelTally tally = new PixelTally();
        tally.add(new ScoreMap(ScoreMap.Meaning.DISTANCE, side, side, scores), truth);

        // From half at once, straight to all where every good pixel is called bad: at a false share of 0.3 it is 0.65.
        assertThat(tally.aupro()).isCloseTo((0.5 + 0.65) / 2, within(1e-9));
    }

    @Test
    void unknownPixelsDoNotCount() {
        PixelTally tally = new PixelTally();
        tally.add(
                new ScoreMap(ScoreMap.Meaning.DISTANCE, 3, 1, new float[] {0.1f, 0.9f, 0.5f}),
                new byte[] {0, PixelTruth.UNKNOWN, 1});

        assertThat(tally.auroc()).isEqualTo(1);
        assertThat(tally.aupro()).isEqualTo(1);
    }

    @Test
    void aTruthOfAnotherSizeIsRefused() {
        assertThatThrownBy(() ->
                        new PixelTally().add(new ScoreMap(ScoreMap.Meaning.DISTANCE, 2, 1, new float[2]), new byte[3]))
                .hasMessage("truth has 3 pixels, the map 2");
    }
}
