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
import java.time.Instant;
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
 *   <li>OK with a repaired order: it is closed if the weld was seen after its repair was reported; else it stays, and
 *       the visit's message says why ({@link Unclosed}). OK with an order that nobody reported repaired changes
 *       nothing.
 *   <li>REVIEW changes nothing: a person decides.
 *   <li>An amended result moves the orders of those welds alone of which it says something else than before.
 *   <li>A visit that is not orderable (a shadow recipe) changes nothing; its message says so.
 * </ul>
 */
public final class OrderPlanner {
    /** Pictures named in one order; the latest are kept. */
    static final int EVIDENCE_MAX = 64;

    private final OrderMessages messages;
    private final OrderRules rules;
    private final Supplier<OrderId> ids;

    /**
     * @param names names of the defect classes, for the messages
     * @param rules deadlines, and where pictures are read
     * @param ids gives each new order its id; never the same twice
     */
    public OrderPlanner(DefectNames names, OrderRules rules, Supplier<OrderId> ids) {
        this.messages = new OrderMessages(names, rules);
        this.rules = rules;
        this.ids = ids;
    }

    /** As {@link #plan(WeldPlan, VisitResult, Optional, List, RecordOrder)}, for a visit that closes. */
    public OrderPlan plan(WeldPlan plan, VisitResult visit, List<RepairOrder> open, RecordOrder records) {
        return plan(plan, visit, Optional.empty(), open, records);
    }

    /**
     * @param plan weld plan of the vehicle's variant
     * @param visit what was found
     * @param amended the visit's result before, if {@code visit} amends it
     * @param open all open orders of the vehicle; those of other stations are left alone
     * @param records what was written first into the vehicle's file
     * @throws IllegalArgumentException if the visit names a weld that the plan lacks, or {@code open} holds two orders
     *     for one weld
     */
    public OrderPlan plan(
            WeldPlan plan,
            VisitResult visit,
            Optional<VisitResult> amended,
            List<RepairOrder> open,
            RecordOrder records) {
        Map<WeldId, Weld> welds = plan.welds().stream().collect(Collectors.toMap(Weld::id, Function.identity()));
        Map<WeldId, RepairOrder> openByWeld = byWeld(open);
        var revisions = new ArrayList<RepairOrder>();
        var unclosed = new ArrayList<Unclosed>();
        var toSend = new ArrayList<OutboxMessage>();
        for (WeldResult result : visit.welds()) {
            Weld weld = welds.get(result.weld());
            if (weld == null) {
                throw new IllegalArgumentException("visit " + visit.visit() + " at " + visit.station() + " names weld "
                        + result.weld() + "; the plan of " + plan.variant() + " has no such weld");
            }
            if (visit.orderable() && amended.stream().noneMatch(before -> before.saysTheSame(result))) {
                OrderPlan follows =
                        planned(visit, result, weld, Optional.ofNullable(openByWeld.get(weld.id())), records);
                revisions.addAll(follows.revisions());
                unclosed.addAll(follows.unclosed());
                toSend.addAll(follows.messages());
            }
        }
        toSend.add(messages.of(visit, revisions, unclosed));
        return new OrderPlan(revisions, unclosed, toSend);
    }

    private static Map<WeldId, RepairOrder> byWeld(List<RepairOrder> open) {
        return open.stream().collect(Collectors.toMap(RepairOrder::weld, Function.identity(), (first, second) -> {
            throw new IllegalArgumentException(
                    "orders " + first.id() + " and " + second.id() + " are both open for weld " + first.weld()
                            + " of vehicle " + first.vehicle().id() + "; allowed is one");
        }));
    }

    /**
     * What follows from a person's decision about a doubtful weld. Good: a repaired order is closed if the pictures
     * that were decided about are younger than the repair; any other stays, since nobody said it was repaired. Bad: as
     * if the cameras had found it NOK, with all that they found of it.
     *
     * @param visit whose result was doubtful
     * @param open the weld's open order
     * @param records what was written first into the vehicle's file
     * @return the order's new revision and its message; both empty if nothing follows
     */
    public OrderPlan decided(
            Weld weld,
            VisitResult visit,
            boolean good,
            String who,
            String reason,
            Instant at,
            Optional<RepairOrder> open,
            RecordOrder records) {
        Move by = Move.byQa(who, reason);
        WeldResult seen = visit.welds().stream()
                .filter(result -> result.weld().equals(weld.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "visit " + visit.visit() + " at " + visit.station() + " has no weld " + weld.id()));
        if (good) {
            return foundGood(
                    weld, seen, open, records, order -> order.next(by, at).to(OrderState.CLOSED));
        }
        Bad bad = new Bad(
                visit,
                weld,
                seen.findings().stream().limit(FindingHistory.FINDINGS_MAX).toList(),
                seen.evidenceSha256(),
                by,
                at);
        return planOf(weld, open.isEmpty() ? Optional.of(created(bad)) : again(bad, open.get()));
    }

