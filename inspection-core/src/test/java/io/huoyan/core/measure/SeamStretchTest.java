package io.huoyan.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a seam's edges scatter, 0.1 mm a pixel, each by 0.5 px. */
class SeamStretchTest {
    private static final double PIXEL_MM = 0.1;
    private static final double NOISE_PX = 0.5;
    private static final PlaneMap MAP = PlaneMap.straightDown(PIXEL_MM, new MmPoint(0, 0));
    private static final double TRUE_MM = Math.sqrt(2) * NOISE_PX * PIXEL_MM;

    /** Wanders by ± 1 mm over 12 mm; the mask's places are smooth. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.4, 0.49})
    void scatterIsTheNoiseOfWhatIsSeenHoweverTheBeadWandersAndTheMaskSmooths(double ofMask) {
        assertThat(meanScatterMm(60, ofMask)).isCloseTo(TRUE_MM, within(0.2 * TRUE_MM));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 8})
    void ofFewStationsItIsRatherTooLarge(int stations) {
        assertThat(meanScatterMm(stations, 0)).isBetween(0.9 * TRUE_MM, 2 * TRUE_MM);
    }

    @Test
    void whereEverySecondStationIsSeenItIsNotNothing() {
        assertThat(meanScatterMm(60, i -> i % 2 == 0)).isBetween(0.6 * TRUE_MM, 1.4 * TRUE_MM);
    }

    private static double meanScatterMm(int stations, double ofMask) {
        return meanScatterMm(stations, i -> i >= Math.round(ofMask * stations));
    }

    private static double meanScatterMm(int stations, IntPredicate isLocated) {
        Random random = new Random(31);
        double sum = 0;
        for (int draw = 0; draw < 100; draw++) {
            sum += stretch(stations, isLocated, random).widthScatterMm(MAP);
        }
        return sum / 100;
    }

    private static SeamStretch stretch(int stations, IntPredicate isLocated, Random random) {
        List<SeamStation> all = new ArrayList<>();
        List<EdgeTrace.EdgePoint> left = new ArrayList<>();
        List<EdgeTrace.EdgePoint> right = new ArrayList<>();
        for (int i = 0; i < stations; i++) {
            double alongMm = i * SeamStation.SPACING_MM;
            double middlePx = 100 + 10 * Math.sin(2 * Math.PI * alongMm / 12);
            boolean located = isLocated.test(i);
            double noisePx = located ? NOISE_PX : 0;
            PixelPoint from = new PixelPoint(alongMm / PIXEL_MM, 0);
            all.add(new SeamStation(
                    alongMm, MAP.toMm(new PixelPoint(from.x(), 100)), new MmPoint(0, 1), from, 0, 1, 200));
            left.add(edge(from.x(), middlePx - 25 + noisePx * random.nextGaussian(), located));
            right.add(edge(from.x(), middlePx + 25 + noisePx * random.nextGaussian(), located));
        }
        ToeDoubt sure = new ToeDoubt(0, 0);
        return new SeamStretch(
                all, left, right, left, right, left.get(0).point(), right.get(0).point(), 0, 0, sure, sure, false);
    }

    private static EdgeTrace.EdgePoint edge(double x, double y, boolean located) {
        return new EdgeTrace.EdgePoint(new PixelPoint(x, y), y, located);
    }
}
