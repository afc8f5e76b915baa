package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import java.util.Optional;

/**
 * What a look along a vehicle's chain found.
 *
 * @param vehicle whose file
 * @param entries entries that are whole, counted from the first
 * @param fault the first thing that is wrong: which entry, and what; empty if the file is whole
 */
public record ChainReport(VehicleId vehicle, long entries, Optional<String> fault) {
    /** True if nothing is wrong. */
    public boolean isWhole() {
        return fault.isEmpty();
    }
}
