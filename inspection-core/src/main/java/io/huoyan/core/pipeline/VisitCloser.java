package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.GroupJudge;
import io.huoyan.core.judge.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Combines the inspections of a visit into one verdict per weld of the plan.
 *
 * <p>The rule: of all frames that show a weld the worst verdict wins (NOK before REVIEW before OK; of equally bad ones
 * the earliest recorded). If one frame has several inspections (a late one that was inspected after all), only its
 * latest counts. A weld whose view was only seen uncalibrated is REVIEW(UNCALIBRATED), one that no frame showed
 * REVIEW(NOT_INSPECTED). Of a spot weld that was reported repaired each frame says what {@link RepairedSpot} makes of
 * it. Groups of welds are judged after that ({@link GroupJudge}). A station without welds in the plan has nothing to
 * inspect: its visit is OK with no welds.
 */
public final class VisitCloser {
    private VisitCloser() {}

    /**
     * @param plan of the vehicle's variant
     * @param inspections of this visit, in the order in which they were recorded
     * @param beforeRepair of each weld that was reported repaired, the inspections of the visit in which it was ordered
     * @param sequenceNumber of the station's visit results; ≥ 1
     */
    public static VisitResult close(
            WeldPlan plan,
            StationId station,
            VisitId visit,
            Vehicle vehicle,
            List<Inspection> inspections,
            Map<WeldId, List<Inspection>> beforeRepair,
            long sequenceNumber,
            Instant closedAt) {
        return close(plan, station, visit, vehicle, inspections, beforeRepair, sequenceNumber, 1, closedAt);
    }

    /** The same where no weld was repaired. */
    public static VisitResult close(
            WeldPlan plan,
            StationId station,
            VisitId visit,
            Vehicle vehicle,
            List<Inspection> inspections,
            long sequenceNumber,
            Instant closedAt) {
        return close(plan, station, visit, vehicle, inspections, Map.of(), sequenceNumber, closedAt);
    }

    /**
     * The next revision of a visit's result, if the inspections recorded since then change a verdict or a finding.
     *
     * @param before the visit's result so far
     * @param inspections all of this visit, in the order in which they were recorded
     * @param beforeRepair as in {@link #close}
     * @param sequenceNumber as in {@link #close}
     * @return empty if nothing changes
     */
    public static Optional<VisitResult> amend(
            WeldPlan plan,
            VisitResult before,
            List<Inspection> inspections,
            Map<WeldId, List<Inspection>> beforeRepair,
            long sequenceNumber,
            Instant amendedAt) {
        VisitResult now = close(
                plan,
                before.station(),
                before.visit(),
                before.vehicle(),
                inspections,
                beforeRepair,
                sequenceNumber,
                before.revision() + 1,
                amendedAt);
        return now.welds().stream().allMatch(before::saysTheSame) ? Optional.empty() : Optional.of(now);
    }

    private static VisitResult close(
            WeldPlan plan,
            StationId station,
            VisitId visit,
            Vehicle vehicle,
            List<Inspection> inspections,
            Map<WeldId, List<Inspection>> beforeRepair,
            long sequenceNumber,
            int revision,
            Instant closedAt) {
        Collection<Inspection> counted = latestOfEachFrame(inspections);
        Map<FrameId, Instant> taken = TakenAt.ofEachFrame(inspections);
        List<VisitResult.WeldResult> welds = new ArrayList<>();
        Verdict verdict = new Verdict.Ok();
        for (Weld weld : plan.weldsAt(station)) {
            VisitResult.WeldResult result = combine(weld, counted, taken, beforeRepair);
            welds.add(result);
            verdict = Verdict.worse(verdict, result.verdict());
        }
        welds = withGroups(plan, welds);
        boolean orderable = counted.stream().noneMatch(VisitCloser::isShadow);
        return new VisitResult(station, visit, vehicle, sequenceNumber, revision, closedAt, verdict, welds, orderable);
    }

