package io.huoyan.core.dossier;

import io.huoyan.core.domain.VehicleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names that mean one vehicle: a VIN that comes later joins the body number and the skid under which the vehicle was
 * known before.
 *
 * @param vin 17 characters of ISO 3779; never changes
 * @param bodyNumber never changes
 * @param skid what carries the body; means the next body as soon as that one is joined with it
 * @param quarantine files of unidentified bodies that turned out to be this vehicle
 * @param takenIn files that existed under these names and are continued by the one that holds this entry
 * @param who said so: a person, or a system by its name; not blank
 * @param reason in their words; not blank
 * @param when UTC
 */
public record VehicleNames(
        Optional<VehicleId> vin,
        Optional<VehicleId> bodyNumber,
        Optional<VehicleId> skid,
        List<VehicleId> quarantine,
        List<TakenIn> takenIn,
        String who,
        String reason,
        Instant when) {
    private static final int NAMES_MIN = 2;

    /**
     * A file that goes on in another one.
     *
     * @param file its vehicle
     * @param entries how many it had then
     * @param sha256 of its last entry then
     */
    public record TakenIn(VehicleId file, long entries, String sha256) {}

    public VehicleNames {
        quarantine = List.copyOf(quarantine);
        takenIn = List.copyOf(takenIn);
        if (who.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("names need somebody who joins them and a reason; who is '" + who
                    + "', reason is '" + reason + "'");
        }
        vin.ifPresent(Vins::checked);
        List<VehicleId> all = namesOf(vin, bodyNumber, skid, quarantine);
        if (all.size() < NAMES_MIN || all.stream().distinct().count() < all.size()) {
            throw new IllegalArgumentException(
                    "names to be joined are " + all + "; allowed are two or more, all different");
        }
    }

    /** All of them, the lasting ones first. */
    public List<VehicleId> all() {
        return namesOf(vin, bodyNumber, skid, quarantine);
    }

    /** The same, with the files that were found under the names. */
    public VehicleNames takingIn(List<TakenIn> files) {
        return new VehicleNames(vin, bodyNumber, skid, quarantine, files, who, reason, when);
    }

    private static List<VehicleId> namesOf(
            Optional<VehicleId> vin,
            Optional<VehicleId> bodyNumber,
            Optional<VehicleId> skid,
            List<VehicleId> quarantine) {
        return Stream.concat(Stream.of(vin, bodyNumber, skid).flatMap(Optional::stream), quarantine.stream())
                .toList();
    }
}
