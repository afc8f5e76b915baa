package io.huoyan.core.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.locate.WeldPatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;

class InstancesTest {
    private static final int SIDE = 32;
    private static final ModelDescription MODEL = new ModelDescription(
            "kit",
            "1",
            "00",
            "fp32",
            List.of("seam", "pore"),
            Map.of("seam", 0.5, "pore", 0.5),
            Map.of("seam", 10.0, "pore", 4.0),
            32,
            72,
            32);

    private final MatScope scope = MatScope.open();
    private final float[] probability = new float[2 * SIDE * SIDE];

    @AfterEach
    void release() {
        scope.close();
    }

    @Test
    void aThingIsOutlinedInPixelsOfTheOriginalPicture() {
        fill(1, 4, 6, 5, 3, 0.9f);

        List<Detection> things = things(Map.of());

        assertThat(things).hasSize(1);
        Detection pore = things.get(0);
        assertThat(pore.label()).isEqualTo("pore");
        assertThat(pore.score()).isCloseTo(0.9, within(1e-6));
        // A patch pixel covers 2 × 2 original pixels; the patch starts at (100, 50).
        assertThat(pore.areaPx()).isCloseTo(5 * 3 * 4.0, within(1e-6));
        assertThat(pore.outline())
                .containsExactlyInAnyOrder(
                        new PixelPoint(108, 62),
                        new PixelPoint(116, 62),
                        new PixelPoint(108, 66),
                        new PixelPoint(116, 66));
    }

    @Test
    void theThresholdItselfCountsAndJustBelowDoesNot() {
        fill(1, 4, 6, 3, 3, 0.5f);
        assertThat(things(Map.of())).hasSize(1);

        fill(1, 4, 6, 3, 3, Math.nextDown(0.5f));
        assertThat(things(Map.of())).isEmpty();
    }

    @Test
    void anOverrideMovesTheThresholdOfItsLabelOnly() {
        fill(0, 2, 2, 5, 5, 0.7f);
        fill(1, 20, 20, 3, 3, 0.7f);

        assertThat(things(Map.of("pore", 0.8))).extracting(Detection::label).containsExactly("seam");
        assertThatThrownBy(() -> things(Map.of("dent", 0.8)))
                .hasMessage("threshold is given for label 'dent'; model kit 1 has seam, pore");
    }

    @Test
    void theMinimumAreaItselfCountsAndOnePixelLessDoesNot() {
        fill(1, 4, 4, 2, 2, 1);
        assertThat(things(Map.of())).hasSize(1);

        fill(1, 4, 4, 2, 2, 0);
        fill(1, 4, 4, 3, 1, 1);
        assertThat(things(Map.of())).isEmpty();
    }

    @Test
    void thingsThatTouchAtACornerAreOne() {
        fill(1, 4, 4, 3, 3, 1);
        fill(1, 7, 7, 3, 3, 0.8f);
        assertThat(things(Map.of())).hasSize(1);

        fill(1, 7, 7, 3, 3, 0);
        fill(1, 8, 8, 3, 3, 0.8f);
        assertThat(things(Map.of())).hasSize(2);
    }

    @Test
    void poresThatTouchAreOneThingThatCountsAsTwoAndSeamsCountOnce() {
        for (int label = 0; label < 2; label++) {
            fill(label, 2, 10, 9, 9, 0.9f);
            fill(label, 11, 13, 3, 3, 0.6f);
            fill(label, 14, 10, 9, 9, 0.7f);
        }

        List<Detection> things = things(Map.of());

        assertThat(things).extracting(Detection::label).containsExactly("seam", "pore");
        assertThat(things).extracting(Detection::parts).containsExactly(1, 2);
        assertThat(things.get(1).outline()).isEqualTo(things.get(0).outline());
        assertThat(things.get(1).areaPx()).isEqualTo(things.get(0).areaPx());
    }

    /** What both patches saw counts once, so that a sum would be too much. */
    @Test
    void whatTwoPatchesSawCountsAsManyAsTheOneThatSawMost() {
        Detection one = box("pore", 0, 0, 10, 10, 0.7);
        Detection two =
                new Detection("pore", 0.8, box("pore", 5, 0, 30, 10, 0.8).outline(), 250, 2);

        assertThat(Instances.merged(List.of(one, two)))
                .singleElement()
                .extracting(Detection::parts)
                .isEqualTo(2);
        assertThat(Instances.merged(List.of(two, one)))
                .singleElement()
                .extracting(Detection::parts)
                .isEqualTo(2);
    }

