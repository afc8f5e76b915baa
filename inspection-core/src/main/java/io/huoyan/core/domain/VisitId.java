package io.huoyan.core.domain;

/**
 * One stay of one vehicle at one station.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9._:-]}, the first a letter or digit
 */
public record VisitId(String value) implements Comparable<VisitId> {
    public VisitId {
        Identifiers.checked("visitId", value);
    }

    @Override
    public int compareTo(VisitId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
