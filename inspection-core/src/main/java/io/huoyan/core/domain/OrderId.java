package io.huoyan.core.domain;

/**
 * A repair order.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9._:-]}, the first a letter or digit
 */
public record OrderId(String value) implements Comparable<OrderId> {
    public OrderId {
        Identifiers.checked("orderId", value);
    }

    @Override
    public int compareTo(OrderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
