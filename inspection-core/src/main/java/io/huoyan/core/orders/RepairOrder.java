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
import java.util.Optional;

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
 * @param move who made this revision, and why
 * @param heldFrom for a held order, the state it was held in
 * @param deadlines until when it must be accepted and repaired
 * @param escalation what it has waited for in vain
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
        Instant updatedAt,
        Move move,
        Optional<OrderState> heldFrom,
        Deadlines deadlines,
        Escalation escalation) {
    public RepairOrder {
        if (heldFrom.isPresent() != (state == OrderState.HELD)) {
            throw new IllegalArgumentException("order " + id + " is " + state + " and held from " + heldFrom
                    + "; allowed is a state to go back to for HELD orders, and for them only");
        }
        findings = List.copyOf(findings);
        evidenceSha256 = List.copyOf(evidenceSha256);
    }

    /** The next revision, for its maker to fill in. */
    OrderRevision next(Move by, Instant at) {
        return new OrderRevision(this, by, at);
    }
}
