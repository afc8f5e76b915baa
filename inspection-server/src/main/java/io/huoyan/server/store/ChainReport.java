package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import java.util.List;
import java.util.Optional;

/**
 * What a look along a vehicle's chain found.
 *
 * @param vehicle whose file
 * @param entries entries that are whole, counted from the first
 * @param last number of the last entry that is there
 * @param faults what is wrong, each with its place; none if the file is whole
 * @param notAnchored entries behind the last anchor: nothing outside the store vouches for them yet
 */
public record ChainReport(VehicleId vehicle, long entries, long last, List<String> faults, long notAnchored) {
    public ChainReport {
        faults = List.copyOf(faults);
    }

    /** True if nothing is wrong. */
    public boolean isWhole() {
        return faults.isEmpty();
    }

    /** The first thing that is wrong. */
    public Optional<String> fault() {
        return faults.stream().findFirst();
    }
}
