package io.huoyan.server.desk;

import io.huoyan.core.domain.OrderId;
import io.huoyan.core.orders.OutboxMessage.Channel;
import io.huoyan.server.outbox.Outbox;
import io.huoyan.server.outbox.OutboxListener;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desk's own thread: notes what the broker has taken as it hears of it, and looks every {@link #INTERVAL} for
 * orders that have waited in vain. What it could not note (a crash, more at once than it holds) it finds when nothing
 * waits in the outbox.
 */
public final class OrderClock implements OutboxListener, AutoCloseable {
    /** Between two looks at the deadlines. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(OrderClock.class);
    private static final int TAKEN_MAX = 10_000;
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);

    private final OrderDesk desk;
    private final Outbox outbox;
    private final Clock clock;
    private final BlockingQueue<Taken> taken = new ArrayBlockingQueue<>(TAKEN_MAX);
    private final Thread thread = new Thread(this::run, "huoyan-order-clock");
    private volatile boolean stopped;

    /** A revision that the broker has taken. */
    private record Taken(OrderId order, int revision) {}

    public OrderClock(OrderDesk desk, Outbox outbox, Clock clock) {
        this.desk = desk;
        this.outbox = outbox;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    /** Keeps in mind what was taken; what there is no room for is found later. */
    @Override
    public void delivered(Outbox.Row row) {
        String key = row.message().key();
        int slash = key.lastIndexOf('/');
        if (row.message().channel() == Channel.ORDERS && slash > 0) {
            var unused = taken.offer(
                    new Taken(new OrderId(key.substring(0, slash)), Integer.parseInt(key.substring(slash + 1))));
        }
    }

    @Override
    public void failed(Outbox.Row row, Exception reason) {}

    private void run() {
        long nextLook = System.nanoTime();
        while (!stopped) {
            try {
                Taken one = taken.poll(Math.max(1, nextLook - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (one != null) {
                    desk.dispatched(one.order(), one.revision());
                }
                if (nextLook - System.nanoTime() <= 0) {
                    look();
                    nextLook = System.nanoTime() + INTERVAL.toNanos();
                }
            } catch (InterruptedException e) {
                LOG.debug("the order clock stops");
            } catch (RuntimeException e) {
                LOG.error("orders could not be looked after; it is tried again", e);
                nextLook = System.nanoTime() + INTERVAL.toNanos();
            }
        }
    }

    private void look() {
        desk.escalate();
        if (outbox.depth() == 0 && taken.isEmpty()) {
            desk.dispatchLeftBehind(clock.instant().minus(INTERVAL));
        }
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(STOP_WAIT_MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
