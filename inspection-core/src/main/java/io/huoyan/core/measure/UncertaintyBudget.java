package io.huoyan.core.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Named standard uncertainties of one measured value, all in its unit, combined as uncorrelated with sensitivity 1:
 * root of the sum of squares (JCGM 100:2008, 5.1.2). The names are those of {@code docs/measurands.md}.
 */
final class UncertaintyBudget {
    private final List<Contribution> contributions = new ArrayList<>();

    /** A contribution that is normally distributed, as sums and means of many things are. */
    UncertaintyBudget with(String name, double standardUncertainty) {
        return with(new Contribution(name, standardUncertainty, Contribution.Shape.NORMAL));
    }

    UncertaintyBudget with(Contribution contribution) {
        if (contributions.stream().anyMatch(c -> c.name().equals(contribution.name()))) {
            throw new IllegalArgumentException(
                    "contribution " + contribution.name() + " is given twice; allowed is each name once");
        }
        contributions.add(contribution);
        return this;
    }

    double combined() {
        return Math.sqrt(contributions.stream()
                .mapToDouble(c -> c.standardUncertainty() * c.standardUncertainty())
                .sum());
    }

    /** What is not 0. */
    List<Contribution> contributions() {
        return contributions.stream().filter(c -> c.standardUncertainty() > 0).toList();
    }

    /**
     * Standard uncertainty of a value known to lie within ± half a width, any place as likely (JCGM 100:2008, 4.3.7).
     */
    static double rectangular(double halfWidth) {
        return halfWidth / Math.sqrt(3);
    }

    @Override
    public String toString() {
        return contributions.toString();
    }
}
