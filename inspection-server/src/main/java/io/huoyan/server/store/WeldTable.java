package io.huoyan.server.store;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.orders.WeldStanding;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.review.QaDecision;
import io.huoyan.server.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The statements on what stands of each weld. */
final class WeldTable {
    private static final String COLUMNS =
            "vehicle, weld, revision, station, visit, verdict, reason, decided_good, since FROM weld_standing";
    private static final String DOUBTFUL = " WHERE verdict = 'REVIEW' AND decided_good IS NULL";

    private final Database database;

    WeldTable(Database database) {
        this.database = database;
    }

    /**
     * Notes what a visit says of its welds. An amended result counts only for the welds of which the visit has the last
     * word still, and of which it says something else than before: what QA decided of the others stays.
     */
    void closed(VehicleId file, VisitResult result, Optional<VisitResult> before) throws SQLException {
        if (!result.orderable()) {
            return;
        }
        for (VisitResult.WeldResult weld : result.welds()) {
            if (before.isEmpty() || (!before.get().saysTheSame(weld) && hasLastWord(file, result, weld.weld()))) {
                put(file, result, weld);
            }
        }
    }

    private boolean hasLastWord(VehicleId file, VisitResult result, WeldId weld) throws SQLException {
        Optional<WeldStanding> standing = standing(file, weld);
        return standing.isEmpty()
                || (standing.get().visit().equals(result.visit())
                        && standing.get().station().equals(result.station()));
    }

    private void put(VehicleId file, VisitResult result, VisitResult.WeldResult weld) throws SQLException {
        String reason = weld.verdict() instanceof Verdict.Review review
                ? review.reason().name()
                : "";
        database.later(
                "",
                "INSERT INTO weld_standing (vehicle, weld, revision, station, visit, verdict, reason, since)"
                        + " VALUES (?, ?, 1, ?, ?, ?, ?, ?) ON CONFLICT (vehicle, weld) DO UPDATE SET"
                        + " revision = weld_standing.revision + 1, station = excluded.station, visit = excluded.visit,"
                        + " verdict = excluded.verdict, reason = excluded.reason, decided_good = NULL,"
                        + " since = excluded.since",
                file.value(),
                weld.weld().value(),
                result.station().value(),
                result.visit().value(),
                weld.verdict().word(),
                reason,
                result.closedAt().toEpochMilli());
    }

    /** @throws IllegalStateException if the decision is about something else than what stands */
    void decided(VehicleId file, QaDecision decision) throws SQLException {
        int changed = database.update(
                "UPDATE weld_standing SET decided_good = ?, revision = revision + 1"
                        + " WHERE vehicle = ? AND weld = ? AND revision = ? AND verdict = 'REVIEW'"
                        + " AND decided_good IS NULL",
                decision.good() ? 1 : 0,
                file.value(),
                decision.weld().value(),
                decision.revision());
        if (changed == 0) {
            throw new IllegalStateException("weld " + decision.weld() + " of " + file + " has nothing to decide at"
                    + " revision " + decision.revision());
        }
    }

    Optional<WeldStanding> standing(VehicleId file, WeldId weld) throws SQLException {
        return database.first(
                "SELECT " + COLUMNS + " WHERE vehicle = ? AND weld = ?", WeldTable::read, file.value(), weld.value());
    }

    List<WeldStanding> standings(VehicleId file) throws SQLException {
        return database.all("SELECT " + COLUMNS + " WHERE vehicle = ? ORDER BY weld", WeldTable::read, file.value());
    }

    /** Longest waiting first. */
    List<WeldStanding> doubtful(int weldsMax) throws SQLException {
        return database.all(
                "SELECT " + COLUMNS + DOUBTFUL + " ORDER BY since, vehicle, weld LIMIT ?", WeldTable::read, weldsMax);
    }

    long doubtfulCount() throws SQLException {
        return database.number("SELECT count(*) FROM weld_standing" + DOUBTFUL);
    }

    /** What stands under one file goes on in another, where that has nothing later of the weld. */
    void move(VehicleId from, VehicleId to) throws SQLException {
        database.update(
                "DELETE FROM weld_standing WHERE vehicle = ? AND EXISTS (SELECT 1 FROM weld_standing AS later"
                        + " WHERE later.vehicle = ? AND later.weld = weld_standing.weld"
                        + " AND later.since >= weld_standing.since)",
                from.value(),
                to.value());
        database.update(
                "DELETE FROM weld_standing WHERE vehicle = ? AND EXISTS (SELECT 1 FROM weld_standing AS later"
                        + " WHERE later.vehicle = ? AND later.weld = weld_standing.weld)",
                to.value(),
                from.value());
        database.update("UPDATE weld_standing SET vehicle = ? WHERE vehicle = ?", to.value(), from.value());
    }

    private static WeldStanding read(ResultSet row) throws SQLException {
        int good = row.getInt(8);
        boolean isUndecided = row.wasNull();
        return new WeldStanding(
                new VehicleId(row.getString(1)),
                new WeldId(row.getString(2)),
                row.getInt(3),
                new StationId(row.getString(4)),
                new VisitId(row.getString(5)),
                row.getString(6),
                row.getString(7),
                isUndecided ? Optional.empty() : Optional.of(good == 1),
                Instant.ofEpochMilli(row.getLong(9)));
    }
}
