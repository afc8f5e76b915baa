package io.huoyan.lab.gauge;

import io.huoyan.core.judge.Acceptance;
import io.huoyan.core.judge.Finding;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Decisions by ISO 14253-1 on limits drawn near the truth of each reading, evenly over ±3 U, an upper and a lower one.
 * A share of nothing is NaN: where no truth was outside, none was wrongly accepted, and none rightly refused either.
 *
 * @param wrongOk share of the truly outside that were accepted
 * @param wrongNok share of the truly inside that were rejected
 * @param review share of all that were neither
 * @param acceptedAtLimit share accepted where the truth lies exactly on the limit
 * @param rejectedAtLimit share rejected there
 */
record DecisionStudy(double wrongOk, double wrongNok, double review, double acceptedAtLimit, double rejectedAtLimit) {
    private static final double NEAR_U = 3;

    /** Empty without readings. */
    static Optional<DecisionStudy> of(List<Reading> readings, double guardFactor, long seed) {
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[] outside = new int[2];
        int[] inside = new int[2];
        int review = 0;
        int[] atLimit = new int[2];
        int n = 0;
        for (Reading reading : readings) {
            boolean isUpper = random.nextBoolean();
            double expanded = 2 * reading.measured().standardUncertainty();
            double limit = reading.truthMm() + NEAR_U * expanded * (2 * random.nextDouble() - 1);
            boolean isOutside = isUpper ? reading.truthMm() > limit : reading.truthMm() < limit;
            Finding.Decision decision = decide(reading, limit, isUpper, guardFactor);
            int[] side = isOutside ? outside : inside;
            side[0]++;
            boolean isWrong = decision == (isOutside ? Finding.Decision.ACCEPTED : Finding.Decision.REJECTED);
            side[1] += isWrong ? 1 : 0;
            review += decision == Finding.Decision.NOT_PROVEN ? 1 : 0;
            Finding.Decision onIt = decide(reading, reading.truthMm(), isUpper, guardFactor);
            atLimit[0] += onIt == Finding.Decision.ACCEPTED ? 1 : 0;
            atLimit[1] += onIt == Finding.Decision.REJECTED ? 1 : 0;
            n++;
        }
        return Optional.of(new DecisionStudy(
                share(outside[1], outside[0]),
                share(inside[1], inside[0]),
                share(review, n),
                share(atLimit[0], n),
                share(atLimit[1], n)));
    }

    private static Finding.Decision decide(Reading reading, double limit, boolean isUpper, double guardFactor) {
        return isUpper
                ? Acceptance.atMost(reading.measured(), limit, guardFactor)
                : Acceptance.atLeast(reading.measured(), limit, guardFactor);
    }

    private static double share(int part, int of) {
        return of == 0 ? Double.NaN : (double) part / of;
    }
}
