package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

class OutlinePixelsTest {
    private static final int SIDE = 120;
    private static final long SEED = 4;

    @Test
    void aRectangleAlongPixelsHoldsJustThem() {
        assertThat(painted(rectangle(10, 20, 13, 24)))
                .containsExactlyInAnyOrder(
                        "10,20", "11,20", "12,20", "10,21", "11,21", "12,21", "10,22", "11,22", "12,22", "10,23",
                        "11,23", "12,23");
    }

    /**
     * Wherever they lie between the pixels, on the mean; filled from corner to corner they were up to a pixel wider.
     */
    @ParameterizedTest
    @CsvSource({"3, 0.02", "6, 0.01", "20, 0.005", "50, 0.002"})
    void discsAndRectanglesHaveTheirAreaOnTheMean(double side, double tolerance) {
        Random random = new Random(SEED);
        double discs = 0;
        double rectangles = 0;
        int count = 2000;
        for (int i = 0; i < count; i++) {
            double x = 30 + random.nextDouble();
            double y = 30 + random.nextDouble();
            discs += painted(disc(x + 30, y + 30, side / 2)).size() / (Math.PI * side * side / 4);
            rectangles += painted(rectangle(x, y, x + side, y + side / 2)).size() / (side * side / 2);
        }

        assertThat(discs / count).isCloseTo(1, within(tolerance));
        assertThat(rectangles / count).isCloseTo(1, within(tolerance));
    }

    /** A crack may be narrower than a pixel; in pieces each would count as a defect of its own. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 0.5, 0.9, 1.2})
    void whatIsNarrowerThanAPixelStaysInOnePiece(double width) {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            double angle = random.nextDouble() * Math.PI;
            List<PixelPoint> strip = strip(angle, width, random.nextDouble());
            List<String> pixels = painted(strip);

            assertThat(parts(strip)).as("parts at %f rad, seed %d", angle, SEED).isEqualTo(1);
            double length = 60 * Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle)));
            assertThat((double) pixels.size()).isBetween(length - 3, Math.max(1.5, 2.3 * width) * length + 3);
        }
    }

    @Test
    void whatHasNoAreaIsALineOrAPixel() {
        assertThat(painted(List.of(new PixelPoint(5.2, 5.2), new PixelPoint(8.2, 8.2), new PixelPoint(7.2, 7.2))))
                .containsExactlyInAnyOrder("5,5", "6,6", "7,7");
        assertThat(painted(List.of(new PixelPoint(5.2, 5.9)))).containsExactly("5,5");
        assertThat(painted(List.of(new PixelPoint(5.6, 5.6), new PixelPoint(5.8, 5.6), new PixelPoint(5.7, 5.8))))
                .containsExactly("5,5");
        assertThat(painted(List.of())).isEmpty();
    }

    /** As some tools write a thing in parts: in one outline, with a line there and back. */
    @Test
    void theLineBetweenTwoPartsOfAnOutlineIsNotPainted() {
        List<PixelPoint> parts = new ArrayList<>(rectangle(10, 10, 14, 14));
        parts.add(new PixelPoint(10, 10));
        parts.addAll(rectangle(33.3, 30, 35.3, 34));
        parts.add(new PixelPoint(33.3, 30));

        assertThat(painted(parts)).hasSize(16 + 8);
    }

    @Test
    void whatLiesBeyondThePictureIsLeftOut() {
        assertThat(painted(rectangle(-3, -3, 2, 1))).containsExactlyInAnyOrder("0,0", "1,0");
        assertThat(painted(rectangle(SIDE - 1, SIDE - 1, SIDE + 9, SIDE + 9)))
                .containsExactly((SIDE - 1) + "," + (SIDE - 1));
    }

    private static List<PixelPoint> rectangle(double left, double top, double right, double bottom) {
        return new Bounds(left, top, right, bottom).corners();
    }

    private static List<PixelPoint> disc(double x, double y, double radius) {
        return IntStream.range(0, 720)
                .mapToDouble(i -> Math.toRadians(i / 2.0))
                .mapToObj(angle -> new PixelPoint(x + radius * Math.cos(angle), y + radius * Math.sin(angle)))
                .toList();
    }

    /** 60 pixels long through the middle. */
    private static List<PixelPoint> strip(double angle, double width, double shift) {
        double alongX = Math.cos(angle) * 30;
        double alongY = Math.sin(angle) * 30;
        double acrossX = -Math.sin(angle) * width / 2;
        double acrossY = Math.cos(angle) * width / 2;
        double middle = 60 + shift;
        return List.of(
                new PixelPoint(middle - alongX - acrossX, middle - alongY - acrossY),
                new PixelPoint(middle + alongX - acrossX, middle + alongY - acrossY),
                new PixelPoint(middle + alongX + acrossX, middle + alongY + acrossY),
                new PixelPoint(middle - alongX + acrossX, middle - alongY + acrossY));
    }

    /** As {@code x,y}. */
    private static List<String> painted(List<PixelPoint> outline) {
        try (MatScope scope = MatScope.open()) {
            Mat mask = scope.zeros(SIDE, SIDE, CvType.CV_8UC1);
            OutlinePixels.paint(mask, outline, (byte) 7);
            byte[] pixels = new byte[SIDE * SIDE];
            mask.get(0, 0, pixels);
            return IntStream.range(0, pixels.length)
                    .filter(i -> pixels[i] == 7)
                    .mapToObj(i -> i % SIDE + "," + i / SIDE)
                    .toList();
        }
    }

    private static int parts(List<PixelPoint> outline) {
        try (MatScope scope = MatScope.open()) {
            Mat mask = scope.zeros(SIDE, SIDE, CvType.CV_8UC1);
            OutlinePixels.paint(mask, outline, (byte) 7);
            assertThat(Core.countNonZero(mask)).isPositive();
            return Imgproc.connectedComponents(mask, scope.mat()) - 1;
        }
    }
}
