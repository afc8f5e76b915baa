package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleNames;
import io.huoyan.server.store.EntryTable.Head;
import io.huoyan.server.store.NameTable.Kind;
import io.huoyan.server.store.chain.HashChain;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets several names mean one vehicle, within the transaction that is open. */
final class NameJoin {
    private final FileTables files;
    private final Instant now;

    NameJoin(FileTables files, Instant now) {
        this.files = files;
        this.now = now;
    }

    /**
     * Writes the one entry that joins the names. Files that exist under them are continued by one: the body number's,
     * else the VIN's, else a new one. What is joined already is left as it is.
     *
     * @return the file that all names mean then
     * @throws IllegalStateException if the names contradict what is known; the message says how
     */
    VehicleId join(VehicleNames names) throws SQLException {
        Optional<VehicleId> lasting = names.bodyNumber().or(names::vin);
        if (lasting.isEmpty()) {
            throw new IllegalStateException(
                    "names " + names.all() + " hold neither VIN nor body number; allowed is with"
                            + " one of them, since a skid carries many bodies");
        }
        Optional<VehicleId> ofBody = existing(names.bodyNumber());
        VehicleId main = (ofBody.isPresent() ? ofBody : existing(names.vin())).orElse(lasting.get());
        Set<VehicleId> others = others(names, main);
        for (VehicleId file : others) {
            checkCompatible(main, file);
        }
        checkKnown(Kind.VIN, names.vin(), main, others);
        checkKnown(Kind.BODY, names.bodyNumber(), main, others);
        if (others.isEmpty() && isJoined(names, main)) {
            return main;
        }
        List<VehicleNames.TakenIn> takenIn = new ArrayList<>();
        for (VehicleId file : others) {
            Head head = files.entries().headOf(file).orElseThrow();
            takenIn.add(new VehicleNames.TakenIn(file, head.entries(), HashChain.hex(head.sha256())));
        }
        files.append(main, List.of(new DossierEntry.Named(names.takingIn(takenIn))), now);
        return main;
    }

    /** The file that a name means, if there is one. */
    private Optional<VehicleId> existing(Optional<VehicleId> name) throws SQLException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        VehicleId file = files.names().fileOf(name.get());
        return files.entries().headOf(file).map(Head::file);
    }

    private Set<VehicleId> others(VehicleNames names, VehicleId main) throws SQLException {
        Set<VehicleId> others = new LinkedHashSet<>();
        existing(names.vin()).ifPresent(others::add);
        if (names.skid().isPresent() && files.names().bound(names.skid().get()).isEmpty()) {
            existing(names.skid()).ifPresent(others::add);
        }
        for (VehicleId quarantined : names.quarantine()) {
            others.add(existing(Optional.of(quarantined))
                    .orElseThrow(() -> new IllegalStateException(
                            "nothing is known of " + quarantined + "; allowed is a quarantine file that is there")));
        }
        others.remove(main);
        return others;
    }

    private void checkCompatible(VehicleId main, VehicleId file) throws SQLException {
        Optional<String> weld = files.orders().weldOpenInBoth(main, file);
        if (weld.isPresent()) {
            throw new IllegalStateException(main + " and " + file + " both have an open order for weld " + weld.get()
                    + "; allowed is one: close the other first");
        }
        Optional<String> visit = files.visits().openInOneOnly(main, file);
        if (visit.isPresent()) {
            throw new IllegalStateException("visit " + visit.get() + " is open for one of " + main + " and " + file
                    + " and closed for the other; close it first");
        }
    }

    private void checkKnown(Kind kind, Optional<VehicleId> name, VehicleId main, Set<VehicleId> others)
            throws SQLException {
        if (name.isEmpty()) {
            return;
        }
        Set<VehicleId> all = new LinkedHashSet<>(others);
        all.add(main);
        for (VehicleId file : all) {
            Optional<String> known = files.names().nameOf(file, kind);
            if (known.isPresent() && !known.get().equals(name.get().value())) {
                throw new IllegalStateException(file + " is known by the " + kind + " " + known.get()
                        + "; allowed is one, and now " + name.get() + " was given");
            }
        }
    }

    private boolean isJoined(VehicleNames names, VehicleId main) throws SQLException {
        for (VehicleId name : names.all()) {
            if (!files.names().bound(name).equals(Optional.of(main))) {
                return false;
            }
        }
        return true;
    }
}
