package io.huoyan.core.orders;

import io.huoyan.core.catalog.Weld.SafetyClass;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.judge.Finding;
import java.time.Instant;
import java.util.List;

/**
 * One revision of a repair order. There is at most one open order per vehicle and weld.
 *
 * @param id stays the same over all revisions
 * @param revision counts from 1; each change makes a new one
 * @param vehicle whose weld
 * @param station that found it
 * @param visit that made this revision
 * @param weld which
 * @param safetyClass of the weld; gives the priority
 * @param state where its life stands
 * @param findings why; rejected ones only
 * @param evidenceSha256 pictures
 * @param reopened how often a re-inspection found it still NOK
 * @param createdAt of revision 1, UTC
 * @param updatedAt of this revision, UTC
 */
public record RepairOrder(
        OrderId id,
        int revision,
        Vehicle vehicle,
        StationId station,
        VisitId visit,
        WeldId weld,
        SafetyClass safetyClass,
        OrderState state,
        List<Finding> findings,
        List<String> evidenceSha256,
        int reopened,
        Instant createdAt,
        Instant updatedAt) {
    public RepairOrder {
        findings = List.copyOf(findings);
        evidenceSha256 = List.copyOf(evidenceSha256);
    }
}
