package io.huoyan.core.orders;

import java.io.IOException;

/**
 * Where messages of the outbox go. A sink may be given a message again that it delivered before; it sends the same
 * bytes again.
 */
public interface OrderSink extends AutoCloseable {
    /**
     * Delivers one message, waiting until the other side has acknowledged it.
     *
     * @throws IOException if it is not known to have arrived; the caller keeps it and tries again
     * @throws InterruptedException if interrupted while waiting; it is not known to have arrived
     */
    void deliver(OutboxMessage message) throws IOException, InterruptedException;

    @Override
    void close();
}
