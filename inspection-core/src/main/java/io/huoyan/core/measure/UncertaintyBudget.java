package io.huoyan.core.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named standard uncertainties of one measured value, all in its unit, combined as uncorrelated with sensitivity 1:
 * root of the sum of squares (JCGM 100:2008, 5.1.2). The names are those of {@code docs/measurands.md}.
 */
final class UncertaintyBudget {
    private final Map<String, Double> contributions = new LinkedHashMap<>();

    UncertaintyBudget with(String name, double standardUncertainty) {
        if (!(standardUncertainty >= 0) || contributions.put(name, standardUncertainty) != null) {
            throw new IllegalArgumentException("contribution " + name + " is " + standardUncertainty
                    + "; allowed is 0 or more, and each name once");
        }
        return this;
    }

    double combined() {
        return Math.sqrt(contributions.values().stream().mapToDouble(u -> u * u).sum());
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
