package io.huoyan.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HullTest {
    @Test
    void theSmallestRectangleOfATurnedRectangleIsThatRectangle() {
        List<MmPoint> points = new ArrayList<>();
        for (double along = -2; along <= 2; along += 0.5) {
            for (double across = -0.5; across <= 0.5; across += 0.25) {
                points.add(turned(along, across, 0.6));
            }
        }
        Hull hull = Hull.of(points);
        Hull.Rectangle rectangle = hull.smallestRectangle();
        assertThat(rectangle.lengthMm()).isCloseTo(4, within(1e-9));
        assertThat(rectangle.widthMm()).isCloseTo(1, within(1e-9));
        assertThat(rectangle.middle().distanceMm(new MmPoint(7, 3))).isCloseTo(0, within(1e-9));
        assertThat(hull.longestExtent().get(0).distanceMm(hull.longestExtent().get(1)))
                .isCloseTo(Math.sqrt(17), within(1e-9));
    }

    @Test
    void pointsOnALineHaveALengthAndNoWidth() {
        Hull hull = Hull.of(List.of(new MmPoint(0, 0), new MmPoint(1, 1), new MmPoint(3, 3)));
        assertThat(hull.smallestRectangle().lengthMm()).isCloseTo(Math.sqrt(18), within(1e-9));
        assertThat(hull.smallestRectangle().widthMm()).isCloseTo(0, within(1e-9));
        assertThat(Hull.of(List.of(new MmPoint(2, 2))).smallestRectangle().lengthMm())
                .isZero();
    }

    private static MmPoint turned(double along, double across, double angle) {
        return new MmPoint(
                7 + along * Math.cos(angle) - across * Math.sin(angle),
                3 + along * Math.sin(angle) + across * Math.cos(angle));
    }
}
