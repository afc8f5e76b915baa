package io.huoyan.core.domain;

/**
 * A configuration of the product; it chooses the weld plan.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9._:-]}, the first a letter or digit
 */
public record VariantId(String value) implements Comparable<VariantId> {
    public VariantId {
        Identifiers.checked("variantId", value);
    }

    @Override
    public int compareTo(VariantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
