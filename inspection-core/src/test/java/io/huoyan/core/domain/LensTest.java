package io.huoyan.core.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LensTest {
    private static final Lens LENS = new Lens(4000, 4010, 1200, 1000, -0.2, 0.05, 0.001, -0.002, 0);

    @Test
    void whatALensDistortsItUndoes() {
        for (double x = 0; x <= 2400; x += 300) {
            for (double y = 0; y <= 2000; y += 250) {
                PixelPoint seen = new PixelPoint(x, y);
                assertThat(LENS.seen(LENS.ideal(seen)).distancePx(seen)).isLessThan(1e-6);
            }
        }
    }

    /** D. C. Brown 1971: at an ideal distance r from the axis the seen one is r·(1 + k1·r²). */
    @Test
    void barrelDistortionDrawsPointsInwardsByTheCubeOfTheirDistance() {
        Lens barrel = new Lens(1000, 1000, 0, 0, -0.2, 0, 0, 0, 0);
        assertThat(barrel.seen(new PixelPoint(400, 0)).x()).isCloseTo(400 * (1 - 0.2 * 0.16), within(1e-9));
    }

    @Test
    void aLensThatFoldsThePictureOverIsNotUsableBeyondTheFold() {
        Lens barrel = new Lens(1000, 1000, 0, 0, -0.2, 0, 0, 0, 0);
        double foldPx = 1000 * Math.sqrt(1 / 0.6);
        assertThat(barrel.isUsableTo(foldPx - 1)).isTrue();
        assertThat(barrel.isUsableTo(foldPx + 1)).isFalse();
    }

    /** 1 − 1.5 r² + 0.35 r⁶ is −0.15 at r = 1 and 17.4 at 2; 1 − 1.5 r² + 0.5 r⁴ is −0.08 at 1.1 and 3 at 2. */
    @Test
    void aLensThatFoldsAndUnfoldsIsNotUsableBeyondItsFoldEither() {
        Lens sixth = new Lens(1000, 1000, 0, 0, -0.5, 0, 0, 0, 0.05);
        assertThat(sixth.isUsableTo(700)).isTrue();
        assertThat(sixth.isUsableTo(1000)).isFalse();
        assertThat(sixth.isUsableTo(2000)).isFalse();
        Lens fourth = new Lens(1000, 1000, 0, 0, -0.5, 0.1, 0, 0, 0);
        assertThat(fourth.isUsableTo(800)).isTrue();
        assertThat(fourth.isUsableTo(1100)).isFalse();
        assertThat(fourth.isUsableTo(2000)).isFalse();
    }

    /** A plane nearer by a hundredth of the camera's distance shows everything larger by as much. */
    @Test
    void whatLiesNearerIsSmallerThanItSeemsByItsShareOfTheDistance() {
        PlaneTilt tilt = new PlaneTilt(new MmPoint(0, 0), 400, new MmPoint(0, 0));
        PlaneMap map = PlaneMap.straightDown(1, new MmPoint(0, 0)).then(tilt.seenToTrue(4, 0, 0));
        assertThat(map.toMm(new PixelPoint(100, 50)).x()).isCloseTo(99, within(1e-9));
        assertThat(map.toMm(new PixelPoint(100, 50)).y()).isCloseTo(49.5, within(1e-9));
    }
}
