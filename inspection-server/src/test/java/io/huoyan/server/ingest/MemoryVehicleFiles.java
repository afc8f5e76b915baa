package io.huoyan.server.ingest;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.orders.CommandRecord;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.orders.WeldStanding;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Vehicles' files in memory, which can be told to fail. */
public final class MemoryVehicleFiles implements VehicleFiles {
    private final List<Inspection> inspections = new ArrayList<>();
    private final List<VisitResult> results = new ArrayList<>();
    private final Map<OrderId, RepairOrder> orders = new LinkedHashMap<>();
    private final List<OutboxMessage> messages = new ArrayList<>();
    private boolean failing;

    /** From now on every commit and every reading fails, or none. */
    public synchronized void setFailing(boolean fails) {
        failing = fails;
    }

    /** All that were recorded, in their order. */
    public synchronized List<Inspection> recorded() {
        return List.copyOf(inspections);
    }

    public synchronized List<VisitResult> results() {
        return List.copyOf(results);
    }

    /** Every order as it stands. */
    public synchronized List<RepairOrder> orders() {
        return List.copyOf(orders.values());
    }

    /** All that the outbox took, in its order. */
    public synchronized List<OutboxMessage> messages() {
        return List.copyOf(messages);
    }

    private void failIfTold(String doing) {
        if (failing) {
            throw new StoreException("the disk is gone, while " + doing, new IOException("no space left"));
        }
    }

    @Override
    public synchronized <T> T commit(Vehicle vehicle, Planner<T> planner) {
        failIfTold("writing the file of " + vehicle.id());
        Plan<T> plan = planner.plan(new View(vehicle.id()));
        for (DossierEntry entry : plan.entries()) {
            if (entry instanceof DossierEntry.Inspected inspected) {
                inspections.add(inspected.inspection());
            } else if (entry instanceof DossierEntry.VisitClosed closed) {
                results.add(closed.result());
            } else if (entry instanceof DossierEntry.OrderMoved moved) {
                orders.put(moved.order().id(), moved.order());
            }
        }
        messages.addAll(plan.messages());
        return plan.answer();
    }

    @Override
    public synchronized Optional<Inspection> inspectionOf(FrameId frame) {
        failIfTold("reading frame " + frame);
        return inspections.stream()
                .filter(inspection -> inspection.header().frame().equals(frame))
                .findFirst();
    }

    @Override
    public synchronized Optional<Inspection> inspection(ResultId result) {
        failIfTold("reading result " + result);
        return inspections.stream()
                .filter(inspection -> inspection.id().equals(result))
                .findFirst();
    }

    @Override
    public synchronized List<OpenVisit> openVisits() {
        failIfTold("reading open visits");
        Map<String, OpenVisit> open = new LinkedHashMap<>();
        for (Inspection inspection : inspections) {
            var header = inspection.header();
            if (resultOf(header.vehicle().id(), header.station(), header.visit())
                    .isEmpty()) {
                open.put(
                        header.vehicle().id() + " " + header.station() + " " + header.visit(),
                        new OpenVisit(header.station(), header.visit(), header.vehicle(), inspection.creationTime()));
            }
        }
        return List.copyOf(open.values());
    }

    private Optional<VisitResult> resultOf(VehicleId vehicle, StationId station, VisitId visit) {
        return results.stream()
                .filter(result -> result.vehicle().id().equals(vehicle)
                        && result.station().equals(station)
                        && result.visit().equals(visit))
                .max(Comparator.comparingInt(VisitResult::revision));
    }

    @Override
    public Optional<RepairOrder> order(OrderId order) {
        return Optional.empty();
    }

    @Override
    public List<RepairOrder> openOrders(Optional<OrderId> after, int ordersMax) {
        return List.of();
    }

    @Override
    public List<WeldStanding> doubtfulWelds(int weldsMax) {
        return List.of();
    }

    @Override
    public long doubtfulWeldCount() {
        return 0;
    }

    @Override
    public Optional<Vehicle> vehicle(VehicleId vehicle) {
        return Optional.empty();
    }

    @Override
    public VehicleStanding standing(VehicleId vehicle) {
        return new VehicleStanding(Optional.empty(), List.of(), List.of(), 0);
    }

    @Override
    public void close() {}

    private final class View implements VehicleFile {
        private final VehicleId vehicle;
        private final Map<StationId, Long> planned = new HashMap<>();

        View(VehicleId vehicle) {
            this.vehicle = vehicle;
        }

        @Override
        public Optional<Inspection> inspectionOf(FrameId frame) {
            return MemoryVehicleFiles.this.inspectionOf(frame);
        }

        @Override
        public List<RepairOrder> openOrders() {
            return orders.values().stream()
                    .filter(order -> order.vehicle().id().equals(vehicle)
                            && order.state().isOpen())
                    .toList();
        }

        @Override
        public List<Inspection> inspectionsOf(StationId station, VisitId visit) {
            return inspections.stream()
                    .filter(inspection -> inspection.header().vehicle().id().equals(vehicle)
                            && inspection.header().station().equals(station)
                            && inspection.header().visit().equals(visit))
                    .toList();
        }

        @Override
        public Optional<VisitResult> resultOf(StationId station, VisitId visit) {
            return MemoryVehicleFiles.this.resultOf(vehicle, station, visit);
        }

        @Override
        public Optional<RepairOrder> order(OrderId order) {
            return Optional.empty();
        }

        @Override
        public Optional<CommandRecord> command(String commandId) {
            return Optional.empty();
        }

        @Override
        public Optional<WeldStanding> standing(WeldId weld) {
            return Optional.empty();
        }

        @Override
        public boolean isRecordedBefore(ResultId result, OrderId order) {
            return false;
        }

        @Override
        public long nextSequenceNumber(StationId station) {
            long before = results.stream()
                    .filter(result -> result.station().equals(station))
                    .count();
            return before + planned.merge(station, 1L, Long::sum);
        }
    }
}