    /** A revision made elsewhere, with its message. */
    private OrderPlan planOf(Weld weld, Optional<RepairOrder> revision) {
        return new OrderPlan(
                revision.stream().toList(),
                List.of(),
                revision.map(order -> messages.of(order, Optional.of(weld))).stream()
                        .toList());
    }

    /**
     * The message of a revision that no visit made.
     *
     * @param weld as the plan has it now; empty if the plan has lost it
     */
    public OutboxMessage message(RepairOrder order, Optional<Weld> weld) {
        return messages.of(order, weld);
    }

    private OrderPlan planned(
            VisitResult visit, WeldResult result, Weld weld, Optional<RepairOrder> open, RecordOrder records) {
        if (result.verdict() instanceof Verdict.Review) {
            return planOf(weld, Optional.empty());
        }
        if (result.verdict() instanceof Verdict.Ok) {
            return foundGood(weld, result, open, records, order -> order.next(
                            byCamera(visit, "re-inspected: OK"), visit.closedAt())
                    .to(OrderState.CLOSED)
                    .seenIn(visit.visit(), order.findings(), order.evidenceSha256()));
        }
        List<Finding> rejected = result.findings().stream()
                .filter(finding -> finding.decision() == Finding.Decision.REJECTED)
                .limit(FindingHistory.FINDINGS_MAX)
                .toList();
        Bad bad = new Bad(
                visit, weld, rejected, result.evidenceSha256(), byCamera(visit, detail(result)), visit.closedAt());
        return planOf(weld, open.isEmpty() ? Optional.of(created(bad)) : again(bad, open.get()));
    }

    /** A repaired order is closed, unless what was seen may be older than the repair. */
    private OrderPlan foundGood(
            Weld weld,
            WeldResult seen,
            Optional<RepairOrder> open,
            RecordOrder records,
            Function<RepairOrder, OrderRevision> closed) {
        Optional<RepairOrder> repaired = open.filter(order -> order.state() == OrderState.REPAIRED);
        Optional<Unclosed> unclosed = repaired.flatMap(order -> Unclosed.of(order, seen, records));
        return unclosed.isPresent()
                ? new OrderPlan(List.of(), List.of(unclosed.get()), List.of())
                : planOf(weld, repaired.map(order -> closed.apply(order).made()));
    }

    /** A weld that is to be repaired, and who says so. */
    private record Bad(
            VisitResult visit, Weld weld, List<Finding> findings, List<String> evidenceSha256, Move by, Instant at) {}

    private static Move byCamera(VisitResult visit, String why) {
        return Move.byCamera(visit.station().value(), why);
    }

    private static String detail(WeldResult result) {
        return result.verdict() instanceof Verdict.Nok nok ? nok.detail() : "";
    }

    /**
     * A weld was seen bad that has an open order already: a repaired one is reopened, another takes what is new or
     * worse.
     */
    private Optional<RepairOrder> again(Bad bad, RepairOrder order) {
        OrderRevision next = order.next(bad.by(), bad.at());
        if (order.state() == OrderState.REPAIRED) {
            return Optional.of(next.to(OrderState.REOPENED)
                    .seenIn(bad.visit().visit(), bad.findings(), latest(bad.evidenceSha256()))
                    .reopenedUntil(rules.deadlines(order.safetyClass(), bad.at()))
                    .made());
        }
        List<Finding> merged = FindingHistory.merged(order.findings(), bad.findings());
        if (merged.equals(order.findings())) {
            return Optional.empty();
        }
        var evidence = new LinkedHashSet<>(order.evidenceSha256());
        evidence.addAll(bad.evidenceSha256());
        return Optional.of(next.seenIn(bad.visit().visit(), merged, latest(List.copyOf(evidence)))
                .made());
    }

    private RepairOrder created(Bad bad) {
        return new RepairOrder(
                ids.get(),
                1,
                bad.visit().vehicle(),
                bad.visit().station(),
                bad.visit().visit(),
                bad.weld().id(),
                bad.weld().safetyClass(),
                OrderState.CREATED,
                bad.findings(),
                latest(bad.evidenceSha256()),
                0,
                bad.at(),
                bad.at(),
                bad.by(),
                Optional.empty(),
                rules.deadlines(bad.weld().safetyClass(), bad.at()),
                Escalation.NONE);
    }

    private static List<String> latest(List<String> evidence) {
        return evidence.subList(Math.max(0, evidence.size() - EVIDENCE_MAX), evidence.size());
    }
}
