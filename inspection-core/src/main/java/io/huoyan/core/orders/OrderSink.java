package io.huoyan.core.orders;

import java.io.IOException;

/**
 * Where messages of the outbox go. A sink may be given a message again that it delivered before; it sends the same
 * bytes again. Thread-safe: messages of several vehicles are delivered at the same time.
 */
public interface OrderSink extends AutoCloseable {
    /**
     * Delivers one message, waiting until the other side has acknowledged it.
     *
     * @throws SinkOfflineException if the other side cannot be reached; the caller keeps the message and tries again
     * @throws IOException if it is not known to have arrived, or was refused; the caller keeps it and tries again
     * @throws InterruptedException if interrupted while waiting; it is not known to have arrived
     */
    void deliver(OutboxMessage message) throws IOException, InterruptedException;

    @Override
    void close();

    /** Nobody is there: no message would get through now, whatever it holds. */
    final class SinkOfflineException extends IOException {
        private static final long serialVersionUID = 1L;

        public SinkOfflineException(String message, Throwable cause) {
            super(message, cause);
        }

        public SinkOfflineException(String message) {
            super(message);
        }
    }
}
