package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.VehicleNames;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The statements on names of vehicles, and on files that are continued by another. */
final class NameTable {
    /** A file and those it took in, as a set to look in; takes the file's name twice. */
    static final String WITH_TAKEN_IN = "(SELECT ? UNION ALL SELECT file FROM file_taken_in WHERE into_file = ?)";

    /** What a name is. */
    enum Kind {
        VIN,
        BODY,
        SKID,
        QUARANTINE
    }

    private final Database database;

    NameTable(Database database) {
        this.database = database;
    }

    /** The file that a name means; the name itself if nothing else is known. */
    VehicleId fileOf(VehicleId name) throws SQLException {
        return bound(name).orElse(name);
    }

    /** The file that a name was joined with, if it was. */
    Optional<VehicleId> bound(VehicleId name) throws SQLException {
        return database.first(
                "SELECT file FROM vehicle_name WHERE name = ?", row -> new VehicleId(row.getString(1)), name.value());
    }

    /** The lasting name of this kind that a file has, if it has one. */
    Optional<String> nameOf(VehicleId file, Kind kind) throws SQLException {
        return database.first(
                "SELECT name FROM vehicle_name WHERE file = ? AND kind = ?",
                row -> row.getString(1),
                file.value(),
                kind.name());
    }

    /** All names of a file with their kinds, as {@code name (kind)}. */
    List<String> namesOf(VehicleId file) throws SQLException {
        return database.all(
                "SELECT name, kind FROM vehicle_name WHERE file = ? ORDER BY kind, name",
                row -> row.getString(1) + " (" + row.getString(2) + ")",
                file.value());
    }

    /** A file and those it took in. */
    Set<VehicleId> withTakenIn(VehicleId file) throws SQLException {
        var files = new LinkedHashSet<VehicleId>();
        files.add(file);
        files.addAll(takenIn(file));
        return files;
    }

    boolean isTakenIn(VehicleId file) throws SQLException {
        return database.first(
                        "SELECT into_file FROM file_taken_in WHERE file = ?", row -> row.getString(1), file.value())
                .isPresent();
    }

    List<VehicleId> takenIn(VehicleId file) throws SQLException {
        return database.all(
                "SELECT file FROM file_taken_in WHERE into_file = ? ORDER BY file",
                row -> new VehicleId(row.getString(1)),
                file.value());
    }

    /** Lets all names mean a file, and the files taken in be continued by it. */
    void bind(VehicleId file, VehicleNames names) throws SQLException {
        bind(file, Kind.VIN, names.vin());
        bind(file, Kind.BODY, names.bodyNumber());
        bind(file, Kind.SKID, names.skid());
        for (VehicleId quarantined : names.quarantine()) {
            bind(file, Kind.QUARANTINE, Optional.of(quarantined));
        }
        for (VehicleNames.TakenIn taken : names.takenIn()) {
            takeIn(taken.file(), file);
        }
    }

    private void bind(VehicleId file, Kind kind, Optional<VehicleId> name) throws SQLException {
        if (name.isPresent()) {
            database.update(
                    "INSERT INTO vehicle_name (name, kind, file) VALUES (?, ?, ?)"
                            + " ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, file = excluded.file",
                    name.get().value(),
                    kind.name(),
                    file.value());
        }
    }

    private void takeIn(VehicleId file, VehicleId into) throws SQLException {
        database.update("UPDATE file_taken_in SET into_file = ? WHERE into_file = ?", into.value(), file.value());
        database.update(
                "INSERT INTO file_taken_in (file, into_file) VALUES (?, ?) ON CONFLICT (file) DO NOTHING",
                file.value(),
                into.value());
        database.update("UPDATE vehicle_name SET file = ? WHERE file = ?", into.value(), file.value());
    }
}
