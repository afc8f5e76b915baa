package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import java.util.List;

/**
 * What a check of a whole store found.
 *
 * @param files vehicles' files looked at
 * @param entries entries in them
 * @param anchors anchors looked at
 * @param faults what is wrong, each with its place, at most {@link #FAULTS_MAX}
 * @param faultCount how many there are
 * @param notAnchored files with entries behind the last anchor: nothing outside the store vouches for those yet
 */
public record StoreReport(
        long files, long entries, long anchors, List<String> faults, long faultCount, List<NotAnchored> notAnchored) {
    /** Faults that are told one by one. */
    public static final int FAULTS_MAX = 10_000;

    /**
     * @param vehicle whose file
     * @param afterEntry the last entry that is anchored
     * @param entries how many come behind it
     */
    public record NotAnchored(VehicleId vehicle, long afterEntry, long entries) {}

    public StoreReport {
        faults = List.copyOf(faults);
        notAnchored = List.copyOf(notAnchored);
    }

    /** True if nothing is wrong. */
    public boolean isWhole() {
        return faultCount == 0;
    }
}
