package io.huoyan.server.camera;

import java.util.concurrent.atomic.AtomicLong;

/** Counters of a running agent. */
final class Tally {
    final AtomicLong taken = new AtomicLong();
    final AtomicLong resumed = new AtomicLong();
    final AtomicLong sent = new AtomicLong();
    final AtomicLong inspected = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong repeated = new AtomicLong();
    final AtomicLong retried = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final AtomicLong visitsClosed = new AtomicLong();
    final AtomicLong reconnects = new AtomicLong();

    CameraSummary summary(int cameras, long left) {
        long answered = inspected.get() + refused.get();
        return new CameraSummary(
                cameras,
                taken.get(),
                resumed.get(),
                sent.get(),
                answered,
                inspected.get(),
                refused.get(),
                repeated.get(),
                retried.get(),
                lost.get(),
                left,
                visitsClosed.get(),
                reconnects.get());
    }
}
