package io.huoyan.core.dossier;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.orders.CommandRecord;
import io.huoyan.core.orders.OrderStanding;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.core.orders.RecordOrder;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.orders.WeldStanding;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of vehicles' files. Thread-safe. What {@link #commit} returned from is on disk.
 *
 * <p>Failures of the disk or database are thrown as {@link StoreException}: nothing of that commit is then in the file.
 */
public interface VehicleFiles extends AutoCloseable {
    /**
     * Reads what the planner asks for, lets it plan, and writes entries, orders and outbox rows in one transaction.
     * Pictures of the entries are written and synced before it. Commits of several callers may share one transaction;
     * each planner sees what the earlier ones wrote.
     *
     * <p>The planner may be called again if the transaction has to be repeated: it must be pure.
     */
    <T> T commit(Vehicle vehicle, Planner<T> planner);

    /**
     * As {@link #commit(Vehicle, Planner)}, with an entry that the planner will probably write: it is made ready beside
     * what others write, not in their turn.
     */
    default <T> T commit(Vehicle vehicle, DossierEntry probable, Planner<T> planner) {
        return commit(vehicle, planner);
    }

    /** The recorded outcome of a frame, by its identity. */
    Optional<Inspection> inspectionOf(FrameId frame);

    Optional<Inspection> inspection(ResultId result);

    /** Visits with inspections but without a result, with the time of their latest inspection. */
    List<OpenVisit> openVisits();

    /** The current revision of an order, open or not. */
    Optional<RepairOrder> order(OrderId order);

    /**
     * Current revisions of open orders by their id, at most so many, behind one of them.
     *
     * @param after orders up to this one are left out; empty for the first
     */
    List<RepairOrder> openOrders(Optional<OrderId> after, int ordersMax);

    /** Welds that a person must look at, longest waiting first, at most so many. */
    List<WeldStanding> doubtfulWelds(int weldsMax);

    /** How many welds a person must look at. */
    long doubtfulWeldCount();

    /** The vehicle as its latest visit named it. */
    Optional<Vehicle> vehicle(VehicleId vehicle);

    /** What stands of a vehicle, all as of one moment. */
    VehicleStanding standing(VehicleId vehicle);

    @Override
    void close();

    /** Decides what to write. */
    @FunctionalInterface
    interface Planner<T> {
        Plan<T> plan(VehicleFile file);
    }

    /** What a planner may look at, as it stands within the transaction. */
    interface VehicleFile extends RecordOrder {
        Optional<Inspection> inspectionOf(FrameId frame);

        List<RepairOrder> openOrders();

        /** Inspections of one visit, in the order in which they were recorded. */
        List<Inspection> inspectionsOf(StationId station, VisitId visit);

        Optional<VisitResult> resultOf(StationId station, VisitId visit);

        /** Sequence number for the next visit result of a station; from 1, without gaps. */
        long nextSequenceNumber(StationId station);

        /** The current revision of an order of this vehicle, open or not. */
        Optional<RepairOrder> order(OrderId order);

        /** What was answered to the command of this id, if it is still known. */
        Optional<CommandRecord> command(String commandId);

        /** What was last said of a weld. */
        Optional<WeldStanding> standing(WeldId weld);
    }

    /**
     * What stands of a vehicle.
     *
     * @param vehicle as its latest visit named it; empty if no visit of it is known
     * @param welds what was last said of each
     * @param orders the latest order of each weld that has one
     * @param openVisits its visits that are not closed
     */
    record VehicleStanding(
            Optional<Vehicle> vehicle, List<WeldStanding> welds, List<OrderStanding> orders, int openVisits) {
        public VehicleStanding {
            welds = List.copyOf(welds);
            orders = List.copyOf(orders);
        }
    }

    /**
     * What is to be written.
     *
     * @param entries appended to the vehicle's file, in order; an {@code OrderMoved} entry is also the order's new
     *     state
     * @param messages appended to the outbox, in order
     * @param answer handed back to the caller of {@code commit}
     * @param command a command that was answered, if one was
     */
    record Plan<T>(
            List<DossierEntry> entries, List<OutboxMessage> messages, T answer, Optional<CommandRecord> command) {
        public Plan {
            entries = List.copyOf(entries);
            messages = List.copyOf(messages);
        }

        /** Of no command. */
        public Plan(List<DossierEntry> entries, List<OutboxMessage> messages, T answer) {
            this(entries, messages, answer, Optional.empty());
        }
    }

    /** A visit that was not closed yet. */
    record OpenVisit(StationId station, VisitId visit, Vehicle vehicle, Instant latestInspection) {}

    /** The disk or database failed; the message says which, and what was being done. */
    final class StoreException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StoreException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
