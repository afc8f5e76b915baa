package io.huoyan.server.outbox;

import io.huoyan.core.orders.OutboxMessage;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Messages on disk that wait for delivery. Thread-safe. */
public interface Outbox {
    /**
     * Waiting rows behind a sequence number, in order.
     *
     * @param afterSequence rows up to this one are left out; 0 for all
     * @param rowsMax at most so many
     */
    List<Row> waiting(long afterSequence, int rowsMax);

    /**
     * Notes that a row was acknowledged. It need not be on disk when this returns: a row whose note was lost is
     * delivered again after a restart.
     */
    void delivered(long sequence);

    /**
     * The number of this server's turn at delivering; empty while it is another server's. Under a new number everything
     * read before is to be read again, since the other may have delivered it.
     */
    default OptionalLong turn() {
        return OptionalLong.of(1);
    }

    /** Number of waiting rows. */
    long depth();

    /** Calls {@code listener} after each commit that wrote rows; it returns at once. One listener at a time. */
    void onWrite(Runnable listener);

    /**
     * One message with its place.
     *
     * @param sequence counts up over all vehicles; ≥ 1
     * @param writtenAt when it was committed, UTC
     * @param message what to deliver
     */
    record Row(long sequence, Instant writtenAt, OutboxMessage message) {}
}
