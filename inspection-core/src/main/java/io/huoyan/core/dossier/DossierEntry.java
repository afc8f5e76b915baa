package io.huoyan.core.dossier;

import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.review.QaDecision;

/** One line of a vehicle's file. */
public sealed interface DossierEntry {
    record Inspected(Inspection inspection) implements DossierEntry {}

    record VisitClosed(VisitResult result) implements DossierEntry {}

    record OrderMoved(RepairOrder order) implements DossierEntry {}

    record Decided(QaDecision decision) implements DossierEntry {}

    /** From here on, several names are known to mean this vehicle. */
    record Named(VehicleNames names) implements DossierEntry {}

    /** Pictures, or contents of entries, whose time to be kept was over. */
    record Removed(Tombstone tombstone) implements DossierEntry {}
}
