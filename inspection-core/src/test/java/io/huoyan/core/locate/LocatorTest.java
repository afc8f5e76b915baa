package io.huoyan.core.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.image.TestFrames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocatorTest {
    private static final int WIDTH_PX = 1280;
    private static final int HEIGHT_PX = 1024;
    private static final double ERROR_MAX_PX = 0.05;
    private static final double[] TILTED = {0.101, -0.0015, -3.5, 0.0018, 0.1008, -4.1, 2.0e-6, 4.0e-6, 1};

    private static final List<View.Fiducial> FOUR = List.of(disc(4, 4), disc(116, 4), disc(4, 92), disc(116, 92));
    private static final List<View.Fiducial> SIX =
            List.of(disc(4, 4), disc(60, 4), disc(116, 4), disc(4, 92), disc(60, 92), disc(116, 92));

    private static View.Fiducial disc(double xMm, double yMm) {
        return new View.Fiducial(new MmPoint(xMm, yMm), 5);
    }

    private static View.Calibration calibration(PlaneMap map, List<View.Fiducial> fiducials) {
        return new View.Calibration(WIDTH_PX, HEIGHT_PX, map, 0.003, fiducials, 0.3);
    }

    /** The true map of a picture in which the part is moved and turned on its plane. */
    private static PlaneMap moved(double[] calibrated, double xMm, double yMm, double angleRad) {
        double cos = Math.cos(angleRad);
        double sin = Math.sin(angleRad);
        return PlaneMap.ofPixelToMm(Matrix3.product(new double[] {cos, -sin, xMm, sin, cos, yMm, 0, 0, 1}, calibrated));
    }

    private static void assertSameMap(ViewMap actual, ViewMap expected) {
        for (int y = 100; y < HEIGHT_PX; y += 200) {
            for (int x = 100; x < WIDTH_PX; x += 200) {
                PixelPoint pixel = new PixelPoint(x, y);
                PixelPoint back = expected.toPixel(actual.toMm(pixel));
                assertThat(back.distancePx(pixel)).as("error at " + pixel).isLessThan(ERROR_MAX_PX);
            }
        }
    }

    private static Registration registered(Location location) {
        assertThat(location).isInstanceOf(Location.Registered.class);
        return ((Location.Registered) location).registration();
    }

    @Test
    void aPartMovedAndTurnedUnderATiltedCameraIsFoundToATwentiethOfAPixel() {
        PlaneMap truth = moved(TILTED, 2.3, -1.7, 0.02);
        for (long seed = 1; seed <= 3; seed++) {
            try (MatScope scope = MatScope.open()) {
                Frame frame =
                        TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, new DiscPicture(truth, FOUR, 0.01, 0.8, seed));

                Registration registration = registered(Locator.locate(
                        frame, calibration(PlaneMap.ofPixelToMm(TILTED), FOUR), List.of(), 48, 192, scope));

                assertSameMap(registration.pixelToMm(), truth);
                assertThat(registration.residualMm()).isLessThan(0.005);
                assertThat(registration.fiducialsFound()).isEqualTo(4);
                assertThat(registration.fiducialsExpected()).isEqualTo(4);
            }
        }
    }

    @Test
    void aDiscThatIsHiddenIsDoneWithout() {
        PlaneMap truth = moved(TILTED, -1.2, 0.8, -0.01);
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(
                    WIDTH_PX, HEIGHT_PX, scope, new DiscPicture(truth, FOUR.subList(1, 4), 0.01, 0.8, 5));

            Registration registration = registered(
                    Locator.locate(frame, calibration(PlaneMap.ofPixelToMm(TILTED), FOUR), List.of(), 48, 192, scope));

            assertSameMap(registration.pixelToMm(), truth);
            assertThat(registration.fiducialsFound()).isEqualTo(3);
        }
    }

    @Test
    void aDiscInTheWrongPlaceIsLeftOut() {
        PlaneMap truth = moved(TILTED, 0.5, 0.5, 0);
        List<View.Fiducial> seen = new ArrayList<>(FOUR.subList(1, 4));
        seen.add(disc(7, 6));
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, new DiscPicture(truth, seen, 0.01, 0.8, 6));

            Registration registration = registered(
                    Locator.locate(frame, calibration(PlaneMap.ofPixelToMm(TILTED), FOUR), List.of(), 48, 192, scope));

            assertSameMap(registration.pixelToMm(), truth);
            assertThat(registration.fiducialsFound()).isEqualTo(3);
        }
    }

    @Test
    void fromSixDiscsOnACameraThatHasMovedIsCorrectedToo() {
        double[] tiltedFurther = {0.1015, -0.0012, -3.3, 0.0021, 0.1003, -4.3, 6.0e-6, -5.0e-6, 1};
        PlaneMap truth = PlaneMap.ofPixelToMm(tiltedFurther);
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, new DiscPicture(truth, SIX, 0.01, 0.8, 7));

            Registration registration = registered(
                    Locator.locate(frame, calibration(PlaneMap.ofPixelToMm(TILTED), SIX), List.of(), 48, 192, scope));

            assertSameMap(registration.pixelToMm(), truth);
        }
    }

    @Test
    void twelveBitsAndColourAreRegisteredAlike() {
        PlaneMap truth = moved(TILTED, 1, 1, 0.01);
        try (MatScope scope = MatScope.open()) {
            List<Frame> frames = List.of(
                    TestFrames.grey12(WIDTH_PX, HEIGHT_PX, scope, new DiscPicture(truth, FOUR, 0.005, 0.8, 8)),
                    TestFrames.colour8(WIDTH_PX, HEIGHT_PX, scope, new DiscPicture(truth, FOUR, 0.005, 0.8, 9)));
            for (Frame frame : frames) {
                assertSameMap(
                        registered(Locator.locate(
                                        frame,
                                        calibration(PlaneMap.ofPixelToMm(TILTED), FOUR),
                                        List.of(),
                                        48,
                                        192,
                                        scope))
                                .pixelToMm(),
                        truth);
            }
        }
    }

    @Test
    void theShiftIsHowFarThePartIsFromItsPlace() {
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(
                    WIDTH_PX, HEIGHT_PX, scope, new DiscPicture(moved(TILTED, 3, 4, 0), FOUR, 0.01, 0.8, 10));

            Registration registration = registered(
                    Locator.locate(frame, calibration(PlaneMap.ofPixelToMm(TILTED), FOUR), List.of(), 48, 192, scope));

            assertThat(registration.shiftMm()).isCloseTo(5, within(0.01));
        }
    }

    private static Location.Unregistered refused(Location location) {
        assertThat(location).isInstanceOf(Location.Unregistered.class);
        return (Location.Unregistered) location;
    }

    @Test
    void aPictureOfAnotherSizeIsRefused() {
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(640, 480, scope, (x, y) -> 0.5);

            assertThat(refused(Locator.locate(
                                    frame, calibration(PlaneMap.ofPixelToMm(TILTED), FOUR), List.of(), 48, 192, scope))
                            .message())
                    .isEqualTo("picture is 640 × 480 px; the view is calibrated for 1280 × 1024 px");
        }
    }

    @Test
    void aPictureWithoutThePartIsRefused() {
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(
                    WIDTH_PX,
                    HEIGHT_PX,
                    scope,
                    new DiscPicture(PlaneMap.ofPixelToMm(TILTED), FOUR.subList(0, 2), 0.02, 0.8, 11));

            Location.Unregistered refused = refused(
                    Locator.locate(frame, calibration(PlaneMap.ofPixelToMm(TILTED), FOUR), List.of(), 48, 192, scope));

            assertThat(refused.message()).isEqualTo("fiducials found are 2 of 4; needed are 3");
            assertThat(refused.found()).isEqualTo(2);
            assertThat(refused.expected()).isEqualTo(4);
        }
    }

    /** Two discs pulled apart by d each leave an RMS of d, for a part of fixed size. */
    @Test
    void theResidualIsRefusedJustAboveItsLimitAndAcceptedJustBelow() {
        List<View.Fiducial> two = List.of(disc(4, 48), disc(116, 48));
        for (double apartMm : new double[] {0.28, 0.32}) {
            List<View.Fiducial> seen = List.of(disc(4 - apartMm, 48), disc(116 + apartMm, 48));
            try (MatScope scope = MatScope.open()) {
                Frame frame = TestFrames.grey8(
                        WIDTH_PX,
                        HEIGHT_PX,
                        scope,
                        new DiscPicture(PlaneMap.ofPixelToMm(TILTED), seen, 0.005, 0.8, 12));

                Location location = Locator.locate(
                        frame, calibration(PlaneMap.ofPixelToMm(TILTED), two), List.of(), 48, 192, scope);

                if (apartMm < 0.3) {
                    assertThat(registered(location).residualMm()).isCloseTo(apartMm, within(0.01));
                } else {
                    assertThat(refused(location).residualMm()).isCloseTo(apartMm, within(0.01));
                    assertThat(refused(location).message())
                            .matches("fiducials are 0.3[12]\\d mm \\(RMS\\) from where the part's best place puts"
                                    + " them; allowed are 0.300 mm");
                }
            }
        }
    }

    @Test
    void aPartMuchNearerThanAtCalibrationIsRefused() {
        for (double scale : new double[] {1.017, 1.023}) {
            PlaneMap truth = PlaneMap.ofPixelToMm(Matrix3.product(
                    new double[] {scale, 0, 60 * (1 - scale), 0, scale, 48 * (1 - scale), 0, 0, 1}, TILTED));
            try (MatScope scope = MatScope.open()) {
                Frame frame =
                        TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, new DiscPicture(truth, FOUR, 0.005, 0.8, 13));

                Location location = Locator.locate(
                        frame, calibration(PlaneMap.ofPixelToMm(TILTED), FOUR), List.of(), 48, 192, scope);

                if (scale < 1.02) {
                    assertSameMap(registered(location).pixelToMm(), truth);
                } else {
                    assertThat(refused(location).message())
                            .matches("part seems 0.977\\d times as large as at calibration; allowed are 0.98 to 1.02");
                }
            }
        }
    }

    @Test
    void aViewWithoutFiducialsIsTakenAsCalibrated() {
        try (MatScope scope = MatScope.open()) {
            PlaneMap map = PlaneMap.ofPixelToMm(TILTED);
            Frame frame = TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, (x, y) -> 0.5);

            assertThat(registered(Locator.locate(frame, calibration(map, List.of()), List.of(), 48, 192, scope)))
                    .isEqualTo(new Registration(map, 0, 0, 0, 0));
        }
    }
}