    @Test
    void aThingCountsAsOneAtLeast() {
        assertThat(new Detection("pore", 0.8, List.of(), 1).parts()).isEqualTo(1);
        assertThatThrownBy(() -> new Detection("pore", 0.8, List.of(), 1, 0))
                .hasMessage("parts is 0; a thing counts as 1 at least");
    }

    /** A speckled map, as a broken network makes, must not flood what comes after. */
    @Test
    void thereAreNoMoreThingsOfALabelThanTheLimit() {
        int side = 128;
        float[] speckles = new float[2 * side * side];
        for (int y = 0; y < side; y += 3) {
            for (int x = 0; x < side; x += 3) {
                speckles[side * side + y * side + x] = 1;
                speckles[side * side + y * side + Math.min(side - 1, x + 1)] = 1;
            }
        }
        ModelDescription small = new ModelDescription(
                "kit", "1", "00", "fp32", List.of("seam", "pore"), Map.of(), Map.of("pore", 1.0), 32, 72, 32);

        List<Detection> things =
                Instances.of(new ProbabilityMaps(2, side, side, speckles), small, Map.of(), patch(side), scope);

        assertThat(things).hasSize(Instances.PER_LABEL_MAX);
    }

    @Test
    void mapsOfAnotherSizeAreRefused() {
        assertThatThrownBy(() -> Instances.of(
                        new ProbabilityMaps(2, 16, 16, new float[512]), MODEL, Map.of(), patch(SIDE), scope))
                .hasMessage("maps are 2 labels × 16 × 16; the model has 2 labels and the patch is 32 × 32");
    }

    @Test
    void overlappingThingsOfOneLabelBecomeOne() {
        Detection left = box("seam", 0, 0, 60, 20, 0.7);
        Detection right = box("seam", 50, 2, 120, 18, 0.9);
        Detection pore = box("pore", 52, 4, 56, 8, 0.8);
        Detection apart = box("seam", 300, 0, 340, 20, 0.6);

        List<Detection> merged = Instances.merged(List.of(left, pore, right, apart));

        assertThat(merged).hasSize(3);
        Detection joined = merged.stream()
                .filter(thing -> thing.label().equals("seam") && thing.score() == 0.9)
                .findFirst()
                .orElseThrow();
        // 61·21 + 71·17 − 11·17 pixels, corners included.
        assertThat(joined.areaPx()).isCloseTo(61 * 21 + 71 * 17 - 11 * 17, within(1.0));
        assertThat(joined.outline()).extracting(PixelPoint::x).contains(0.0, 120.0);
        assertThat(merged).contains(pore, apart);
    }

    /** A third thing may join two that did not meet before. */
    @Test
    void aBridgeJoinsWhatLayApart() {
        List<Detection> merged = Instances.merged(List.of(
                box("seam", 0, 0, 20, 10, 0.7), box("seam", 40, 0, 60, 10, 0.7), box("seam", 15, 0, 45, 10, 0.8)));

        assertThat(merged).hasSize(1);
        assertThat(merged.get(0).areaPx()).isCloseTo(61 * 11, within(1.0));
    }

    private List<Detection> things(Map<String, Double> overrides) {
        return Instances.of(new ProbabilityMaps(2, SIDE, SIDE, probability), MODEL, overrides, patch(SIDE), scope);
    }

    private WeldPatch patch(int side) {
        return new WeldPatch(
                scope.mat(side, side, CvType.CV_8UC3),
                PlaneMap.straightDown(2, new MmPoint(100, 50)),
                new PixelBox(100, 50, 2 * side, 2 * side),
                1);
    }

    private void fill(int label, int x, int y, int width, int height, float value) {
        for (int row = y; row < y + height; row++) {
            for (int column = x; column < x + width; column++) {
                probability[(label * SIDE + row) * SIDE + column] = value;
            }
        }
    }

    private static Detection box(String label, double left, double top, double right, double bottom, double score) {
        return new Detection(
                label,
                score,
                List.of(
                        new PixelPoint(left, top),
                        new PixelPoint(right, top),
                        new PixelPoint(right, bottom),
                        new PixelPoint(left, bottom)),
                (right - left) * (bottom - top));
    }
}
