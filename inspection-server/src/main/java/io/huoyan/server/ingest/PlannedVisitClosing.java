package io.huoyan.server.ingest;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.orders.OrderPlan;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitCloser;
import io.huoyan.core.pipeline.VisitResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Closes and amends visits by the catalog's weld plan and the order planner: verdicts, orders and messages in one plan.
 */
public final class PlannedVisitClosing implements VisitClosing {
    private final Catalog catalog;
    private final OrderPlanner orders;

    public PlannedVisitClosing(Catalog catalog, OrderPlanner orders) {
        this.catalog = catalog;
        this.orders = orders;
    }

    /** @throws IllegalArgumentException if the catalog has no plan for the vehicle's variant */
    @Override
    public VehicleFiles.Plan<Closed> plan(
            VehicleFiles.VehicleFile file, StationId station, VisitId visit, Vehicle vehicle, Instant closedAt) {
        WeldPlan plan = catalog.plan(vehicle.variant())
                .orElseThrow(() ->
                        new IllegalArgumentException("vehicle.variant_id is " + vehicle.variant() + "; the catalog has "
                                + catalog.plans().keySet().stream().sorted().toList()));
        VisitResult result = VisitCloser.close(
                plan,
                station,
                visit,
                vehicle,
                file.inspectionsOf(station, visit),
                beforeRepair(file, station),
                file.nextSequenceNumber(station),
                closedAt);
        return ordered(file, plan, result, Optional.empty());
    }

    /** Empty too if the catalog has no plan for the vehicle's variant any more. */
    @Override
    public Optional<VehicleFiles.Plan<Closed>> amend(
            VehicleFiles.VehicleFile file, VisitResult before, Inspection late, Instant at) {
        List<Inspection> inspections = new ArrayList<>(file.inspectionsOf(before.station(), before.visit()));
        inspections.add(late);
        return catalog.plan(before.vehicle().variant()).flatMap(plan -> VisitCloser.amend(
                        plan,
                        before,
                        inspections,
                        beforeRepair(file, before.station()),
                        file.nextSequenceNumber(before.station()),
                        at)
                .map(result -> ordered(file, plan, result, Optional.of(before))));
    }

    /** Of each weld that was reported repaired, what was seen when it was ordered. */
    private static Map<WeldId, List<Inspection>> beforeRepair(VehicleFiles.VehicleFile file, StationId station) {
        Map<WeldId, List<Inspection>> before = new LinkedHashMap<>();
        for (RepairOrder order : file.openOrders()) {
            if (order.state() == OrderState.REPAIRED && order.station().equals(station)) {
                before.put(order.weld(), file.inspectionsOf(station, order.visit()));
            }
        }
        return before;
    }

    private VehicleFiles.Plan<Closed> ordered(
            VehicleFiles.VehicleFile file, WeldPlan plan, VisitResult result, Optional<VisitResult> amended) {
        List<RepairOrder> before = file.openOrders();
        OrderPlan planned = orders.plan(plan, result, amended, before, file);
        List<DossierEntry> entries = new ArrayList<>();
        entries.add(new DossierEntry.VisitClosed(result));
        planned.revisions().forEach(order -> entries.add(new DossierEntry.OrderMoved(order)));
        return new VehicleFiles.Plan<>(
                entries, planned.messages(), new Closed(result, openAfter(before, planned.revisions())));
    }

    private static List<OrderId> openAfter(List<RepairOrder> before, List<RepairOrder> moved) {
        Map<OrderId, RepairOrder> latest = new LinkedHashMap<>();
        before.forEach(order -> latest.put(order.id(), order));
        moved.forEach(order -> latest.put(order.id(), order));
        return latest.values().stream()
                .filter(order -> order.state().isOpen())
                .map(RepairOrder::id)
                .toList();
    }
}
