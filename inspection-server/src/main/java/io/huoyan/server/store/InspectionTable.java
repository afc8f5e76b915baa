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
    private static final String IS_FIRST =
            "NOT EXISTS (SELECT 1 FROM inspection" + " WHERE camera = ? AND boot_id = ? AND frame_number = ?)";

    private final Database database;
    private final InspectionJson json;

    InspectionTable(Database database, InspectionJson json) {
        this.database = database;
        this.json = json;
    }

    /** @throws IllegalStateException if the frame has its outcome, or the result's id is taken */
    void add(VehicleId file, Inspection inspection, long place) throws SQLException {
        FrameId frame = inspection.header().frame();
        boolean added = insert(file, inspection, place, IS_FIRST, frame)
                || (!isSettled(frame) && insert(file, inspection, place, "true"));
        if (!added) {
            throw new IllegalStateException("frame " + frame + " or result " + inspection.id()
                    + " is recorded already; allowed is one outcome per frame");
        }
    }

    private boolean insert(VehicleId file, Inspection inspection, long place, String condition, FrameId... asked)
            throws SQLException {
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
        return database.update(
                        "INSERT INTO inspection (result_id, camera, boot_id, frame_number, vehicle, station, visit, entry)"
                                + " SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE " + condition + " ON CONFLICT DO NOTHING",
                        values.toArray())
                == 1;
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
        return ofFrame(frame, "ASC");
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
