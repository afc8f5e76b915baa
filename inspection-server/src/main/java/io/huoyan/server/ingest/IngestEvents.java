package io.huoyan.server.ingest;

import io.huoyan.core.pipeline.Inspection;
import java.time.Duration;

/** What happens on the way in, for whoever counts. Called by many threads; must be quick and must not throw. */
public interface IngestEvents {
    /** A frame came in, well-formed or not. */
    default void received(int pictureBytes) {}

    /**
     * A frame got its reply.
     *
     * @param code {@code OK} for an inspection, else the name of the refusal's code
     * @param repeated true if it was answered before
     */
    default void answered(String code, boolean repeated) {}

    /**
     * An inspection was recorded.
     *
     * @param sinceReceipt from receipt to the end of the commit
     */
    default void recorded(Inspection inspection, Duration sinceReceipt) {}

    /** A late frame will not be inspected after all, for want of room. */
    default void lateFrameDropped() {}

    /** A visit was closed. */
    default void visitClosed() {}

    /** Nobody counts. */
    static IngestEvents none() {
        return new IngestEvents() {};
    }
}
