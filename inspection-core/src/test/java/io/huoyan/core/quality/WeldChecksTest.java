package io.huoyan.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.catalog.QualityLimits;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.image.TestFrames;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class WeldChecksTest {
    private static final int SIDE_PX = 400;
    private static final QualityLimits LIMITS = new QualityLimits(0, 1, 1, 1, 0, 0.5, 0.3, 0.9);
    private static final PixelPoint MIDDLE = new PixelPoint(200, 200);
    private static final WeldRegion DISC = new WeldRegion(List.of(MIDDLE), 120);

    private static CheckResult result(String check, Frame frame, WeldRegion region, MatScope scope) {
        return WeldChecks.check(frame, region, LIMITS, scope).stream()
                .filter(r -> r.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    /** A dark disc of 60 px with its edge a step, smeared by a Gaussian, with noise added after. */
    private static Frame smeared(double sigmaPx, double contrast, double noise, MatScope scope) {
        Frame sharp = TestFrames.grey8(SIDE_PX, SIDE_PX, scope, (x, y) -> {
            double beyond = Math.hypot(x - 200, y - 200) - 30;
            return 0.5 - contrast * Math.max(0, Math.min(1, 0.5 - beyond));
        });
        Mat smear = scope.mat();
        Imgproc.GaussianBlur(sharp.pixels(), smear, new Size(0, 0), sigmaPx);
        byte[] values = new byte[SIDE_PX * SIDE_PX];
        smear.get(0, 0, values);
        Random random = new Random(9);
        return TestFrames.grey8(
                SIDE_PX,
                SIDE_PX,
                scope,
                (x, y) -> Byte.toUnsignedInt(values[y * SIDE_PX + x]) / 255.0 + noise * random.nextGaussian());
    }

    @Test
    void sharpnessIsTheReciprocalOfTheSmearWhateverTheContrastAndTheNoise() {
        try (MatScope scope = MatScope.open()) {
            for (double sigmaPx : new double[] {1.2, 2, 3, 4}) {
                for (double contrast : new double[] {0.1, 0.35}) {
                    for (double noise : new double[] {0, 0.01}) {
                        CheckResult result = result("sharpness", smeared(sigmaPx, contrast, noise, scope), DISC, scope);
                        assertThat(1 / result.measured())
                                .as("smear %s, contrast %s, noise %s", sigmaPx, contrast, noise)
                                .isCloseTo(sigmaPx, within(0.25 * sigmaPx));
                    }
                }
            }
        }
    }

    @Test
    void aSmearJustBelowTheLimitIsFitAndJustAboveIsNot() {
        try (MatScope scope = MatScope.open()) {
            assertThat(result("sharpness", smeared(1.8, 0.3, 0.005, scope), DISC, scope)
                            .fit())
                    .isTrue();
            CheckResult above = result("sharpness", smeared(2.3, 0.3, 0.005, scope), DISC, scope);
            assertThat(above.fit()).isFalse();
            assertThat(above.message())
                    .matches("sharpness is 0.4\\d/px \\(edges smeared by 2.\\d\\d px\\); allowed are 0.50/px and more");
        }
    }

    @Test
    void whereThereIsNoEdgeThereIsNothingToBeSmeared() {
        Random random = new Random(3);
        try (MatScope scope = MatScope.open()) {
            Frame noise = TestFrames.grey8(SIDE_PX, SIDE_PX, scope, (x, y) -> 0.5 + 0.01 * random.nextGaussian());
            CheckResult result = result("sharpness", noise, DISC, scope);
            assertThat(result.fit()).isTrue();
            assertThat(result.message()).isEqualTo("there is no edge in the weld's region to tell sharpness by");
        }
    }

    /** What lies outside the region, here a sharp grid, does not make a blurred weld sharp. */
    @Test
    void onlyTheWeldsOwnRegionCounts() {
        try (MatScope scope = MatScope.open()) {
            Frame blurred = smeared(4, 0.3, 0.005, scope);
            byte[] values = new byte[SIDE_PX * SIDE_PX];
            blurred.pixels().get(0, 0, values);
            Frame withGrid = TestFrames.grey8(
                    SIDE_PX,
                    SIDE_PX,
                    scope,
                    (x, y) -> Math.hypot(x - 200, y - 200) > 75 && x / 4 % 2 == 0
                            ? 0.9
                            : Byte.toUnsignedInt(values[y * SIDE_PX + x]) / 255.0);
            assertThat(result("sharpness", withGrid, DISC, scope).fit()).isFalse();
        }
    }

    @Test
    void glareIsTheSaturatedShareOfTheRegion() {
        WeldRegion seam = new WeldRegion(List.of(new PixelPoint(100, 200), new PixelPoint(300, 200)), 60);
        for (double share : new double[] {0.28, 0.32}) {
            try (MatScope scope = MatScope.open()) {
                Frame frame =
                        TestFrames.grey8(SIDE_PX, SIDE_PX, scope, (x, y) -> x >= 70 && x < 70 + 260 * share ? 1 : 0.4);
                CheckResult result = result("glare", frame, seam, scope);
                assertThat(result.measured()).isCloseTo(share, within(0.02));
                assertThat(result.fit()).isEqualTo(share < 0.3);
                assertThat(result.message())
                        .matches("saturated share of the weld is 0.\\d\\d\\d; allowed are 0 to 0.300");
            }
        }
    }

    @Test
    void cutOffIsTheShareOfTheRegionInThePicture() {
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(SIDE_PX, SIDE_PX, scope, (x, y) -> 0.5);
            for (double outsidePx : new double[] {9, 11}) {
                WeldRegion seam = new WeldRegion(
                        List.of(new PixelPoint(-0.5 - outsidePx, 200), new PixelPoint(99.5 - outsidePx, 200)), 40);
                CheckResult result = result("cut off", frame, seam, scope);
                assertThat(result.measured()).isCloseTo(1 - outsidePx / 100, within(0.01));
                assertThat(result.fit()).isEqualTo(outsidePx < 10);
            }
            WeldRegion outside = new WeldRegion(List.of(new PixelPoint(-500, 200)), 60);
            assertThat(result("cut off", frame, outside, scope).message())
                    .isEqualTo("share of the weld inside the picture is 0.000; allowed are 0.900 and more");
            assertThat(result("cut off", frame, DISC, scope).measured()).isEqualTo(1);
        }
    }
}
