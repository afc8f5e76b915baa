package io.huoyan.core.domain;

/**
 * A weld of a plan: the number it has in the plant's weld list.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9._:-]}, the first a letter or digit
 */
public record WeldId(String value) implements Comparable<WeldId> {
    public WeldId {
        Identifiers.checked("weldId", value);
    }

    @Override
    public int compareTo(WeldId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
