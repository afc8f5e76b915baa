package io.huoyan.core.locate;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.MmPoint;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoseFitTest {
    private static final int PARTS = 200;
    private static final double PIXEL_MM = 0.05;
    private static final MmPoint PIVOT = new MmPoint(60, 48);
    private static final View.Pose POSE = new View.Pose(PIVOT, 400, 1, 1, 0.04, 0.0003, 0);
    private static final List<MmPoint> FIDUCIALS =
            List.of(new MmPoint(4, 4), new MmPoint(116, 4), new MmPoint(4, 92), new MmPoint(116, 92));
    private static final MmPoint START = new MmPoint(20, 20);
    private static final MmPoint END = new MmPoint(50, 20);

    @ParameterizedTest
    @ValueSource(doubles = {PoseFit.FIDUCIAL_SIGMA_PX * PIXEL_MM, 0.05, 0.1, 0.2})
    void fiducialsThatAreNotWhereTheCatalogHasThemMakePlaceAndLengthAsUnsureAsTheyAreOff(double offMm) {
        Random random = new Random(7);
        double lengthErrors = 0;
        double lengthVariances = 0;
        double placeErrors = 0;
        double placeVariances = 0;
        for (int part = 0; part < PARTS; part++) {
            List<PlaneFit.Pair> pairs = FIDUCIALS.stream()
                    .map(f -> new PlaneFit.Pair(
                            new MmPoint(f.x() + offMm * random.nextGaussian(), f.y() + offMm * random.nextGaussian()),
                            f))
                    .toList();
            PoseFit fit = PoseFit.of(pairs, POSE, PIVOT, PIXEL_MM);
            MmPoint start = PlaneFit.mapped(fit.matrix(), START);
            MmPoint end = PlaneFit.mapped(fit.matrix(), END);
            double lengthMm = start.distanceMm(end);
            lengthErrors += Math.pow(lengthMm - START.distanceMm(END), 2);
            lengthVariances += lengthVariance(fit.doubt(), start, end, lengthMm);
            placeErrors += Math.pow(PlaneFit.mapped(fit.matrix(), PIVOT).distanceMm(PIVOT), 2);
            placeVariances += fit.doubt().covariance(3, 3) + fit.doubt().covariance(4, 4);
        }
        assertThat(Math.sqrt(lengthErrors / lengthVariances))
                .as("errors of a length over what is stated, fiducials off by %.3f mm, seed 7", offMm)
                .isBetween(0.6, 1.15);
        assertThat(Math.sqrt(placeErrors / placeVariances))
                .as("errors of a place over what is stated, fiducials off by %.3f mm, seed 7", offMm)
                .isBetween(0.6, 1.15);
    }

    /** A fixture that was changed, a camera that was knocked. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 4, 6})
    void aPlaneBeyondTheRangeThatTheCalibrationAllowsIsSeenAllTheSameOrDoubted(double halfRanges) {
        Random random = new Random(8);
        for (int fiducials = 2; fiducials <= FIDUCIALS.size(); fiducials++) {
            double errors = 0;
            double variances = 0;
            for (int part = 0; part < PARTS; part++) {
                double scale = 1 - halfRanges * POSE.heightHalfRangeMm() / POSE.cameraHeightMm();
                List<PlaneFit.Pair> pairs = FIDUCIALS.subList(0, fiducials).stream()
                        .map(f -> new PlaneFit.Pair(f, seen(f, scale, random)))
                        .toList();
                PoseFit fit = PoseFit.of(pairs, POSE, PIVOT, PIXEL_MM);
                MmPoint start = PlaneFit.mapped(fit.matrix(), about(START, scale));
                MmPoint end = PlaneFit.mapped(fit.matrix(), about(END, scale));
                double lengthMm = start.distanceMm(end);
                errors += Math.pow(lengthMm - START.distanceMm(END), 2);
                variances += lengthVariance(fit.doubt(), start, end, lengthMm);
            }
            assertThat(Math.sqrt(errors / variances))
                    .as("errors over what is stated, %d fiducials, seed 8", fiducials)
                    .isLessThan(1.3);
        }
    }

    private static MmPoint about(MmPoint p, double scale) {
        return new MmPoint(PIVOT.x() + scale * (p.x() - PIVOT.x()), PIVOT.y() + scale * (p.y() - PIVOT.y()));
    }

    private static MmPoint seen(MmPoint p, double scale, Random random) {
        MmPoint at = about(p, scale);
        double foundMm = PoseFit.FIDUCIAL_SIGMA_PX * PIXEL_MM;
        return new MmPoint(at.x() + foundMm * random.nextGaussian(), at.y() + foundMm * random.nextGaussian());
    }

    private static double lengthVariance(PlaneDoubt doubt, MmPoint start, MmPoint end, double lengthMm) {
        double[] slopes = new double[PlaneDoubt.QUANTITIES];
        for (int i = 0; i < slopes.length; i++) {
            double step = doubt.sigma(i);
            double[] moved = doubt.moved(i, step);
            slopes[i] = (PlaneFit.mapped(moved, start).distanceMm(PlaneFit.mapped(moved, end)) - lengthMm) / step;
        }
        double variance = 0;
        for (int i = 0; i < slopes.length; i++) {
            for (int j = 0; j < slopes.length; j++) {
                variance += slopes[i] * slopes[j] * doubt.covariance(i, j);
            }
        }
        return variance;
    }
}
