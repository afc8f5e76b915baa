package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.infer.SeenThing;
import io.huoyan.core.infer.ThingLabel;
import io.huoyan.core.infer.ThingReader;
import io.huoyan.lab.train.TrainingPicture.TrueThing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThingTargetsTest {
    private static final int SIDE_PX = 256;
    private static final List<ThingLabel> KINDS =
            List.of(new ThingLabel("good-weld", true), new ThingLabel("pore", false));
    private static final int WELD = 0;
    private static final int PORE = 1;
    private static final Placement SAME = new Placement(1, 0, 0, 0, 1, 0);
    private static final double TILT = Math.toRadians(6);
    /** Of a picture as large as the piece, from the middle of its first pixel. */
    private static final PixelPoint MIDDLE = new PixelPoint((SIDE_PX - 1) / 2.0, (SIDE_PX - 1) / 2.0);

    /** A network that answers exactly what it is taught must be read as exactly what is there. */
    @Test
    void whatIsTaughtIsReadAsWhatIsThere() {
        Random random = new Random(20);
        for (int round = 0; round < 200; round++) {
            double width = 4 * Math.pow(60, random.nextDouble());
            double height = Math.max(3, width * (0.15 + 0.85 * random.nextDouble()));
            double left = random.nextDouble() * (SIDE_PX - width);
            double top = random.nextDouble() * (SIDE_PX - height);
            TrueThing thing = thing(round % 2, left, top, left + width, top + height);

            List<SeenThing> read = read(taught(thing));

            String what = "seed 20, round " + round + ": " + thing;
            assertThat(read).as(what).isNotEmpty();
            assertThat(read.get(0).name())
                    .as(what)
                    .isEqualTo(KINDS.get(round % 2).name());
            var truth = new SeenThing("truth", 1, left, top, left + width, top + height);
            for (SeenThing seen : read) {
                assertThat(seen.overlap(truth)).as(what).isGreaterThan(0.8);
            }
        }
    }

    @Test
    void aBeadStandsOnTheCoarsestMapAndAPoreOnTheFinest() {
        assertThat(peaksByLevel(thing(WELD, 20, 60, 240, 200), WELD)).containsExactly(0, 0, 9);
        assertThat(peaksByLevel(thing(PORE, 101, 101, 111, 111), PORE)).containsExactly(1, 0, 0);
    }

    @Test
    void aThingBetweenTwoSizesStandsOnBothMaps() {
        assertThat(peaksByLevel(thing(PORE, 100, 100, 140, 140), PORE)).satisfies(peaks -> {
            assertThat(peaks[0]).isPositive();
            assertThat(peaks[1]).isPositive();
            assertThat(peaks[2]).isZero();
        });
    }

    /** Clipped to less than 0.35 of its box nobody can say whether it is still one. */
    @Test
    void aThingThatIsMostlyOutsideIsNeitherThereNorNot() {
        Batch batch = taught(thing(WELD, -70, 50, 30, 100));

        assertThat(read(batch)).isEmpty();
        assertThat(batch.absent().get(WELD)).isZero();
        assertThat(batch.absent().get(PORE)).isEqualTo(1);
    }

    @Test
    void ofAThingThatIsCutTheVisiblePartIsTaught() {
        SeenThing seen = read(taught(thing(WELD, -40, 50, 60, 110))).get(0);

        assertThat(seen.overlap(new SeenThing("visible", 1, 0, 50, 60, 110))).isGreaterThan(0.99);
    }

    @Test
    void ofAnOutlineThatIsCutTheBoxIsThatOfItsVisiblePart() {
        TrueThing slanted = new TrueThing(
                WELD,
                true,
                false,
                true,
                List.of(
                        new PixelPoint(-50, 65),
                        new PixelPoint(150, 165),
                        new PixelPoint(150, 175),
                        new PixelPoint(-50, 75)));

        SeenThing seen = read(taught(slanted)).get(0);

        assertThat(seen.overlap(new SeenThing("visible", 1, 0, 90, 150, 175))).isGreaterThan(0.99);
    }

    /**
     * A bead around a corner of the piece, of which one leg is in it: cutting must not join the ends along the edge.
     */
    @Test
    void ofABentOutlineTheBoxIsThatOfWhatIsInThePiece() {
        TrueThing bent = new TrueThing(
                WELD,
                true,
                false,
                true,
                List.of(
                        new PixelPoint(20, 236),
                        new PixelPoint(280, 236),
                        new PixelPoint(280, -100),
                        new PixelPoint(300, -100),
                        new PixelPoint(300, 256),
                        new PixelPoint(20, 256)));

        ThingBox inside = ThingBox.whole(bent, SAME).inside(SIDE_PX, SAME).orElseThrow();

        assertThat(inside).isEqualTo(new ThingBox(bent, 20, 236, 256, 256));
        assertThat(ThingBox.whole(thing(WELD, -9, -9, 900, 900), SAME).inside(SIDE_PX, SAME))
                .hasValueSatisfying(all -> assertThat(all.area()).isEqualTo(SIDE_PX * SIDE_PX));
        assertThat(ThingBox.whole(thing(WELD, 300, 9, 310, 20), SAME).inside(SIDE_PX, SAME))
                .isEmpty();
    }

    /** Grown to be boxed at all, it would reach into the piece. */
    @Test
    void aTinyThingBesideThePieceIsNotInIt() {
        assertThat(read(taught(thing(PORE, -0.6, 50, -0.1, 50.5)))).isEmpty();
    }

    /** What fills a box is not known; its corners, turned, would make it twice as high. */
    @Test
    void aTurnedBoxIsThatOfTheEllipseInIt() {
        TrueThing slim = new TrueThing(
                WELD, true, false, false, thing(WELD, 78, 123, 178, 133).corners());
        double halfWidth = Math.hypot(50 * Math.cos(TILT), 5 * Math.sin(TILT));
        double halfHeight = Math.hypot(50 * Math.sin(TILT), 5 * Math.cos(TILT));

        Batch tilted = taught(Placement.of(MIDDLE, SIDE_PX, 1, TILT, 1), slim);
        Batch upright = taught(Placement.of(MIDDLE, SIDE_PX, 1, Math.PI / 2, -1), slim);

        assertThat(read(tilted).get(0).overlap(about(halfWidth, halfHeight))).isGreaterThan(0.99);
        assertThat(read(upright).get(0).overlap(about(5, 50))).isGreaterThan(0.99);
    }

    /** Scaled by a quarter, a shift of half a pixel would show. */
    @Test
    void theFirstPixelCoversZeroToOneInPictureAndPiece() {
        var half = new Placement(4, 0, 1.5, 0, 4, 1.5);

        SeenThing seen = read(taught(half, thing(PORE, 400, 400, 424, 424))).get(0);

        assertThat(seen.overlap(new SeenThing("true", 1, 100, 100, 106, 106))).isGreaterThan(0.99);
    }

    private static SeenThing about(double halfWidth, double halfHeight) {
        return new SeenThing("true", 1, 128 - halfWidth, 128 - halfHeight, 128 + halfWidth, 128 + halfHeight);
    }

    private static TrueThing thing(int kind, double left, double top, double right, double bottom) {
        return new TrueThing(
                kind,
                KINDS.get(kind).isWeld(),
                kind == PORE,
                true,
                List.of(
                        new PixelPoint(left, top),
                        new PixelPoint(right, top),
                        new PixelPoint(right, bottom),
                        new PixelPoint(left, bottom)));
    }

    private static Batch taught(TrueThing... things) {
        return taught(SAME, things);
    }

    private static Batch taught(Placement placement, TrueThing... things) {
        Batch batch = Batch.allocate(1, SIDE_PX, 7, KINDS.size());
        float[] absent = new float[KINDS.size()];
        Arrays.fill(absent, 1);
        var picture = new TrainingPicture(
                1, 1, new byte[3], new byte[1], new byte[1], List.of(things), absent, TrainingPicture.Truth.UNKNOWN, 0);
        new ThingTargets(batch, 0).write(picture, placement);
        return batch;
    }

    private static int[] peaksByLevel(TrueThing thing, int kind) {
        Batch batch = taught(thing);
        return batch.levels().stream()
                .mapToInt(level -> {
                    int peaks = 0;
                    for (int i = 0; i < level.side() * level.side(); i++) {
                        peaks += height(batch, level, kind, i) == LossSource.PEAK ? 1 : 0;
                    }
                    return peaks;
                })
                .toArray();
    }

    private static int height(Batch batch, Batch.Level level, int kind, int place) {
        return Byte.toUnsignedInt(batch.peaks().get(kind * batch.places() + level.first() + place));
    }

    /** The answer of a network that learnt these targets: a score of one on tops and of nothing elsewhere. */
    private static List<SeenThing> read(Batch batch) {
        List<ThingReader.Level> levels = new ArrayList<>();
        for (Batch.Level level : batch.levels()) {
            int size = level.side() * level.side();
            float[] values = new float[(KINDS.size() + 8) * size];
            for (int i = 0; i < size; i++) {
                for (int kind = 0; kind < KINDS.size(); kind++) {
                    values[kind * size + i] = height(batch, level, kind, i) == LossSource.PEAK ? 1 : 0;
                }
                for (int group = 0; group < Batch.GROUPS; group++) {
                    for (int side = 0; side < ThingReader.DISTANCES; side++) {
                        int from = (group * Batch.BOX_CHANNELS + side) * batch.places() + level.first() + i;
                        values[(KINDS.size() + group * ThingReader.DISTANCES + side) * size + i] =
                                batch.boxes().get(from);
                    }
                }
            }
            levels.add(new ThingReader.Level(level.stridePx(), level.side(), level.side(), values));
        }
        return ThingReader.read(KINDS, levels);
    }
}
