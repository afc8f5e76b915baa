package io.huoyan.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.catalog.QualityLimits;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.image.TestFrames;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameChecksTest {
    private static final int WIDTH_PX = 400;
    private static final int HEIGHT_PX = 300;
    private static final QualityLimits LIMITS = new QualityLimits(0.1, 0.9, 0.2, 0.5, 0.05, 0.5, 0.3, 0.9);

    private static final SeenPicture PICTURE = seen("cam-1", 7, "aa");

    private static SeenPicture seen(String camera, long frameNumber, String sha256) {
        return new SeenPicture(new FrameId(new CameraId(camera), "boot-1", frameNumber), sha256);
    }

    private static CheckResult result(String check, TestFrames.Grey grey) {
        try (MatScope scope = MatScope.open()) {
            return result(check, TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, grey), scope);
        }
    }

    private static CheckResult result(String check, Frame frame, MatScope scope) {
        return FrameChecks.check(frame, LIMITS, PICTURE, Optional.empty(), scope).stream()
                .filter(r -> r.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    /** A picture of two greys, the first in the given share of its columns. */
    private static TestFrames.Grey twoGreys(double share, double first, double second) {
        return (x, y) -> x < share * WIDTH_PX ? first : second;
    }

    @Test
    void exposureIsTheMeanGreyWithinItsLimits() {
        assertThat(result("exposure", (x, y) -> 24.0 / 255).fit()).isFalse();
        assertThat(result("exposure", (x, y) -> 26.0 / 255).fit()).isTrue();
        assertThat(result("exposure", (x, y) -> 229.0 / 255).fit()).isTrue();
        assertThat(result("exposure", (x, y) -> 231.0 / 255).fit()).isFalse();
        CheckResult half = result("exposure", twoGreys(0.5, 0.2, 0.6));
        assertThat(half.measured()).isCloseTo(0.4, within(0.005));
        assertThat(half.message()).isEqualTo("mean grey is 0.400 of full scale; allowed are 0.100 to 0.900");
    }

    @Test
    void saturationIsTheShareOfPixelsAtFullScale() {
        assertThat(result("saturation", twoGreys(0.19, 1, 0.5)).fit()).isTrue();
        assertThat(result("saturation", twoGreys(0.20, 1, 0.5)).fit()).isTrue();
        CheckResult above = result("saturation", twoGreys(0.21, 1, 0.5));
        assertThat(above.fit()).isFalse();
        assertThat(above.message()).isEqualTo("saturated share is 0.210; allowed are 0 to 0.200");
    }

    @Test
    void blackIsTheShareOfPixelsWithHardlyAnyLight() {
        assertThat(result("black", twoGreys(0.49, 0.01, 0.5)).fit()).isTrue();
        assertThat(result("black", twoGreys(0.50, 0.01, 0.5)).fit()).isTrue();
        CheckResult above = result("black", twoGreys(0.51, 0.01, 0.5));
        assertThat(above.fit()).isFalse();
        assertThat(above.message()).isEqualTo("black share is 0.510; allowed are 0 to 0.500");
    }

    /** Two greys 2·d apart, half each, have a standard deviation of d. */
    @Test
    void obstructionIsTooLittleContrast() {
        assertThat(result("obstruction", twoGreys(0.5, 128.0 / 255, 154.0 / 255))
                        .fit())
                .isTrue();
        CheckResult below = result("obstruction", twoGreys(0.5, 128.0 / 255, 152.0 / 255));
        assertThat(below.fit()).isFalse();
        assertThat(below.message())
                .isEqualTo(
                        "contrast (standard deviation of grey) is 0.0471 of full scale; allowed are 0.0500 and more");
    }

    @Test
    void twelveBitsAndColourAreMeasuredInSharesOfTheirFullScale() {
        try (MatScope scope = MatScope.open()) {
            assertThat(result("exposure", TestFrames.grey12(WIDTH_PX, HEIGHT_PX, scope, (x, y) -> 0.25), scope)
                            .measured())
                    .isCloseTo(0.25, within(0.001));
            assertThat(result("exposure", TestFrames.colour8(WIDTH_PX, HEIGHT_PX, scope, (x, y) -> 0.4), scope)
                            .measured())
                    .isCloseTo(0.4, within(0.002));
        }
    }

    private static CheckResult repeated(Optional<SeenPicture> previous) {
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(64, 64, scope, (x, y) -> 0.5);
            return FrameChecks.check(frame, LIMITS, PICTURE, previous, scope).get(4);
        }
    }

    @Test
    void theSameBytesUnderAnotherNumberAreTheSamePictureAgain() {
        CheckResult again = repeated(Optional.of(seen("cam-1", 6, "aa")));

        assertThat(again.check()).isEqualTo("same picture again");
        assertThat(again.fit()).isFalse();
        assertThat(again.message())
                .isEqualTo("picture of frame cam-1/boot-1/7 has the bytes of frame cam-1/boot-1/6; allowed is a new"
                        + " picture");
    }

    @Test
    void otherBytesOrTheSameFrameOrAnotherCameraAreNotTheSamePictureAgain() {
        assertThat(repeated(Optional.empty()).fit()).isTrue();
        assertThat(repeated(Optional.of(seen("cam-1", 6, "bb"))).fit()).isTrue();
        assertThat(repeated(Optional.of(seen("cam-1", 7, "aa"))).fit()).isTrue();
        assertThat(repeated(Optional.of(seen("cam-2", 6, "aa"))).fit()).isTrue();
    }
}
