package io.huoyan.core.orders;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.pipeline.VisitResult;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Decides which repair orders follow from a visit's result. Pure but for the ids it draws: the time is the visit's.
 * Thread-safe if the supplier is.
 */
public final class OrderPlanner {
    private final DefectNames names;
    private final Supplier<OrderId> ids;

    /**
     * @param names names of the defect classes, for the messages
     * @param ids gives each new order its id; never the same twice
     */
    public OrderPlanner(DefectNames names, Supplier<OrderId> ids) {
        this.names = names;
        this.ids = ids;
    }

    /**
     * @param plan weld plan of the vehicle's variant
     * @param visit what was found
     * @param open all open orders of the vehicle
     */
    public OrderPlan plan(WeldPlan plan, VisitResult visit, List<RepairOrder> open) {
        return pending("" + names + ids);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending(Object... seen) {
        throw new UnsupportedOperationException("being built " + Arrays.toString(seen));
    }
}
