package io.huoyan.core.measure;

/**
 * One source of doubt about a measured value.
 *
 * @param name as in {@code docs/measurands.md}
 * @param standardUncertainty its share of the value's standard uncertainty, in the value's unit; 0 or more
 * @param shape of its distribution
 */
public record Contribution(String name, double standardUncertainty, Shape shape) {
    public Contribution {
        if (!(standardUncertainty >= 0)) {
            throw new IllegalArgumentException(
                    "contribution " + name + " is " + standardUncertainty + "; allowed is 0 or more");
        }
    }

    /** Distribution of a contribution. */
    public enum Shape {
        NORMAL,
        /** Known by its limits only, any value within as likely (JCGM 100:2008, 4.3.7). */
        RECTANGULAR
    }
}
