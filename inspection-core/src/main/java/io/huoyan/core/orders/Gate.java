package io.huoyan.core.orders;

import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.Weld.SafetyClass;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.orders.GateAnswer.Blocker;
import io.huoyan.core.orders.GateAnswer.Why;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * May this vehicle leave? Yes only if every weld of its plan was inspected, every doubt was decided, no order of a
 * class that holds vehicles is open, nothing of it is scrapped, and none of its visits is still open. Whatever is not
 * known holds the vehicle. Pure.
 */
public final class Gate {
    /** Reasons told; a vehicle with more has them counted. */
    static final int BLOCKERS_MAX = 100;

    private final Set<SafetyClass> blockedBy;

    public Gate(OrderRules rules) {
        this.blockedBy = rules.gateBlockedBy();
    }

    /**
     * @param plan of the vehicle's variant; empty if its variant or the plan is not known
     * @param standings of the vehicle's welds
     * @param orders the latest order of each of its welds
     * @param openVisits its visits that are not closed
     */
    public GateAnswer ask(
            VehicleId vehicle,
            Optional<WeldPlan> plan,
            List<WeldStanding> standings,
            List<OrderStanding> orders,
            int openVisits) {
        var blockers = new ArrayList<Blocker>();
        if (plan.isEmpty()) {
            blockers.add(new Blocker(Why.UNKNOWN_VEHICLE, Optional.empty(), Optional.empty()));
            return GateAnswer.of(vehicle, blockers, 0);
        }
        if (openVisits > 0) {
            blockers.add(new Blocker(Why.VISIT_OPEN, Optional.empty(), Optional.empty()));
        }
        Map<WeldId, WeldStanding> standing = new HashMap<>();
        standings.forEach(one -> standing.put(one.weld(), one));
        Map<WeldId, OrderStanding> order = new HashMap<>();
        orders.forEach(one -> order.put(one.weld(), one));
        int openOrders = 0;
        for (Weld weld : plan.get().welds()) {
            Optional<OrderStanding> its = Optional.ofNullable(order.remove(weld.id()));
            openOrders += its.filter(one -> one.state().isOpen()).isPresent() ? 1 : 0;
            why(weld, Optional.ofNullable(standing.get(weld.id())), its)
                    .ifPresent(
                            why -> blockers.add(new Blocker(why, Optional.of(weld.id()), its.map(OrderStanding::id))));
        }
        for (OrderStanding lost : order.values()) {
            if (lost.state().isOpen()) {
                openOrders++;
                blockers.add(new Blocker(Why.OPEN_ORDER, Optional.of(lost.weld()), Optional.of(lost.id())));
            }
        }
        return GateAnswer.of(vehicle, blockers, openOrders);
    }

    private Optional<Why> why(Weld weld, Optional<WeldStanding> standing, Optional<OrderStanding> order) {
        Optional<OrderState> state = order.map(OrderStanding::state);
        if (state.isPresent() && state.get() == OrderState.SCRAPPED) {
            return Optional.of(Why.SCRAPPED);
        }
        if (state.isPresent() && state.get().isOpen() && blockedBy.contains(weld.safetyClass())) {
            return Optional.of(Why.OPEN_ORDER);
        }
        if (standing.isEmpty()) {
            return Optional.of(Why.NOT_INSPECTED);
        }
        WeldStanding last = standing.get();
        if (last.isDoubtful()) {
            return Optional.of(last.reason().equals("NOT_INSPECTED") ? Why.NOT_INSPECTED : Why.REVIEW_UNRESOLVED);
        }
        boolean isBad = last.verdict().equals("NOK")
                || last.decidedGood().filter(good -> !good).isPresent();
        return isBad && state.isEmpty() ? Optional.of(Why.NOK_WITHOUT_ORDER) : Optional.empty();
    }
}
