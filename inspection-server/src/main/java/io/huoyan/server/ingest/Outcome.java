package io.huoyan.server.ingest;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import java.util.Optional;

/** What became of a frame. */
sealed interface Outcome {
    /**
     * It is in the vehicle's file.
     *
     * @param inspection its first recorded outcome
     * @param repeated true if it was recorded before this sending
     * @param visitClosed true if the visit was closed before it was recorded
     * @param amended the result of the closed visit as it is from now on, if the frame changed it
     */
    record Recorded(Inspection inspection, boolean repeated, boolean visitClosed, Optional<VisitResult> amended)
            implements Outcome {
        static Recorded again(Inspection inspection) {
            return new Recorded(inspection, true, false, Optional.empty());
        }
    }

    /** Nothing was recorded. */
    record NotRecorded(InspectionFailure failure) implements Outcome {}

    /** The same, for a sender who sent the frame again while the first sending was on its way. */
    default Outcome asRepeated() {
        return this instanceof Recorded recorded ? Recorded.again(recorded.inspection()) : this;
    }
}
