package io.huoyan.core.domain;

/**
 * A vehicle: its VIN, or its body number before the VIN is known.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9._:-]}, the first a letter or digit
 */
public record VehicleId(String value) implements Comparable<VehicleId> {
    public VehicleId {
        Identifiers.checked("vehicleId", value);
    }

    @Override
    public int compareTo(VehicleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
