package io.huoyan.server.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was added, last added first; a part that fails to close does not keep the others open. One thread at a
 * time.
 */
final class ClosingStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingStack.class);

    private Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** The parts in a stack of their own; this one is empty then. */
    ClosingStack handOver() {
        ClosingStack next = new ClosingStack();
        next.parts = parts;
        parts = new ArrayDeque<>();
        return next;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.error("{} did not close", part.getClass().getSimpleName(), e);
            }
        }
    }
}
