package io.huoyan.core.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.image.MatScope;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class TouchingPartsTest {
    private static final int RADIUS = 10;

    private final MatScope scope = MatScope.open();
    private Mat mask;

    @BeforeEach
    void blank() {
        mask = scope.zeros(60, 100, CvType.CV_8UC1);
    }

    @AfterEach
    void release() {
        scope.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 18, 16})
    void twoDiscsThatTouchOrOverlapAreTwo(int apart) {
        disc(30, 30, RADIUS);
        disc(30 + apart, 30, RADIUS);
        int all = Core.countNonZero(mask);

        List<Mat> parts = parts();

        assertThat(parts).hasSize(2);
        assertThat(parts.stream().mapToInt(Core::countNonZero).sum()).isEqualTo(all);
        assertThat((double) Core.countNonZero(parts.get(0)) / all).isCloseTo(0.5, within(0.05));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 8})
    void discsThatCoverEachOtherMostlyAreOne(int apart) {
        disc(30, 30, RADIUS);
        disc(30 + apart, 30, RADIUS);

        assertThat(parts()).hasSize(1);
    }

    @Test
    void aSmallDiscBesideALargeOneIsAThingOfItsOwn() {
        disc(30, 30, 12);
        disc(47, 30, 5);

        assertThat(parts()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 30, 45, 75, 90})
    void anEllipseTwiceAsLongAsWideIsOne(int degrees) {
        Imgproc.ellipse(mask, new Point(50, 30), new Size(20, 10), degrees, 0, 360, Scalar.all(255), Imgproc.FILLED);

        assertThat(parts()).hasSize(1);
    }

    @Test
    void threeInARowAreThree() {
        disc(20, 30, 9);
        disc(36, 30, 9);
        disc(52, 30, 9);

        assertThat(parts()).hasSize(3);
    }

    /** The radius swings by a fifth, each degree by itself. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aRaggedPoreIsOne(long seed) {
        Random random = new Random(seed);
        for (int degrees = 0; degrees < 360; degrees++) {
            double length = 12 * (0.8 + 0.4 * random.nextDouble());
            Point end = new Point(
                    50 + length * Math.cos(Math.toRadians(degrees)), 30 + length * Math.sin(Math.toRadians(degrees)));
            Imgproc.line(mask, new Point(50, 30), end, Scalar.all(255), 2);
        }

        assertThat(parts()).as("seed " + seed).hasSize(1);
    }

    @Test
    void aRingIsOne() {
        disc(50, 30, 12);
        Imgproc.circle(mask, new Point(50, 30), 8, Scalar.all(0), Imgproc.FILLED);

        assertThat(parts()).hasSize(1);
    }

    @Test
    void nothingIsTakenApartIfAPartWouldBeTooSmallToCount() {
        disc(30, 30, 12);
        disc(47, 30, 5);
        int small = parts().stream().mapToInt(Core::countNonZero).min().orElseThrow();

        assertThat(TouchingParts.of(mask, small, scope)).hasSize(2);
        assertThat(TouchingParts.of(mask, small + 1.0, scope)).hasSize(1);
    }

    private List<Mat> parts() {
        return TouchingParts.of(mask, 0, scope);
    }

    private void disc(int x, int y, int radius) {
        Imgproc.circle(mask, new Point(x, y), radius, Scalar.all(255), Imgproc.FILLED);
    }
}
