package io.huoyan.server.outbox;

import io.huoyan.core.orders.OutboxMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Test kit: an outbox in memory. */
final class ListOutbox implements Outbox {
    private final List<Row> rows = new ArrayList<>();
    private final List<Long> delivered = new ArrayList<>();
    private Runnable listener = () -> {};
    private int readsToFail;

    void write(OutboxMessage message) {
        synchronized (this) {
            rows.add(new Row(rows.size() + 1L, Instant.EPOCH, message));
        }
        listener.run();
    }

    synchronized void failReads(int reads) {
        readsToFail = reads;
    }

    synchronized List<Long> delivered() {
        return List.copyOf(delivered);
    }

    @Override
    public synchronized List<Row> waiting(long afterSequence, int rowsMax) {
        if (readsToFail > 0) {
            readsToFail--;
            throw new IllegalStateException("the disk does not answer");
        }
        return rows.stream()
                .filter(row -> row.sequence() > afterSequence && !delivered.contains(row.sequence()))
                .limit(rowsMax)
                .toList();
    }

    @Override
    public synchronized void delivered(long sequence) {
        delivered.add(sequence);
    }

    @Override
    public synchronized long depth() {
        return rows.size() - (long) delivered.size();
    }

    @Override
    public synchronized void onWrite(Runnable newListener) {
        listener = newListener;
    }
}
