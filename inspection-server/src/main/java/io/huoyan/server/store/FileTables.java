package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.VehicleFiles.VehicleStanding;
import io.huoyan.core.dossier.VehicleNames;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.store.EntryTable.Head;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The tables of vehicles' files on one connection, and what an entry changes in each of them. */
final class FileTables {
    private final InspectionJson json;
    private final Database database;
    private final EntryTable entries;
    private final InspectionTable inspections;
    private final VisitTable visits;
    private final OrderTable orders;
    private final NameTable names;
    private final PictureTable pictures;
    private final AnchorTable anchors;
    private final WeldTable welds;
    private final CommandTable commands;

    FileTables(Database database, InspectionJson json) {
        this.json = json;
        this.database = database;
        this.entries = new EntryTable(database);
        this.inspections = new InspectionTable(database, json);
        this.visits = new VisitTable(database, json);
        this.orders = new OrderTable(database, json);
        this.names = new NameTable(database);
        this.pictures = new PictureTable(database);
        this.anchors = new AnchorTable(database);
        this.welds = new WeldTable(database);
        this.commands = new CommandTable(database);
    }

    /**
     * Appends entries to the file that a vehicle's name means.
     *
     * @throws IllegalStateException if an entry contradicts what is there; the message says how
     */
    void append(VehicleId vehicle, List<DossierEntry> appended, Instant now) throws SQLException {
        append(vehicle, appended, entry -> EntryDocument.of(entry, json), now);
    }

    /** The same, with documents that may be ready. */
    void append(
            VehicleId vehicle,
            List<DossierEntry> appended,
            Function<DossierEntry, EntryDocument> documents,
            Instant now)
            throws SQLException {
        append(entries.headToWrite(vehicle), appended, documents, now);
    }

    /** Appends entries behind the end of a file. */
    void append(Head end, List<DossierEntry> appended, Function<DossierEntry, EntryDocument> documents, Instant now)
            throws SQLException {
        if (appended.isEmpty()) {
            return;
        }
        entries.make(end, now);
        write(end, appended, documents, now);
    }

    /** Appends an entry to exactly this file, though another may continue it. */
    void appendTo(VehicleId file, DossierEntry entry, Instant now) throws SQLException {
        write(entries.headOf(file).orElseThrow(), List.of(entry), one -> EntryDocument.of(one, json), now);
    }

    private void write(
            Head end, List<DossierEntry> appended, Function<DossierEntry, EntryDocument> documents, Instant now)
            throws SQLException {
        Head head = end;
        for (DossierEntry entry : appended) {
            EntryDocument document = documents.apply(entry);
            head = head.next(document.text());
            long place = entries.add(head, document);
            index(head, entry, place);
        }
        entries.setHead(head, now);
    }

    private void index(Head at, DossierEntry entry, long place) throws SQLException {
        if (entry instanceof DossierEntry.Inspected inspected) {
            inspections.add(at.file(), inspected.inspection(), place);
            visits.touch(at.file(), inspected.inspection());
            pictures.use(at.file(), place, at.entries(), inspected.inspection());
        } else if (entry instanceof DossierEntry.VisitClosed closed) {
            Optional<VisitResult> amended = visits.close(at.file(), closed.result(), place);
            welds.closed(at.file(), closed.result(), amended);
        } else if (entry instanceof DossierEntry.OrderMoved moved) {
            orders.move(at.file(), moved.order(), place);
            pictures.promote(moved.order().evidenceSha256());
        } else if (entry instanceof DossierEntry.Decided decided) {
            welds.decided(at.file(), decided.decision());
        } else if (entry instanceof DossierEntry.Named named) {
            names.bind(at.file(), named.names());
            for (VehicleNames.TakenIn taken : named.names().takenIn()) {
                visits.moveOpen(taken.file(), at.file());
                welds.move(taken.file(), at.file());
            }
        }
    }

    /** Forgets what leads to entries of a file whose contents are removed. */
    void dropRowsOf(VehicleId file) throws SQLException {
        for (String table : List.of("inspection", "visit", "repair_order", "weld_standing")) {
            database.update("DELETE FROM " + table + " WHERE vehicle = ?", file.value());
        }
    }

    /** A transaction began, or was taken back: what was read for it no longer holds. */
    void forget() {
        entries.forget();
        inspections.forget();
        commands.forget();
    }

    /** What stands of the vehicle that a name means; as of one moment, if the caller reads within a transaction. */
    VehicleStanding standing(VehicleId name) throws SQLException {
        VehicleId file = names.fileOf(name);
        return new VehicleStanding(
                visits.latestVehicle(file), welds.standings(file), orders.standings(file), visits.openCount(file));
    }

    StoreCounts counts() throws SQLException {
        return database.first(
                        "SELECT (SELECT count(*) FROM vehicle_file), (SELECT count(*) FROM inspection),"
                                + " (SELECT count(*) FROM visit WHERE result_entry IS NOT NULL),"
                                + " (SELECT count(*) FROM repair_order),"
                                + " (SELECT count(*) FROM repair_order WHERE is_open = 1),"
                                + " (SELECT coalesce(sum(revision), 0) FROM repair_order),"
                                + " (SELECT count(*) FROM outbox WHERE delivered_at IS NULL),"
                                + " (SELECT coalesce(max(sequence), 0) FROM outbox)",
                        row -> new StoreCounts(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8) - row.getLong(7)))
                .orElseThrow();
    }

    Database database() {
        return database;
    }

    EntryTable entries() {
        return entries;
    }

    InspectionTable inspections() {
        return inspections;
    }

    VisitTable visits() {
        return visits;
    }

    OrderTable orders() {
        return orders;
    }

    NameTable names() {
        return names;
    }

    PictureTable pictures() {
        return pictures;
    }

    WeldTable welds() {
        return welds;
    }

    CommandTable commands() {
        return commands;
    }

    AnchorTable anchors() {
        return anchors;
    }
}