    /** What the groups of the plan that lie at this station add to the welds' findings. */
    private static List<VisitResult.WeldResult> withGroups(WeldPlan plan, List<VisitResult.WeldResult> welds) {
        Map<WeldId, Verdict> verdicts = new LinkedHashMap<>();
        welds.forEach(weld -> verdicts.put(weld.weld(), weld.verdict()));
        List<WeldPlan.Group> here = plan.groups().stream()
                .filter(group -> verdicts.keySet().containsAll(group.welds()))
                .toList();
        Map<WeldId, List<Finding>> further = GroupJudge.findings(here, verdicts);
        return welds.stream()
                .map(weld -> weld.with(further.getOrDefault(weld.weld(), List.of())))
                .toList();
    }

    private static Collection<Inspection> latestOfEachFrame(List<Inspection> inspections) {
        Map<FrameId, Inspection> latest = new LinkedHashMap<>();
        for (Inspection inspection : inspections) {
            latest.put(inspection.header().frame(), inspection);
        }
        return latest.values();
    }

    private static boolean isShadow(Inspection inspection) {
        return !inspection.provenance().recipe().isEmpty()
                && !inspection.provenance().liveRecipe();
    }

    private static VisitResult.WeldResult combine(
            Weld weld,
            Collection<Inspection> inspections,
            Map<FrameId, Instant> taken,
            Map<WeldId, List<Inspection>> beforeRepair) {
        Optional<List<Inspection>> before = Optional.ofNullable(beforeRepair.get(weld.id()));
        List<WeldInspection> seen = new ArrayList<>();
        List<ResultId> results = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        Verdict worst = notInspected(weld, inspections);
        for (Inspection inspection : inspections) {
            for (WeldInspection seenThere : inspection.welds()) {
                if (seenThere.weld().equals(weld.id())) {
                    WeldInspection one = before.map(earlier -> RepairedSpot.seen(weld, seenThere, inspection, earlier))
                            .orElse(seenThere);
                    worst = seen.isEmpty() ? one.verdict() : Verdict.worse(worst, one.verdict());
                    seen.add(one);
                    results.add(inspection.id());
                    times.add(taken.getOrDefault(inspection.header().frame(), Instant.MIN));
                }
            }
        }
        Optional<Instant> seenAt = times.stream().min(Comparator.naturalOrder());
        return new VisitResult.WeldResult(weld.id(), worst, findings(seen, worst), evidence(seen), results, seenAt);
    }

    private static Verdict notInspected(Weld weld, Collection<Inspection> inspections) {
        for (Inspection inspection : inspections) {
            if (!inspection.calibrated()
                    && inspection.failure().isEmpty()
                    && weld.views().contains(inspection.header().view())) {
                return new Verdict.Review(
                        Verdict.Reason.UNCALIBRATED,
                        "view " + inspection.header().view() + " is not calibrated; its picture as a whole is "
                                + inspection.verdict().word());
            }
        }
        return new Verdict.Review(
                Verdict.Reason.NOT_INSPECTED,
                "no frame of this visit showed weld " + weld.id() + "; it is seen in view"
                        + (weld.views().size() == 1 ? " " : "s ") + join(weld));
    }

    private static String join(Weld weld) {
        return String.join(", ", weld.views().stream().map(view -> view.value()).toList());
    }

    /** Findings of the frames that are as bad as the combined verdict, accepted ones left out. */
    private static List<Finding> findings(List<WeldInspection> seen, Verdict worst) {
        return seen.stream()
                .filter(one -> one.verdict().severity() == worst.severity())
                .flatMap(one -> one.findings().stream())
                .filter(finding -> finding.decision() != Finding.Decision.ACCEPTED)
                .toList();
    }

    private static List<String> evidence(List<WeldInspection> seen) {
        return seen.stream()
                .flatMap(one -> one.evidence().stream())
                .map(evidence -> evidence.sha256())
                .distinct()
                .toList();
    }
}
