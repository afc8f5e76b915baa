package io.huoyan.server.store;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements on where inspections are in the files. */
final class InspectionTable {
    private static final String INSERT =
            "INSERT INTO inspection (result_id, camera, boot_id, frame_number, vehicle, station, visit, entry)"
                    + " SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE ";
    private static final String UNLESS_THERE = " ON CONFLICT DO NOTHING";
    private static final String IS_FIRST =
            "NOT EXISTS (SELECT 1 FROM inspection WHERE camera = ? AND boot_id = ? AND frame_number = ?)";

    private final Database database;
    private final InspectionJson json;
    /** A frame that was asked for in this transaction, and has no outcome yet. */
    private Optional<FrameId> open = Optional.empty();

    InspectionTable(Database database, InspectionJson json) {
        this.database = database;
        this.json = json;
    }

    /** A transaction began, or was taken back. */
    void forget() {
        open = Optional.empty();
    }

    /** @throws IllegalStateException if the frame has its outcome, or the result's id is taken */
    void add(VehicleId file, Inspection inspection, long place) throws SQLException {
        FrameId frame = inspection.header().frame();
        String otherwise = "frame " + frame + " or result " + inspection.id()
                + " is recorded already; allowed is one outcome per frame";
        boolean isOpen = open.equals(Optional.of(frame));
        open = Optional.empty();
        if (isOpen) {
            database.later(otherwise, INSERT + "true" + UNLESS_THERE, values(file, inspection, place));
        } else if (!insert(IS_FIRST, values(file, inspection, place, frame))
                && (isSettled(frame) || !insert("true", values(file, inspection, place)))) {
            throw new IllegalStateException(otherwise);
        }
    }

    private boolean insert(String condition, Object... values) throws SQLException {
        return database.update(INSERT + condition + UNLESS_THERE, values) == 1;
    }

    private static Object[] values(VehicleId file, Inspection inspection, long place, FrameId... asked) {
        FrameId frame = inspection.header().frame();
        List<Object> values = new ArrayList<>(List.of(
                inspection.id().value(),
                frame.camera().value(),
                frame.bootId(),
                frame.frameNumber(),
                file.value(),
                inspection.header().station().value(),
                inspection.header().visit().value(),
                place));
        for (FrameId one : asked) {
            values.addAll(List.of(one.camera().value(), one.bootId(), one.frameNumber()));
        }
        return values.toArray();
    }

    /** A frame has one outcome; only where that says late may one inspection follow. */
    private boolean isSettled(FrameId frame) throws SQLException {
        Optional<Inspection> latest = ofFrame(frame, "DESC");
        return latest.isPresent()
                && latest.get()
                        .failure()
                        .filter(InspectionFailure.Late.class::isInstance)
                        .isEmpty();
    }

    /** The outcome of a frame: its first inspection. */
    Optional<Inspection> ofFrame(FrameId frame) throws SQLException {
        Optional<Inspection> first = ofFrame(frame, "ASC");
        open = first.isEmpty() ? Optional.of(frame) : Optional.empty();
        return first;
    }

    private Optional<Inspection> ofFrame(FrameId frame, String order) throws SQLException {
        return database.first(
                        "SELECT document FROM inspection JOIN entry ON entry.id = inspection.entry"
                                + " WHERE camera = ? AND boot_id = ? AND frame_number = ?"
                                + " ORDER BY inspection.entry " + order + " LIMIT 1",
                        EntryTable.DOCUMENT,
                        frame.camera().value(),
                        frame.bootId(),
                        frame.frameNumber())
                .map(json::readInspection);
    }

    Optional<Inspection> byId(ResultId result) throws SQLException {
        return database.first(
                        "SELECT document FROM inspection JOIN entry ON entry.id = inspection.entry WHERE result_id = ?",
                        EntryTable.DOCUMENT,
                        result.value())
                .map(json::readInspection);
    }

    /** In the order in which they were recorded; {@code file} with the files it took in. */
    List<Inspection> ofVisit(VehicleId file, StationId station, VisitId visit) throws SQLException {
        return database
                .all(
                        "SELECT document FROM inspection JOIN entry ON entry.id = inspection.entry"
                                + " WHERE inspection.vehicle IN " + NameTable.WITH_TAKEN_IN
                                + " AND station = ? AND visit = ? ORDER BY entry.id",
                        EntryTable.DOCUMENT,
                        file.value(),
                        file.value(),
                        station.value(),
                        visit.value())
                .stream()
                .map(json::readInspection)
                .toList();
    }
}
