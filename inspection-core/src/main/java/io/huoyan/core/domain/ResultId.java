package io.huoyan.core.domain;

/**
 * A recorded outcome of a frame (OPC 40100-1 resultId).
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9._:-]}, the first a letter or digit
 */
public record ResultId(String value) implements Comparable<ResultId> {
    public ResultId {
        Identifiers.checked("resultId", value);
    }

    @Override
    public int compareTo(ResultId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
