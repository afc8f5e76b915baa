package io.huoyan.core.orders;

import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.WeldId;
import java.util.List;
import java.util.Optional;

/**
 * Whether a vehicle may leave.
 *
 * @param vehicle asked about
 * @param mayLeave true only if nothing holds it
 * @param blockers what holds it, at most {@link Gate#BLOCKERS_MAX}
 * @param blockersInAll how many there are
 * @param openOrders orders that are open, those included that do not hold it
 */
public record GateAnswer(
        VehicleId vehicle, boolean mayLeave, List<Blocker> blockers, int blockersInAll, int openOrders) {
    public GateAnswer {
        blockers = List.copyOf(blockers);
        if (mayLeave != (blockersInAll == 0) || blockers.size() > blockersInAll) {
            throw new IllegalArgumentException("vehicle " + vehicle + " may leave: " + mayLeave + ", with "
                    + blockersInAll + " reasons to stay; allowed is true with none and false with some");
        }
    }

    static GateAnswer of(VehicleId vehicle, List<Blocker> blockers, int openOrders) {
        return new GateAnswer(
                vehicle,
                blockers.isEmpty(),
                blockers.subList(0, Math.min(blockers.size(), Gate.BLOCKERS_MAX)),
                blockers.size(),
                openOrders);
    }

    /** One reason to stay, with its weld and order where it has them. */
    public record Blocker(Why why, Optional<WeldId> weld, Optional<OrderId> order) {}

    /** Reasons to stay. */
    public enum Why {
        /** No file, or no plan for its variant. */
        UNKNOWN_VEHICLE,
        /** A visit of it is not closed yet. */
        VISIT_OPEN,
        /** No orderable visit has a result for the weld, or no frame showed it. */
        NOT_INSPECTED,
        /** A person must look at the weld and nobody has decided yet. */
        REVIEW_UNRESOLVED,
        /** An order that holds vehicles is open, or one of a weld that the plan has lost. */
        OPEN_ORDER,
        /** The weld is bad and has no order. */
        NOK_WITHOUT_ORDER,
        /** The part was scrapped. */
        SCRAPPED
    }
}
