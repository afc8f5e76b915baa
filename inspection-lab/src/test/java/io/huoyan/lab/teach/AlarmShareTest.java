package io.huoyan.lab.teach;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.infer.FeatureMap;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.knowngood.GoodLook;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.core.testkit.DetectorFake;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many further good pictures are called strange. Drawn features stand for pictures: each has ways of its own to be
 * good, as real ones have, and more numbers than there are pictures.
 */
class AlarmShareTest {
    private static final ModelDescription MODEL = new DetectorFake().model();
    private static final int CHANNELS = 32;
    private static final int ROWS = 4;
    private static final int COLUMNS = 5;
    private static final int FURTHER = 60;

    /**
     * Whatever is fitted, a good picture's score comes of a fit without it, below 31 pictures and above. Of a threshold
     * taken by rank among few the share of alarms scatters by itself (a beta distribution), hence several draws.
     */
    @ParameterizedTest
    @CsvSource({"5,40", "10,30", "18,20", "19,20", "30,16", "31,16", "60,12", "120,8"})
    void noMoreGoodPicturesAreStrangeThanWereAskedFor(int count, int draws) {
        int strange = 0;
        for (int seed = 1; seed <= draws; seed++) {
            Random random = new Random(1000L * count + seed);
            List<GoodPictures.Seen> good = goods(count + FURTHER, random);
            KnownGood memory = Teaching.taught(good.subList(0, count), MODEL, TeachingSettings.standard());
            for (GoodPictures.Seen further : good.subList(count, count + FURTHER)) {
                strange += memory.compare(further.look(), MODEL).score() > memory.threshold() ? 1 : 0;
            }
        }

        assertThat((double) strange / (draws * FURTHER))
                .as("share of %d further good pictures", draws * FURTHER)
                .isLessThan(0.09);
    }

    /** What is told of few pictures is not worth less than what one of them happens to be. */
    @ParameterizedTest
    @CsvSource({"10", "18", "30", "31", "60"})
    void aPictureWithAFaultIsStrangeAtEachCount(int count) {
        Random random = new Random(count);
        List<GoodPictures.Seen> good = goods(count, random);
        KnownGood memory = Teaching.taught(good, MODEL, TeachingSettings.standard());

        int strange = 0;
        for (int i = 0; i < FURTHER; i++) {
            strange += memory.compare(seen(i, random, 8).look(), MODEL).score() > memory.threshold() ? 1 : 0;
        }

        assertThat(strange).isGreaterThan(FURTHER * 9 / 10);
    }

    private static List<GoodPictures.Seen> goods(int count, Random random) {
        List<GoodPictures.Seen> seen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seen.add(seen(i, random, 0));
        }
        return seen;
    }

    /** @param fault by how much one of its places differs */
    private static GoodPictures.Seen seen(int number, Random random, double fault) {
        double[] own = random.doubles(CHANNELS, -1, 1).toArray();
        float[] values = new float[ROWS * COLUMNS * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            boolean isFaulty = i / CHANNELS == ROWS * COLUMNS / 2;
            values[i] = (float) (own[i % CHANNELS] + 0.5 * random.nextGaussian() + (isFaulty ? fault : 0));
        }
        return new GoodPictures.Seen(
                number + ".png",
                String.valueOf(number),
                new GoodLook(new FeatureMap(CHANNELS, ROWS, COLUMNS, 32, values), 32, new float[ROWS * COLUMNS], 0));
    }
}
