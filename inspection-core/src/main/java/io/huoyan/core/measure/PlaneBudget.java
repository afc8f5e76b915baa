package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.locate.PlaneDoubt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the doubt about the plane's height, tilt and place does to one value: its slopes with respect to the six
 * quantities, taken by differences (JCGM 100:2008, 5.1.3, note 2), with their correlations (5.2.2), and the shift of
 * its expectation by their curvature (the cosine of a tilt shortens whichever way it leans).
 *
 * @param contributions plane height, tilt, and the registration of the part; correlated parts are shared out in
 *     proportion to what each would be alone
 * @param correction to be added to the value
 */
record PlaneBudget(List<Contribution> contributions, double correction) {
    private static final int N = PlaneDoubt.QUANTITIES;

    /** Differences are taken over so many standard uncertainties to each side. */
    private static final double REACH = 1;

    /** Standard deviation of the square of a rectangular and of a normal quantity, in units of its variance. */
    private static final double SQUARE_RECTANGULAR = Math.sqrt(9.0 / 5 - 1);

    private static final double SQUARE_NORMAL = Math.sqrt(2);

    /** The value with what the doubt about the plane adds to its budget and to itself. */
    static Measurement measurement(
            Scale scale,
            Measurand measurand,
            Measurement.Unit unit,
            ToDoubleFunction<ViewMap> value,
            UncertaintyBudget budget,
            List<PixelPoint> shape) {
        PlaneBudget plane = of(scale, value);
        plane.contributions().forEach(budget::with);
        double corrected = value.applyAsDouble(scale.pixelToMm()) + plane.correction();
        return Measurement.of(measurand, corrected, unit, budget, shape);
    }

    static PlaneBudget of(Scale scale, ToDoubleFunction<ViewMap> value) {
        Optional<PlaneDoubt> given = scale.doubt();
        return given.map(doubt -> of(doubt, scale.pixelToMm(), value)).orElse(new PlaneBudget(List.of(), 0));
    }

    private static PlaneBudget of(PlaneDoubt doubt, ViewMap map, ToDoubleFunction<ViewMap> value) {
        double[] slopes = new double[N];
        double middle = value.applyAsDouble(map);
        double correction = 0;
        double[] second = new double[N];
        for (int i = 0; i < N; i++) {
            double step = REACH * doubt.sigma(i);
            if (step > 0) {
                double up = value.applyAsDouble(map.then(doubt.moved(i, step)));
                double down = value.applyAsDouble(map.then(doubt.moved(i, -step)));
                slopes[i] = (up - down) / (2 * step);
                double half = (up - 2 * middle + down) / 2 / (REACH * REACH);
                correction += half;
                second[i] = Math.abs(half) * (doubt.isRectangular() ? SQUARE_RECTANGULAR : SQUARE_NORMAL);
            }
        }
        return new PlaneBudget(contributions(doubt, slopes, second), correction);
    }

    private static List<Contribution> contributions(PlaneDoubt doubt, double[] slopes, double[] second) {
        double total = 0;
        double alone = 0;
        double[] own = new double[N];
        for (int i = 0; i < N; i++) {
            own[i] = slopes[i] * slopes[i] * doubt.covariance(i, i);
            alone += own[i];
            for (int j = 0; j < N; j++) {
                total += slopes[i] * slopes[j] * doubt.covariance(i, j);
            }
        }
        double share = alone > 0 ? Math.max(0, total) / alone : 0;
        Contribution.Shape shape = doubt.isRectangular() ? Contribution.Shape.RECTANGULAR : Contribution.Shape.NORMAL;
        List<Contribution> all = new ArrayList<>();
        all.add(new Contribution("plane height", Math.hypot(Math.sqrt(share * own[0]), second[0]), shape));
        all.add(new Contribution("tilt x", Math.hypot(Math.sqrt(share * own[1]), second[1]), shape));
        all.add(new Contribution("tilt y", Math.hypot(Math.sqrt(share * own[2]), second[2]), shape));
        all.add(new Contribution(
                "registration", Math.sqrt(share * (own[3] + own[4] + own[5])), Contribution.Shape.NORMAL));
        return all;
    }
}
