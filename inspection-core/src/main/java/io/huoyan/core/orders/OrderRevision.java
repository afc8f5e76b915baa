package io.huoyan.core.orders;

import io.huoyan.core.domain.VisitId;
import io.huoyan.core.judge.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The next revision of an order: as the one before, but for what is said here. */
final class OrderRevision {
    private final RepairOrder before;
    private final Move by;
    private final Instant at;
    private OrderState state;
    private VisitId visit;
    private List<Finding> findings;
    private List<String> evidenceSha256;
    private int reopened;
    private Deadlines deadlines;
    private Escalation escalation;

    OrderRevision(RepairOrder before, Move by, Instant at) {
        this.before = before;
        this.by = by;
        this.at = at;
        this.state = before.state();
        this.visit = before.visit();
        this.findings = before.findings();
        this.evidenceSha256 = before.evidenceSha256();
        this.reopened = before.reopened();
        this.deadlines = before.deadlines();
        this.escalation = before.escalation();
    }

    /** @throws IllegalStateException if {@code to} may not follow */
    OrderRevision to(OrderState to) {
        state = OrderMoves.moved(before.state(), to);
        return this;
    }

    OrderRevision seenIn(VisitId inVisit, List<Finding> found, List<String> pictures) {
        visit = inVisit;
        findings = found;
        evidenceSha256 = pictures;
        return this;
    }

    /** Counts the re-opening; its deadlines begin anew. */
    OrderRevision reopenedUntil(Deadlines anew) {
        reopened++;
        deadlines = anew;
        escalation = Escalation.NONE;
        return this;
    }

    OrderRevision escalated(Escalation to) {
        escalation = to;
        return this;
    }

    RepairOrder made() {
        Optional<OrderState> heldFrom = state != OrderState.HELD
                ? Optional.empty()
                : before.state() == OrderState.HELD ? before.heldFrom() : Optional.of(before.state());
        return new RepairOrder(
                before.id(),
                before.revision() + 1,
                before.vehicle(),
                before.station(),
                visit,
                before.weld(),
                before.safetyClass(),
                state,
                findings,
                evidenceSha256,
                reopened,
                before.createdAt(),
                at,
                by,
                heldFrom,
                deadlines,
                escalation);
    }
}
