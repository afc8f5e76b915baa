package io.huoyan.core.catalog;

import java.util.Locale;

/** Allowed values of a number. */
record Range(double min, double max, boolean isMinAllowed) {
    static Range of(double min, double max) {
        return new Range(min, max, true);
    }

    static Range above(double min, double max) {
        return new Range(min, max, false);
    }

    boolean holds(double value) {
        return value <= max && (isMinAllowed ? value >= min : value > min);
    }

    @Override
    public String toString() {
        return (isMinAllowed ? "" : "above ") + number(min) + " to " + number(max);
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }
}
