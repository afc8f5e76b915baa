package io.huoyan.server.ingest;

import io.huoyan.core.domain.CameraId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait to be inspected: a queue per camera, served in turn, so that a camera that floods waits for itself
 * alone; and late frames, served when nothing else waits. Thread-safe. How much may wait is decided by
 * {@link FrameIntake}.
 */
final class FrameQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<CameraId, ArrayDeque<HeldFrame>> waiting = new HashMap<>();
    private final ArrayDeque<CameraId> turns = new ArrayDeque<>();
    private final ArrayDeque<HeldFrame> late = new ArrayDeque<>();
    private int depth;
    private boolean closed;

    void add(HeldFrame frame) {
        lock.lock();
        try {
            ArrayDeque<HeldFrame> ofCamera = waiting.get(frame.camera());
            if (ofCamera == null) {
                ofCamera = new ArrayDeque<>();
                waiting.put(frame.camera(), ofCamera);
                turns.addLast(frame.camera());
            }
            ofCamera.addLast(frame);
            depth++;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void addLate(HeldFrame frame) {
        lock.lock();
        try {
            late.addLast(frame);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next frame in turn; waits for one. Null once the queue is closed and no frame waits; late ones are then left.
     */
    @Nullable
    Turn take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                CameraId camera = turns.pollFirst();
                if (camera != null) {
                    return new Turn(nextOf(camera), false);
                }
                if (closed) {
                    return null;
                }
                HeldFrame lateOne = late.pollFirst();
                if (lateOne != null) {
                    return new Turn(lateOne, true);
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private HeldFrame nextOf(CameraId camera) {
        ArrayDeque<HeldFrame> ofCamera = java.util.Objects.requireNonNull(waiting.get(camera));
        HeldFrame next = ofCamera.removeFirst();
        depth--;
        if (ofCamera.isEmpty()) {
            waiting.remove(camera);
        } else {
            turns.addLast(camera);
        }
        return next;
    }

    /** No late frame is served any more, and {@link #take} ends when the others are. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Frames waiting, late ones left out. */
    int depth() {
        lock.lock();
        try {
            return depth;
        } finally {
            lock.unlock();
        }
    }

    int lateDepth() {
        lock.lock();
        try {
            return late.size();
        } finally {
            lock.unlock();
        }
    }

    /** @param late true if it was recorded as late before, and is now inspected after all */
    record Turn(HeldFrame frame, boolean late) {}
}
