package io.huoyan.lab.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatchRendererTest {
    private static final long SEED = PatchRenderer.TRAINING_SEED_FIRST;
    private static final int SIDE = 96;
    private static final double SCALE = 24;

    @Test
    void theSameSeedGivesTheSameBytes() {
        for (long seed = SEED; seed < SEED + 8; seed++) {
            RenderedPatch first = PatchRenderer.render(seed, SIDE, SCALE);
            RenderedPatch second = PatchRenderer.render(seed, SIDE, SCALE);

            assertThat(second.bgr()).as("seed %d", seed).isEqualTo(first.bgr());
            assertThat(second.labels()).as("seed %d", seed).isEqualTo(first.labels());
        }
    }

    @Test
    void neighbouringSeedsGiveDifferentPatches() {
        List<byte[]> pictures = new ArrayList<>();
        for (long seed = SEED; seed < SEED + 20; seed++) {
            pictures.add(PatchRenderer.render(seed, SIDE, SCALE).bgr());
        }

        for (int i = 0; i < pictures.size(); i++) {
            for (int k = i + 1; k < pictures.size(); k++) {
                assertThat(Arrays.equals(pictures.get(i), pictures.get(k))).isFalse();
            }
        }
    }

    /** Every label must be learnt, and a network that sees defects everywhere must be wrong half of the time. */
    @Test
    void allLabelsAppearAndAboutHalfOfThePatchesHaveADefect() {
        Map<Label, Integer> patchesWith = new EnumMap<>(Label.class);
        int withDefect = 0;
        int count = 300;
        for (long seed = SEED; seed < SEED + count; seed++) {
            RenderedPatch patch = PatchRenderer.render(seed, 64, 16);
            boolean hasDefect = false;
            for (Label label : Label.values()) {
                if (patch.count(label) > 0) {
                    patchesWith.merge(label, 1, Integer::sum);
                    hasDefect |= label != Label.SEAM && label != Label.SPOT;
                }
            }
            withDefect += hasDefect ? 1 : 0;
        }

        assertThat(withDefect).isBetween(4 * count / 10, 6 * count / 10);
        assertThat(patchesWith).containsOnlyKeys(Label.values());
        assertThat(patchesWith.values()).allMatch(patches -> patches > count / 33);
    }

    /** A weld keeps its label where a defect lies in it; else defects would cut welds into pieces. */
    @Test
    void aDefectAddsItsLabelAndTakesNoneAway() {
        Dice dice = new Dice(SEED);
        Canvas canvas = new Canvas(160, 160, 2, PlaneMap.straightDown(0.125, new MmPoint(-10, -10)));
        Sheet.roll(dice).paint(canvas);
        new Imprint(dice, new MmPoint(0, 0), 6, 0, Imprint.Look.roll(dice)).paint(canvas);
        long before = samplesWith(canvas, Label.SPOT);
        List<Flaw> flaws = List.of(
                new Crack(dice, 0, 0, 0.4f, 4, 0.4f),
                new Pore(dice, 1, 1, 0.9f),
                new SpatterBead(dice, -3, -3, 1.5f, 1.2f, 0),
                new BurnThrough(dice, 0, -1, 2));

        for (Flaw flaw : flaws) {
            flaw.paint(canvas);

            assertThat(samplesWith(canvas, flaw.label())).as("%s", flaw.label()).isPositive();
            assertThat(samplesWith(canvas, Label.SPOT)).isEqualTo(before);
        }
    }

    /** The truth of a defect comes from its outline, the label from its samples: two ways to one size. */
    @Test
    void theExtentOfADefectIsThatOfItsLabel() {
        for (int seed = 1; seed <= 12; seed++) {
            Dice dice = new Dice(seed);
            for (Flaw flaw : List.of(
                    new Crack(dice, 0, 0, dice.angle(), 5, 0.4f),
                    new Pore(dice, 0.3f, 0.2f, 1.2f),
                    new SpatterBead(dice, 0, 0, 2.4f, 1.4f, dice.angle()),
                    new BurnThrough(dice, 0, 0, 3))) {
                Canvas canvas = new Canvas(400, 400, 2, PlaneMap.straightDown(0.03, new MmPoint(-6, -6)));
                flaw.paint(canvas);
                List<MmPoint> seen = new ArrayList<>();
                canvas.everywhere((i, x, y) -> {
                    if (flaw.label().isIn(canvas.labels[i]) && isAtEdge(canvas, i, flaw.label())) {
                        seen.add(new MmPoint(x, y));
                    }
                });
                Extent extent = Extent.of(seen);

                assertThat(extent.lengthMm())
                        .as("length of %s, seed %d", flaw.label(), seed)
                        .isCloseTo(flaw.extent().lengthMm(), org.assertj.core.api.Assertions.within(0.1));
                assertThat(extent.centre().distanceMm(flaw.extent().centre()))
                        .as("place of %s, seed %d", flaw.label(), seed)
                        .isLessThan(
                                flaw.label() == Label.CRACK
                                        ? 0.1
                                        : 0.35 * flaw.extent().lengthMm());
            }
        }
    }

    private static boolean isAtEdge(Canvas canvas, int i, Label label) {
        return !label.isIn(canvas.labels[i - 1])
                || !label.isIn(canvas.labels[i + 1])
                || !label.isIn(canvas.labels[i - canvas.columns])
                || !label.isIn(canvas.labels[i + canvas.columns]);
    }

    private static long samplesWith(Canvas canvas, Label label) {
        long count = 0;
        for (byte labels : canvas.labels) {
            count += label.isIn(labels) ? 1 : 0;
        }
        return count;
    }

    @Test
    void sidesAreTakenFrom32To2048() {
        assertThat(PatchRenderer.render(SEED, 32, 8).bgr()).hasSize(3 * 32 * 32);
        assertThatThrownBy(() -> PatchRenderer.render(SEED, 31, 8))
                .hasMessage("patch side is 31 px; allowed is 32–2048");
        assertThatThrownBy(() -> PatchRenderer.render(SEED, 2049, 8))
                .hasMessage("patch side is 2049 px; allowed is 32–2048");
    }

    @Test
    void aScaleOfZeroIsRefused() {
        assertThatThrownBy(() -> PatchRenderer.render(SEED, 64, 0))
                .hasMessage("pixels per weld width is 0.0; allowed is above 0 and below 2048");
    }
}
