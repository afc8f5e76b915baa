package io.huoyan.server.ingest;

import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.pipeline.VisitResult;
import java.time.Instant;
import java.util.List;

/** What is written when a visit closes: its result, the orders that follow from it, the messages to the MES. */
@FunctionalInterface
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
