package io.huoyan.server.ingest;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.pipeline.Inspection;

/** What became of a frame. */
sealed interface Outcome {
    /**
     * It is in the vehicle's file.
     *
     * @param inspection its first recorded outcome
     * @param repeated true if it was recorded before this sending
     * @param visitClosed true if the visit was closed before it was recorded
     */
    record Recorded(Inspection inspection, boolean repeated, boolean visitClosed) implements Outcome {}

    /** Nothing was recorded. */
    record NotRecorded(InspectionFailure failure) implements Outcome {}

    /** The same, for a sender who sent the frame again while the first sending was on its way. */
    default Outcome asRepeated() {
        return this instanceof Recorded recorded ? new Recorded(recorded.inspection(), true, false) : this;
    }
}
