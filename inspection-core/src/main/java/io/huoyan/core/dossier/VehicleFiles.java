package io.huoyan.core.dossier;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.core.orders.RepairOrder;
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

    /** The recorded outcome of a frame, by its identity. */
    Optional<Inspection> inspectionOf(FrameId frame);

    Optional<Inspection> inspection(ResultId result);

    /** Visits with inspections but without a result, with the time of their latest inspection. */
    List<OpenVisit> openVisits();

    @Override
    void close();

    /** Decides what to write. */
    @FunctionalInterface
    interface Planner<T> {
        Plan<T> plan(VehicleFile file);
    }

    /** What a planner may look at, as it stands within the transaction. */
    interface VehicleFile {
        Optional<Inspection> inspectionOf(FrameId frame);

        List<RepairOrder> openOrders();

        /** Inspections of one visit, in the order in which they were recorded. */
        List<Inspection> inspectionsOf(StationId station, VisitId visit);

        Optional<VisitResult> resultOf(StationId station, VisitId visit);

        /** Sequence number for the next visit result of a station; from 1, without gaps. */
        long nextSequenceNumber(StationId station);
    }

    /**
     * What is to be written.
     *
     * @param entries appended to the vehicle's file, in order; an {@code OrderMoved} entry is also the order's new
     *     state
     * @param messages appended to the outbox, in order
     * @param answer handed back to the caller of {@code commit}
     */
    record Plan<T>(List<DossierEntry> entries, List<OutboxMessage> messages, T answer) {
        public Plan {
            entries = List.copyOf(entries);
            messages = List.copyOf(messages);
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
