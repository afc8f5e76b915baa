package io.huoyan.server.outbox;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.orders.OrderSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what waits in the outbox: in order per vehicle, several vehicles at a time, each row until it is
 * acknowledged. After a crash a row may be delivered again, byte for byte the same.
 *
 * <p>A vehicle whose row fails waits, longer each time, and holds up no other vehicle. When the sink was offline and a
 * row gets through again, all vehicles that failed for that reason go on at once. When rows that are refused take up
 * all the room in memory, their vehicles are set aside, so that others are read; after a while all is read anew.
 */
public final class OutboxDispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDispatcher.class);
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);
    private static final long READ_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TURN_ASKED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double JITTER = 0.25;
    private static final int DOUBLINGS_MAX = 20;

    /** Vehicles that were set aside are tried again after so many longest retries. */
    private static final int ASIDE_RETRIES = 6;

    private final Outbox outbox;
    private final OrderSink sink;
    private final Settings settings;
    private final OutboxListener listener;
    private final RandomGenerator random;
    private final List<Thread> threads = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All below are guarded by the lock.
    private final Map<VehicleId, Lane> lanes = new LinkedHashMap<>();
    private final Set<VehicleId> aside = new HashSet<>();
    private long readAnewAt = System.nanoTime();
    private int rowsHeld;
    private long lastRead;
    private boolean mayHaveMore = true;
    private long readAgainAt = System.nanoTime();
    private OptionalLong turn = OptionalLong.empty();
    private boolean sinkIsOffline;
    private long acknowledgements;
    private boolean stopped;

    /**
     * @param vehiclesInFlightMax how many vehicles are served at the same time; 1 to 64
     * @param rowsHeldMax rows held in memory; 1 to 100,000
     * @param firstRetry wait after the first failure, ± 25 %; doubled each time; > 0
     * @param longestRetry longest wait, ± 25 %; not below {@code firstRetry}
     */
    public record Settings(int vehiclesInFlightMax, int rowsHeldMax, Duration firstRetry, Duration longestRetry) {
        private static final int VEHICLES_MAX = 64;
        private static final int ROWS_MAX = 100_000;

        public Settings {
            if (vehiclesInFlightMax < 1 || vehiclesInFlightMax > VEHICLES_MAX) {
                throw new IllegalArgumentException(
                        "vehiclesInFlightMax is " + vehiclesInFlightMax + "; allowed is 1 to " + VEHICLES_MAX);
            }
            if (rowsHeldMax < 1 || rowsHeldMax > ROWS_MAX) {
                throw new IllegalArgumentException("rowsHeldMax is " + rowsHeldMax + "; allowed is 1 to " + ROWS_MAX);
            }
            if (firstRetry.isNegative() || firstRetry.isZero() || longestRetry.compareTo(firstRetry) < 0) {
                throw new IllegalArgumentException("firstRetry is " + firstRetry + " and longestRetry " + longestRetry
                        + "; allowed is 0 < firstRetry <= longestRetry");
            }
        }

        /** 8 vehicles, 2,000 rows, 100 ms to 10 s. */
        public static Settings defaults() {
            return new Settings(8, 2000, Duration.ofMillis(100), Duration.ofSeconds(10));
        }
    }

    /** Rows of one vehicle; the first is the next to go. */
    private static final class Lane {
        final Deque<Outbox.Row> rows = new ArrayDeque<>();
        boolean inFlight;
        boolean sinkWasOffline;
        int failures;
        long notBefore = System.nanoTime();
    }

    /**
     * What a thread does next.
     *
     * @param acknowledgedBefore how many messages had got through until then
     */
    private record Next(Lane lane, Outbox.Row row, long acknowledgedBefore) {}

    private OutboxDispatcher(
            Outbox outbox, OrderSink sink, Settings settings, OutboxListener listener, RandomGenerator random) {
        this.outbox = outbox;
        this.sink = sink;
        this.settings = settings;
        this.listener = listener;
        this.random = random;
    }

    /** Starts delivering. The sink stays the caller's to close, after this. */
    public static OutboxDispatcher start(Outbox outbox, OrderSink sink, Settings settings, OutboxListener listener) {
        return start(outbox, sink, settings, listener, RandomGenerator.getDefault());
    }

    /** As {@link #start(Outbox, OrderSink, Settings, OutboxListener)}, with the source of the jitter. */
    static OutboxDispatcher start(
            Outbox outbox, OrderSink sink, Settings settings, OutboxListener listener, RandomGenerator random) {
        var dispatcher = new OutboxDispatcher(outbox, sink, settings, listener, random);
        outbox.onWrite(dispatcher::wake);
        for (int i = 1; i <= settings.vehiclesInFlightMax(); i++) {
            Thread thread = new Thread(dispatcher::work, "huoyan-outbox-" + i);
            dispatcher.threads.add(thread);
            thread.start();
        }
        return dispatcher;
    }

    /** Rows waiting, on disk. */
    public long depth() {
        return outbox.depth();
    }

    /** Waits until nothing waits or the time is over; true if nothing waits. */
    public boolean drain(Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (mayHaveMore || !lanes.isEmpty() || !aside.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            mayHaveMore = true;
            readAgainAt = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (true) {
                Next next = next();
                if (next == null) {
                    return;
                }
                deliver(next);
            }
        } catch (InterruptedException e) {
            LOG.debug("{} stops", Thread.currentThread().getName());
        }
    }

    /** A lane whose first row may go now, taken for the caller; null when stopped. */
    private @Nullable Next next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped) {
                takeTurn();
                readMore();
                long now = System.nanoTime();
                long nextAt = mayHaveMore ? readAgainAt : now + TURN_ASKED_EVERY_NANOS;
                if (!aside.isEmpty() && readAnewAt - nextAt < 0) {
                    nextAt = readAnewAt;
                }
                for (Lane lane : lanes.values()) {
                    if (lane.inFlight) {
                        continue;
                    }
                    if (lane.notBefore - now <= 0) {
                        lane.inFlight = true;
                        return new Next(lane, lane.rows.element(), acknowledgements);
                    }
                    if (lane.notBefore - nextAt < 0) {
                        nextAt = lane.notBefore;
                    }
                }
                changed.awaitNanos(Math.max(1, nextAt - now));
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was read in another turn, or before others were set aside. Called with the lock held. */
    private void takeTurn() {
        OptionalLong now = outbox.turn();
        boolean isTimeOver = !aside.isEmpty() && readAnewAt - System.nanoTime() <= 0;
        if (!now.equals(turn) || isTimeOver) {
            lanes.clear();
            aside.clear();
            rowsHeld = 0;
            lastRead = 0;
            mayHaveMore = true;
        }
        turn = now;
        if (turn.isEmpty() && mayHaveMore) {
            mayHaveMore = false;
            changed.signalAll();
        }
    }

    /** Reads rows while there is room for them. Called with the lock held: reading is quick, and order is kept. */
    private void readMore() {
        if (!mayHaveMore || readAgainAt - System.nanoTime() > 0) {
            return;
        }
        if (rowsHeld >= settings.rowsHeldMax()) {
            setRefusedAside();
        }
        if (rowsHeld >= settings.rowsHeldMax()) {
            return;
        }
        int room = settings.rowsHeldMax() - rowsHeld;
        List<Outbox.Row> rows;
        try {
            rows = outbox.waiting(lastRead, room);
        } catch (RuntimeException e) {
            LOG.error("the outbox cannot be read; it is tried again in 1 s", e);
            readAgainAt = System.nanoTime() + READ_AGAIN_NANOS;
            return;
        }
        for (Outbox.Row row : rows) {
            lastRead = row.sequence();
            VehicleId vehicle = row.message().vehicle();
            if (!aside.contains(vehicle)) {
                lanes.computeIfAbsent(vehicle, absent -> new Lane()).rows.add(row);
                rowsHeld++;
            }
        }
        mayHaveMore = rows.size() == room;
        changed.signalAll();
    }

    /** Makes room: what the sink refuses stays on disk and is read later. Called with the lock held. */
    private void setRefusedAside() {
        boolean isFirst = aside.isEmpty();
        lanes.entrySet().removeIf(entry -> {
            Lane lane = entry.getValue();
            boolean isRefused = lane.failures > 0 && !lane.sinkWasOffline && !lane.inFlight;
            if (isRefused) {
                aside.add(entry.getKey());
                rowsHeld -= lane.rows.size();
            }
            return isRefused;
        });
        if (isFirst && !aside.isEmpty()) {
            readAnewAt = System.nanoTime()
                    + settings.longestRetry().multipliedBy(ASIDE_RETRIES).toNanos();
            LOG.error("messages of {} vehicles are refused and set aside, so that others get through", aside.size());
        }
    }

    private void deliver(Next next) throws InterruptedException {
        try {
            sink.deliver(next.row().message());
        } catch (IOException | RuntimeException e) {
            failed(next, e);
            return;
        } catch (InterruptedException e) {
            release(next.lane());
            throw e;
        }
        acknowledged(next.lane(), next.row());
    }

    private void acknowledged(Lane lane, Outbox.Row row) {
        try {
            outbox.delivered(row.sequence());
        } catch (RuntimeException e) {
            LOG.warn(
                    "outbox row {} was delivered but not marked: it is delivered again after a restart",
                    row.sequence(),
                    e);
        }
        listener.delivered(row);
        lock.lock();
        try {
            acknowledgements++;
            lane.rows.remove();
            boolean isOfThisTurn = lanes.get(row.message().vehicle()) == lane;
            rowsHeld -= isOfThisTurn ? 1 : 0;
            lane.inFlight = false;
            if (sinkIsOffline) {
                sinkIsOffline = false;
                LOG.info("the sink is there again; {} rows wait", outbox.depth());
                goOnAfterOffline();
            }
            lane.failures = 0;
            lane.sinkWasOffline = false;
            if (isOfThisTurn && lane.rows.isEmpty()) {
                lanes.remove(row.message().vehicle());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void goOnAfterOffline() {
        long now = System.nanoTime();
        lanes.values().stream().filter(lane -> lane.sinkWasOffline).forEach(lane -> lane.notBefore = now);
    }

    /** Who first finds the sink offline, while others find it back, is not told so any more: it goes on at once. */
    private void failed(Next next, Exception reason) {
        Lane lane = next.lane();
        listener.failed(next.row(), reason);
        lock.lock();
        try {
            Duration wait = retryAfter(lane.failures);
            lane.failures++;
            lane.sinkWasOffline = reason instanceof OrderSink.SinkOfflineException;
            boolean isBack = lane.sinkWasOffline && lane.failures == 1 && acknowledgements != next.acknowledgedBefore();
            lane.notBefore = System.nanoTime() + (isBack ? 0 : wait.toNanos());
            lane.inFlight = false;
            if (!lane.sinkWasOffline && lane.failures == 1) {
                LOG.warn(
                        "{} could not be delivered; it is kept and tried again: {}",
                        next.row().message().key(),
                        reason.toString());
            } else if (lane.sinkWasOffline && !isBack && !sinkIsOffline) {
                sinkIsOffline = true;
                LOG.warn("the sink is offline; messages are kept until it is back: {}", reason.toString());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Duration retryAfter(int failuresBefore) {
        double doubled = settings.firstRetry().toNanos() * Math.pow(2, Math.min(failuresBefore, DOUBLINGS_MAX));
        double capped = Math.min(doubled, (double) settings.longestRetry().toNanos());
        return Duration.ofNanos((long) (capped * (1 + JITTER * (2 * random.nextDouble() - 1))));
    }

    private void release(Lane lane) {
        lock.lock();
        try {
            lane.inFlight = false;
        } finally {
            lock.unlock();
        }
    }

    /** Stops; what is not acknowledged stays on disk. */
    @Override
    public void close() {
        outbox.onWrite(() -> {});
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        threads.forEach(Thread::interrupt);
        try {
            long until = System.nanoTime() + STOP_WAIT_MAX.toNanos();
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, until - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
