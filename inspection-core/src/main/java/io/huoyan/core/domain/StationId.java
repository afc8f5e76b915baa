package io.huoyan.core.domain;

/**
 * A place on the line where cameras stand (ISA-95 work unit).
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9._:-]}, the first a letter or digit
 */
public record StationId(String value) implements Comparable<StationId> {
    public StationId {
        Identifiers.checked("stationId", value);
    }

    @Override
    public int compareTo(StationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
