package io.huoyan.server.desk;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.dossier.VehicleFiles.VehicleFile;
import io.huoyan.core.orders.Move;
import io.huoyan.core.orders.OrderPlan;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.orders.Unclosed;
import io.huoyan.core.orders.WeldStanding;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.review.QaDecision;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** QA's desk: doubtful welds, and what people decide of them. Thread-safe. */
public final class ReviewDesk {
    private final Catalog catalog;
    private final VehicleFiles files;
    private final OrderPlanner planner;
    private final DeskEvents events;
    private final Clock clock;

    public ReviewDesk(Catalog catalog, VehicleFiles files, OrderPlanner planner, DeskEvents events, Clock clock) {
        this.catalog = catalog;
        this.files = files;
        this.planner = planner;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A weld that a person must look at.
     *
     * @param standing what stands of it
     * @param vehicle whose
     * @param seen what the visit's result says of it
     * @param weld as the plan has it now; empty if the plan has lost it
     * @param order the weld's open one
     */
    public record Doubt(
            WeldStanding standing,
            Vehicle vehicle,
            VisitResult.WeldResult seen,
            Optional<Weld> weld,
            Optional<RepairOrder> order) {}

    /** What a person decided. */
    public record Decision(VehicleId vehicle, WeldId weld, int revision, boolean good, String who, String reason) {}

    /** What became of a decision. */
    public sealed interface Outcome {
        /**
         * It is on disk.
         *
         * @param order its new revision, if one followed
         * @param unclosed the repaired order that was not closed, and why
         */
        record Done(Optional<RepairOrder> order, Optional<Unclosed> unclosed) implements Outcome {}

        /** Nothing was changed. */
        record Refused(String message, boolean isStale) implements Outcome {}
    }

    /** How many wait. */
    public long waiting() {
        return files.doubtfulWeldCount();
    }

    /** Longest waiting first, at most so many. */
    public List<Doubt> queue(int doubtsMax) {
        var doubts = new ArrayList<Doubt>();
        for (WeldStanding standing : files.doubtfulWelds(doubtsMax)) {
            doubt(standing).ifPresent(doubts::add);
        }
        return doubts;
    }

    /** Empty if nothing is to be decided of the weld. */
    public Optional<Doubt> doubt(VehicleId vehicle, WeldId weld) {
        return files.standing(vehicle).welds().stream()
                .filter(standing -> standing.weld().equals(weld) && standing.isDoubtful())
                .findFirst()
                .flatMap(this::doubt);
    }

    private Optional<Doubt> doubt(WeldStanding standing) {
        return files.vehicle(standing.vehicle())
                .flatMap(vehicle -> files.commit(
                        vehicle, file -> new Plan<>(List.of(), List.of(), doubt(standing, vehicle, file))));
    }

    private Optional<Doubt> doubt(WeldStanding standing, Vehicle vehicle, VehicleFile file) {
        return file.resultOf(standing.station(), standing.visit())
                .flatMap(result -> seen(result, standing.weld()))
                .map(seen -> new Doubt(
                        standing, vehicle, seen, weld(vehicle, standing.weld()), openOrder(file, standing.weld())));
    }

    private static Optional<RepairOrder> openOrder(VehicleFile file, WeldId weld) {
        return file.openOrders().stream()
                .filter(order -> order.weld().equals(weld))
                .findFirst();
    }

    private static Optional<VisitResult.WeldResult> seen(VisitResult result, WeldId weld) {
        return result.welds().stream().filter(one -> one.weld().equals(weld)).findFirst();
    }

    private Optional<Weld> weld(Vehicle vehicle, WeldId weld) {
        return catalog.plan(vehicle.variant()).stream()
                .flatMap(plan -> plan.welds().stream())
                .filter(one -> one.id().equals(weld))
                .findFirst();
    }

    /** Writes a decision and what follows from it, unless something has changed since it was seen. */
    public Outcome decide(Decision decision) {
        Optional<String> fault = fault("name", decision.who(), Move.WHO_CHARACTERS_MAX)
                .or(() -> fault("reason", decision.reason(), Move.WHY_CHARACTERS_MAX));
        if (fault.isPresent()) {
            return new Outcome.Refused(fault.get(), false);
        }
        Optional<Vehicle> vehicle = files.vehicle(decision.vehicle());
        if (vehicle.isEmpty()) {
            return new Outcome.Refused("no vehicle " + decision.vehicle() + " has a file", false);
        }
        Instant now = clock.instant();
        Outcome outcome = files.commit(vehicle.get(), file -> plan(file, vehicle.get(), decision, now));
        if (outcome instanceof Outcome.Done) {
            events.decided(decision.good());
        }
        return outcome;
    }

    private static Optional<String> fault(String what, String text, int charactersMax) {
        boolean isFit = !text.isBlank()
                && text.length() <= charactersMax
                && text.chars().noneMatch(Character::isISOControl);
        return isFit
                ? Optional.empty()
                : Optional.of("a decision needs a " + what + " of 1 to " + charactersMax
                        + " characters on one line, and not blank");
    }

    private Plan<Outcome> plan(VehicleFile file, Vehicle vehicle, Decision decision, Instant now) {
        Optional<WeldStanding> standing = file.standing(decision.weld());
        if (standing.isEmpty() || !standing.get().isDoubtful() || standing.get().revision() != decision.revision()) {
            return nothing(new Outcome.Refused(stale(decision, standing), true));
        }
        Optional<VisitResult> visit =
                file.resultOf(standing.get().station(), standing.get().visit());
        Optional<Weld> weld = weld(vehicle, decision.weld());
        Optional<VisitResult.WeldResult> seen = visit.flatMap(result -> seen(result, decision.weld()));
        if (visit.isEmpty() || seen.isEmpty() || weld.isEmpty()) {
            return nothing(new Outcome.Refused(
                    "the weld plan of " + vehicle.variant() + " has no weld " + decision.weld() + " any more", false));
        }
        Optional<RepairOrder> open = openOrder(file, decision.weld());
        OrderPlan planned = planner.decided(
                weld.get(), visit.get(), decision.good(), decision.who(), decision.reason(), now, open, file);
        var entries = new ArrayList<DossierEntry>();
        entries.add(new DossierEntry.Decided(new QaDecision(
                standing.get().station(),
                standing.get().visit(),
                decision.weld(),
                decision.revision(),
                seen.get().verdict(),
                decision.good(),
                decision.who(),
                decision.reason(),
                now)));
        planned.revisions().forEach(order -> entries.add(new DossierEntry.OrderMoved(order)));
        return new Plan<>(
                entries,
                planned.messages(),
                new Outcome.Done(
                        planned.revisions().stream().findFirst(),
                        planned.unclosed().stream().findFirst()));
    }

    private static Plan<Outcome> nothing(Outcome outcome) {
        return new Plan<>(List.of(), List.of(), outcome);
    }

    private static String stale(Decision decision, Optional<WeldStanding> standing) {
        String what = "weld " + decision.weld() + " of " + decision.vehicle();
        if (standing.isEmpty()) {
            return what + " has no result";
        }
        WeldStanding now = standing.get();
        if (now.revision() != decision.revision()) {
            return what + " has changed since: you saw revision " + decision.revision() + ", it is at "
                    + now.revision() + " (" + now.verdict()
                    + now.decidedGood()
                            .map(good -> good ? ", decided good" : ", decided bad")
                            .orElse("")
                    + "); look again";
        }
        return what + " is " + now.verdict() + "; there is nothing to decide";
    }
}
