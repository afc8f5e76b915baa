package io.huoyan.server.ingest;

import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is written when a visit closes, or when a frame recorded later changes its result: the result, the orders that
 * follow from it, the messages to the MES.
 */
public interface VisitClosing {
    /**
     * Plans the closing of a visit that has no result yet. Pure: it is called within the store's transaction, and again
     * if that has to be repeated.
     *
     * @param file of the vehicle, as it stands within the transaction
     * @param closedAt UTC
     */
    VehicleFiles.Plan<Closed> plan(
            VehicleFiles.VehicleFile file, StationId station, VisitId visit, Vehicle vehicle, Instant closedAt);

    /**
     * Plans what a frame does to a visit that was closed before it was recorded. Pure, as {@link #plan}. A weld found
     * bad too late must still be ordered, and be told to the MES.
     *
     * @param before the visit's result so far
     * @param late the inspection that is about to be written; not yet in {@code file}
     * @param at UTC
     * @return empty if it changes no verdict and no finding of the visit
     */
    Optional<VehicleFiles.Plan<Closed>> amend(
            VehicleFiles.VehicleFile file, VisitResult before, Inspection late, Instant at);

    /**
     * A closed visit.
     *
     * @param result its result
     * @param openOrders repair orders open for the vehicle after it
     */
    record Closed(VisitResult result, List<OrderId> openOrders) {
        public Closed {
            openOrders = List.copyOf(openOrders);
        }
    }
}
