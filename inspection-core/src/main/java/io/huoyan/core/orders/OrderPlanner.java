package io.huoyan.core.orders;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.pipeline.VisitResult.WeldResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Decides which repair orders follow from a visit's result. Pure but for the ids it draws: the time is the visit's.
 * Thread-safe if the supplier is.
 *
 * <ul>
 *   <li>NOK without an open order: a new one.
 *   <li>NOK with an open order: a new revision if a finding is new or worse, else nothing.
 *   <li>NOK with a repaired order: it is reopened, and counted; it then holds what was found now.
 *   <li>OK with a repaired order: it is closed, unless the result is an amended one: its frames may be older than the
 *       repair. OK with an order that nobody reported repaired changes nothing.
 *   <li>REVIEW changes nothing: a person decides.
 *   <li>An amended result moves the orders of those welds alone of which it says something else than before.
 *   <li>A visit that is not orderable (a shadow recipe) changes nothing; its message says so.
 * </ul>
 */
public final class OrderPlanner {
    /** Pictures named in one order; the latest are kept. */
    static final int EVIDENCE_MAX = 64;

    private final OrderMessages messages;
    private final Supplier<OrderId> ids;

    /**
     * @param names names of the defect classes, for the messages
     * @param ids gives each new order its id; never the same twice
     */
    public OrderPlanner(DefectNames names, Supplier<OrderId> ids) {
        this.messages = new OrderMessages(names);
        this.ids = ids;
    }

    /** As {@link #plan(WeldPlan, VisitResult, Optional, List)}, for a visit that closes. */
    public OrderPlan plan(WeldPlan plan, VisitResult visit, List<RepairOrder> open) {
        return plan(plan, visit, Optional.empty(), open);
    }

    /**
     * @param plan weld plan of the vehicle's variant
     * @param visit what was found
     * @param amended the visit's result before, if {@code visit} amends it
     * @param open all open orders of the vehicle; those of other stations are left alone
     * @throws IllegalArgumentException if the visit names a weld that the plan lacks, or {@code open} holds two orders
     *     for one weld
     */
    public OrderPlan plan(WeldPlan plan, VisitResult visit, Optional<VisitResult> amended, List<RepairOrder> open) {
        Map<WeldId, Weld> welds = plan.welds().stream().collect(Collectors.toMap(Weld::id, Function.identity()));
        Map<WeldId, RepairOrder> openByWeld = byWeld(open);
        var revisions = new ArrayList<RepairOrder>();
        var toSend = new ArrayList<OutboxMessage>();
        for (WeldResult result : visit.welds()) {
            Weld weld = welds.get(result.weld());
            if (weld == null) {
                throw new IllegalArgumentException("visit " + visit.visit() + " at " + visit.station() + " names weld "
                        + result.weld() + "; the plan of " + plan.variant() + " has no such weld");
            }
            if (visit.orderable() && amended.stream().noneMatch(before -> before.saysTheSame(result))) {
                revision(visit, result, weld, Optional.ofNullable(openByWeld.get(weld.id())))
                        .ifPresent(order -> {
                            revisions.add(order);
                            toSend.add(messages.of(order, weld));
                        });
            }
        }
        toSend.add(messages.of(visit, revisions));
        return new OrderPlan(revisions, toSend);
    }

    private static Map<WeldId, RepairOrder> byWeld(List<RepairOrder> open) {
        return open.stream().collect(Collectors.toMap(RepairOrder::weld, Function.identity(), (first, second) -> {
            throw new IllegalArgumentException(
                    "orders " + first.id() + " and " + second.id() + " are both open for weld " + first.weld()
                            + " of vehicle " + first.vehicle().id() + "; allowed is one");
        }));
    }

    private Optional<RepairOrder> revision(
            VisitResult visit, WeldResult result, Weld weld, Optional<RepairOrder> open) {
        if (result.verdict() instanceof Verdict.Review) {
            return Optional.empty();
        }
        if (result.verdict() instanceof Verdict.Ok) {
            return open.filter(order -> !visit.isAmended() && order.state() == OrderState.REPAIRED)
                    .map(order -> moved(order, visit, OrderState.CLOSED, order.findings(), order.evidenceSha256()));
        }
        List<Finding> rejected = result.findings().stream()
                .filter(finding -> finding.decision() == Finding.Decision.REJECTED)
                .limit(FindingHistory.FINDINGS_MAX)
                .toList();
        if (open.isEmpty()) {
            return Optional.of(created(visit, result, weld, rejected));
        }
        RepairOrder order = open.get();
        if (order.state() == OrderState.REPAIRED) {
            return Optional.of(moved(order, visit, OrderState.REOPENED, rejected, latest(result.evidenceSha256())));
        }
        List<Finding> merged = FindingHistory.merged(order.findings(), rejected);
        if (merged.equals(order.findings())) {
            return Optional.empty();
        }
        var evidence = new LinkedHashSet<>(order.evidenceSha256());
        evidence.addAll(result.evidenceSha256());
        return Optional.of(
                revised(order, visit, order.state(), merged, latest(List.copyOf(evidence)), order.reopened()));
    }

    private RepairOrder created(VisitResult visit, WeldResult result, Weld weld, List<Finding> rejected) {
        return new RepairOrder(
                ids.get(),
                1,
                visit.vehicle(),
                visit.station(),
                visit.visit(),
                weld.id(),
                weld.safetyClass(),
                OrderState.CREATED,
                rejected,
                latest(result.evidenceSha256()),
                0,
                visit.closedAt(),
                visit.closedAt());
    }

    private static RepairOrder moved(
            RepairOrder order, VisitResult visit, OrderState to, List<Finding> findings, List<String> evidence) {
        int reopened = order.reopened() + (to == OrderState.REOPENED ? 1 : 0);
        return revised(order, visit, OrderMoves.moved(order.state(), to), findings, evidence, reopened);
    }

    private static RepairOrder revised(
            RepairOrder order,
            VisitResult visit,
            OrderState state,
            List<Finding> findings,
            List<String> evidence,
            int reopened) {
        return new RepairOrder(
                order.id(),
                order.revision() + 1,
                order.vehicle(),
                order.station(),
                visit.visit(),
                order.weld(),
                order.safetyClass(),
                state,
                findings,
                evidence,
                reopened,
                order.createdAt(),
                visit.closedAt());
    }

    private static List<String> latest(List<String> evidence) {
        return evidence.subList(Math.max(0, evidence.size() - EVIDENCE_MAX), evidence.size());
    }
}
