package io.huoyan.core.domain;

/**
 * One calibrated look of one camera at a part of the vehicle.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9._:-]}, the first a letter or digit
 */
public record ViewId(String value) implements Comparable<ViewId> {
    public ViewId {
        Identifiers.checked("viewId", value);
    }

    @Override
    public int compareTo(ViewId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
