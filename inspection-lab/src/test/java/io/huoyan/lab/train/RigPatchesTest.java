package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.measure.Measurand;
import io.huoyan.lab.gauge.GaugeRun;
import io.huoyan.lab.synth.Label;
import io.huoyan.lab.synth.Rig;
import io.huoyan.lab.synth.RigPicture;
import io.huoyan.lab.synth.RigRenderer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RigPatchesTest {
    private static final long SEED = RigRenderer.TRAINING_SEED_FIRST + 1_300_000;
    private static final double SCALE = 48;
    private static final Outputs OUTPUTS = Outputs.of("line-unet", List.of());

    /** Labels come with the picture by two ways: the renderer's pixels, and the geometry they are held against. */
    @Test
    void labelsAreAsWideAsTheRigSaysItsWeldsAre() {
        for (Rig rig : List.of(Rig.flat(), Rig.coarse(), Rig.hard())) {
            RigPicture picture = new RigRenderer(rig).render(SEED);
            List<TrainingPicture> patches = RigPatches.cut(picture, SCALE, OUTPUTS);
            double tolerance = 2 * Math.max(rig.pixelMm(), 6 / SCALE);
            int next = 0;
            for (int i = 0; i < picture.welds().size(); i++) {
                double pxPerMm = SCALE / picture.welds().get(i).geometry().nominalWidthMm();
                Map<Measurand, Double> truth = picture.truths().get(i).measures();
                boolean isSpot = truth.containsKey(Measurand.SPOT_DIAMETER);
                int count = isSpot ? 1 : seamPatches(picture, i, patches.size());
                List<Double> widths = new ArrayList<>();
                for (TrainingPicture patch : patches.subList(next, next + count)) {
                    widths.addAll(widths(patch, isSpot ? Label.SPOT : Label.SEAM, isSpot));
                }
                next += count;
                Collections.sort(widths);
                double seenMm = widths.get(isSpot ? widths.size() - 1 : widths.size() / 2) / pxPerMm;
                double trueMm = truth.getOrDefault(Measurand.SPOT_DIAMETER, truth.get(Measurand.SEAM_WIDTH_MEAN));
                assertThat(seenMm).as(rig.name() + " weld " + i).isCloseTo(trueMm, within(tolerance));
            }
            assertThat(next).isEqualTo(patches.size());
        }
    }

    /** Two seams come first, then two spots of one patch each; the seams' patches are told by where they are. */
    private static int seamPatches(RigPicture picture, int weld, int all) {
        RigPicture alone = new RigPicture(
                picture.widthPx(),
                picture.heightPx(),
                picture.grey(),
                picture.labels(),
                picture.calibration(),
                picture.pixelToPart(),
                List.of(picture.welds().get(weld)),
                List.of(picture.truths().get(weld)),
                List.of());
        int count = RigPatches.cut(alone, SCALE, OUTPUTS).size();
        assertThat(count).isBetween(1, all);
        return count;
    }

    /** How many pixels of a label each column has, those of none left out. */
    private static List<Double> widths(TrainingPicture patch, Label label, boolean isWhole) {
        List<Double> widths = new ArrayList<>();
        double sum = 0;
        for (int x = 0; x < patch.width(); x++) {
            int count = 0;
            for (int y = 0; y < patch.height(); y++) {
                count += label.isIn(patch.labels()[y * patch.width() + x]) ? 1 : 0;
            }
            sum += count;
            if (count > 0 && !isWhole) {
                widths.add((double) count);
            }
        }
        return isWhole ? List.of(Math.sqrt(4 * sum / Math.PI)) : widths;
    }

    @Test
    void aPictureIsAPureFunctionOfItsSeedAndKindsOfRigsTakeTurns() {
        Set<Integer> patches = new HashSet<>();
        boolean hasPore = false;
        for (long seed = SEED; seed < SEED + 6; seed++) {
            List<TrainingPicture> first = RigPatches.of(seed, OUTPUTS);
            patches.add(Arrays.hashCode(first.get(0).bgr()));
            for (TrainingPicture patch : first) {
                assertThat(patch.width()).isEqualTo(RigPatches.SIDE_PX);
                assertThat(patch.pixelsPerWeldWidth()).isBetween(32.0, 72.0);
                hasPore |= patch.things().stream().anyMatch(thing -> thing.isFlaw());
            }
        }
        assertThat(patches).hasSize(6);
        assertThat(hasPore).isTrue();
        assertThat(RigPatches.of(SEED, OUTPUTS).get(0).bgr())
                .isEqualTo(RigPatches.of(SEED, OUTPUTS).get(0).bgr());
    }

    @Test
    void rigsHaveTheirShareOfWhatIsDrawn() {
        var data = new TrainingPlan.Data(1, new TrainingPlan.Rigs(1, 0.3), List.of(), 0, 0, 1_000_000);
        Samples samples = Samples.read(data, OUTPUTS, 64);
        Random random = new Random(1);
        int rigs = 0;
        for (int i = 0; i < 1000; i++) {
            rigs += samples.draw(random).width() == RigPatches.SIDE_PX ? 1 : 0;
        }
        assertThat(rigs).isBetween(250, 350);
    }

    @Test
    void whatNetworksLearnFromIsNotWhatTheyAreJudgedBy() {
        assertThat(GaugeRun.isLearntFrom(1_400_000_000L)).isFalse();
        assertThat(GaugeRun.isLearntFrom(1_400_000_001L)).isTrue();
        assertThat(GaugeRun.isLearntFrom(2_099_999_999L)).isTrue();
        assertThat(GaugeRun.isLearntFrom(2_100_000_000L)).isFalse();
        assertThat(HeldOut.JUDGING_RIG_SEED).isGreaterThanOrEqualTo(RigRenderer.TRAINING_SEED_END);
        assertThat(RigRenderer.TRAINING_SEED_FIRST + HeldOut.CHOOSING_SEED + 100_000)
                .isLessThan(RigRenderer.TRAINING_SEED_END);
    }

    @Test
    void sharesAndNumbersOutsideTheirLimitsAreRefused() {
        assertThatThrownBy(() -> new TrainingPlan.Rigs(-1, 0))
                .hasMessage("pictures of rigs are -1; allowed are 0 to 100000");
        assertThatThrownBy(() -> new TrainingPlan.Rigs(100_001, 0))
                .hasMessage("pictures of rigs are 100001; allowed are 0 to 100000");
        assertThatThrownBy(() -> new TrainingPlan.Rigs(5, 1.01))
                .hasMessage("share of rigs is 1.01 from 5 pictures; allowed is 0 to 1, and 0 without pictures");
        assertThatThrownBy(() -> new TrainingPlan.Rigs(0, 0.1))
                .hasMessage("share of rigs is 0.1 from 0 pictures; allowed is 0 to 1, and 0 without pictures");
        assertThatThrownBy(() -> new TrainingPlan.Data(0, new TrainingPlan.Rigs(5, 0.5), List.of(), 0, 0, 1_000_000))
                .hasMessage("share of rigs is 0.5 of 0 rendered patches; allowed is 0, or at least one rendered patch");
    }
}
