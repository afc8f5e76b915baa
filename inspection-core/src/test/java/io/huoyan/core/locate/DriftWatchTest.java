package io.huoyan.core.locate;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.image.TestFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Cameras that stay where they are, and cameras that do not. */
class DriftWatchTest {
    private static final CameraId CAMERA = new CameraId("cam-1");
    private static final ViewId VIEW = new ViewId("sill");
    private static final double RESIDUAL_MAX_MM = 0.3;
    private static final int SIDE_PX = 400;
    private static final double[] STRAIGHT = {0.1, 0, 0, 0, 0.1, 0, 0, 0, 1};
    private static final List<View.Fiducial> FOUR = List.of(disc(6, 6), disc(34, 6), disc(6, 34), disc(34, 34));

    private final DriftWatch watch = new DriftWatch();

    @Test
    void aCameraThatStaysIsNeverWarnedOf() {
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            double residual = Math.abs(0.05 + 0.02 * random.nextGaussian());
            double shift = Math.hypot(random.nextGaussian(), random.nextGaussian());
            assertThat(add(residual, shift)).isEmpty();
        }
    }

    /** It grows by 0.0005 mm a picture from 0.05 mm on, and would be refused from picture 500 on. */
    @Test
    void aResidualThatGrowsIsWarnedOfOnceAndLongBeforePicturesAreRefused() {
        Random random = new Random(8);
        List<Integer> warned = new ArrayList<>();
        for (int i = 0; 0.05 + 0.0005 * i < RESIDUAL_MAX_MM; i++) {
            List<DriftWatch.Warning> warnings = add(Math.abs(0.05 + 0.0005 * i + 0.02 * random.nextGaussian()), 0.5);
            for (DriftWatch.Warning warning : warnings) {
                warned.add(i);
                assertThat(warning.quantity()).isEqualTo(DriftWatch.Quantity.RESIDUAL);
            }
        }
        assertThat(warned).hasSize(1);
        assertThat(warned.get(0)).isBetween(100, 450);
    }

    @Test
    void aStepBelowTheLimitIsWarnedOfWithinAHundredPictures() {
        for (int i = 0; i < 200; i++) {
            assertThat(add(0.04, 0.5)).isEmpty();
        }
        int pictures = 0;
        while (add(0.26, 0.5).isEmpty()) {
            pictures++;
            assertThat(pictures).isLessThan(100);
        }
    }

    /** 0.75 of 0.3 mm is 0.225 mm. */
    @Test
    void aResidualThatStaysJustBelowTheWarningIsNoneAndJustAboveItIsOne() {
        for (int i = 0; i < 1000; i++) {
            assertThat(add(0.2249, 0.5)).isEmpty();
        }
        DriftWatch other = new DriftWatch();
        boolean isWarned = false;
        for (int i = 0; i < 1000; i++) {
            isWarned |= !other.add(CAMERA, VIEW, registration(0.2251, 0.5), calibration())
                    .isEmpty();
        }
        assertThat(isWarned).isTrue();
    }

    @Test
    void aFixtureThatWandersIsWarnedOfToo() {
        List<DriftWatch.Warning> warnings = List.of();
        int picture = 0;
        while (warnings.isEmpty() && picture < 2000) {
            warnings = add(0.03, 0.5 + 0.005 * picture);
            picture++;
        }
        assertThat(warnings).extracting(DriftWatch.Warning::quantity).containsExactly(DriftWatch.Quantity.SHIFT);
        assertThat(0.5 + 0.005 * picture).isLessThan(warnings.get(0).limitMm());
    }

    @Test
    void residualAndShiftThatComeNearTheirLimitsInOnePictureAreBothWarnedOf() {
        double shiftMaxMm = FiducialFinder.SEARCH_DIAMETERS * 5;
        for (int i = 1; i < DriftWatch.PICTURES_MIN; i++) {
            assertThat(add(0.29, 0.9 * shiftMaxMm)).isEmpty();
        }
        assertThat(add(0.29, 0.9 * shiftMaxMm))
                .extracting(DriftWatch.Warning::quantity)
                .containsExactly(DriftWatch.Quantity.RESIDUAL, DriftWatch.Quantity.SHIFT);
    }

    @Test
    void afterItIsMendedACameraIsWarnedOfAgain() {
        int warnings = 0;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 200; i++) {
                warnings += add(0.04, 0.5).size();
            }
            for (int i = 0; i < 200; i++) {
                warnings += add(0.28, 0.5).size();
            }
        }
        assertThat(warnings).isEqualTo(2);
    }

    @Test
    void aFewPicturesAreNoTrend() {
        for (int i = 1; i < DriftWatch.PICTURES_MIN; i++) {
            assertThat(add(0.29, 9)).isEmpty();
        }
        assertThat(add(0.29, 9)).isNotEmpty();
    }

    @Test
    void theMessageNamesCameraViewValueTrendAndLimit() {
        DriftWatch.Warning warning =
                new DriftWatch.Warning(CAMERA, VIEW, DriftWatch.Quantity.RESIDUAL, 0.21, 0.0012, 0.3);
        assertThat(warning.message())
                .isEqualTo("camera cam-1 drifts in view sill: the residual of its fiducials is 0.210 mm (smoothed),"
                        + " +0.00120 mm a picture; pictures are refused above 0.300 mm. Look at camera and fixture, and"
                        + " calibrate again");
    }

    /** A camera that sinks on one side: seen through {@code locate}, picture by picture, until it refuses one. */
    @Test
    void aDriftingCameraIsWarnedOfBeforeLocateRefusesItsPictures() {
        int warnedAt = -1;
        int refusedAt = -1;
        for (int i = 0; i < 400 && refusedAt < 0; i++) {
            double stretch = 1 + 0.0003 * i;
            PlaneMap truth = PlaneMap.ofPixelToMm(
                    new double[] {0.1 * stretch, 0, 20 * (1 - stretch), 0, 0.1, 0, 0.0000002 * i, 0, 1});
            try (MatScope scope = MatScope.open()) {
                Frame frame = TestFrames.grey8(SIDE_PX, SIDE_PX, scope, new DiscPicture(truth, FOUR, 0.01, 0.8, i));
                Location location = Locator.locate(frame, calibration(), List.of(), 48, 192, scope);
                if (location instanceof Location.Registered found) {
                    boolean isWarned = !watch.add(CAMERA, VIEW, found.registration(), calibration())
                            .isEmpty();
                    warnedAt = isWarned && warnedAt < 0 ? i : warnedAt;
                } else {
                    refusedAt = i;
                }
            }
        }
        assertThat(warnedAt).isPositive();
        assertThat(refusedAt).isGreaterThan(warnedAt + 20);
    }

    private List<DriftWatch.Warning> add(double residualMm, double shiftMm) {
        return watch.add(CAMERA, VIEW, registration(residualMm, shiftMm), calibration());
    }

    private static Registration registration(double residualMm, double shiftMm) {
        return new Registration(PlaneMap.ofPixelToMm(STRAIGHT), residualMm, 4, 4, shiftMm);
    }

    private static View.Calibration calibration() {
        return new View.Calibration(SIDE_PX, SIDE_PX, PlaneMap.ofPixelToMm(STRAIGHT), 0.003, FOUR, RESIDUAL_MAX_MM);
    }

    private static View.Fiducial disc(double xMm, double yMm) {
        return new View.Fiducial(new MmPoint(xMm, yMm), 5);
    }
}
