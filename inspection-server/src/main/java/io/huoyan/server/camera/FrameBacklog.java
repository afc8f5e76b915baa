package io.huoyan.server.camera;

import io.huoyan.proto.v1.CloseVisitRequest;
import io.huoyan.proto.v1.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Frames of one camera from their taking to their answer, in order: a few in memory while the server keeps up, the
 * others on disk. Thread-safe; adding never waits for the server.
 */
final class FrameBacklog {
    /** Frames of one camera that may be in memory alone. */
    static final int MEMORY_FRAMES_MAX = 8;

    private static final long LOOK_MS = 100;

    private final Spool spool;
    private final TreeMap<Long, Entry> waiting = new TreeMap<>();
    /**
     * By sequence, in the order of sending: one frame may be there twice, from an earlier run's spool and taken again.
     */
    private final TreeMap<Long, Entry> sent = new TreeMap<>();

    private final Semaphore changes = new Semaphore(0);
    private long nextSequence;
    private int inMemory;
    private boolean serverIsThere;

    FrameBacklog(Spool spool) {
        this.spool = spool;
    }

    /** What a reply says of which frame it is. */
    record Identity(String bootId, long frameNumber) {
        static Identity of(Frame frame) {
            return new Identity(frame.getBootId(), frame.getFrameNumber());
        }
    }

    /** A frame without its answer. */
    static final class Entry {
        private final long sequence;
        private final Identity identity;
        private final CloseVisitRequest visit;
        private final int bytes;
        private @Nullable Frame memory;
        private @Nullable Path file;
        private int failures;

        private Entry(long sequence, Frame frame) {
            this.sequence = sequence;
            this.identity = Identity.of(frame);
            this.visit = VisitLedger.visitOf(frame);
            this.bytes = frame.getSerializedSize();
        }

        CloseVisitRequest visit() {
            return visit;
        }

        long frameNumber() {
            return identity.frameNumber();
        }
    }

    /** A frame that an earlier run left on disk. */
    synchronized void resume(Path file, Frame frame) {
        Entry entry = new Entry(Spool.sequence(file), frame);
        entry.file = file;
        waiting.put(entry.sequence, entry);
        nextSequence = Math.max(nextSequence, entry.sequence + 1);
    }

    /**
     * Adds a frame that was just taken.
     *
     * @return false if it fits nowhere
     * @throws IOException if the disk fails
     */
    boolean add(Frame frame) throws IOException {
        Entry entry;
        synchronized (this) {
            entry = new Entry(nextSequence++, frame);
            if (serverIsThere && inMemory < MEMORY_FRAMES_MAX) {
                entry.memory = frame;
                inMemory++;
                waiting.put(entry.sequence, entry);
                changed();
                return true;
            }
        }
        Optional<Path> file = spool.write(frame, entry.sequence);
        if (file.isEmpty()) {
            return false;
        }
        synchronized (this) {
            entry.file = file.get();
            waiting.put(entry.sequence, entry);
            changed();
        }
        return true;
    }

    /** Waits until few frames are without an answer, or the source is stopped; for a source that can wait. */
    synchronized void awaitRoom(BooleanSupplier stopped) throws InterruptedException {
        while (waiting.size() + sent.size() >= MEMORY_FRAMES_MAX && !stopped.getAsBoolean()) {
            wait(LOOK_MS);
        }
    }

    /** The next frame to be sent, which then counts as sent; null if none waits. */
    synchronized @Nullable Entry next() {
        Map.Entry<Long, Entry> first = waiting.pollFirstEntry();
        if (first == null) {
            return null;
        }
        Entry entry = first.getValue();
        sent.put(entry.sequence, entry);
        return entry;
    }

    /** @throws IOException if it cannot be read from disk */
    Frame load(Entry entry) throws IOException {
        Frame memory;
        Path file;
        synchronized (this) {
            memory = entry.memory;
            file = entry.file;
        }
        return memory != null ? memory : Spool.read(java.util.Objects.requireNonNull(file));
    }

    /** The earliest sending of a frame that has no answer yet: answers come in the order of sending. */
    synchronized @Nullable Entry sent(Identity identity) {
        return sent.values().stream()
                .filter(entry -> entry.identity.equals(identity))
                .findFirst()
                .orElse(null);
    }

    /** It has its answer, or never will: nothing of it is kept. */
    void settle(Entry entry) throws IOException {
        Path file;
        synchronized (this) {
            sent.remove(entry.sequence);
            waiting.remove(entry.sequence);
            if (entry.memory != null) {
                entry.memory = null;
                inMemory--;
            }
            file = entry.file;
            entry.file = null;
            changed();
        }
        if (file != null) {
            spool.delete(file);
        }
    }

    /** It is to be sent again. @return how often that was so for this frame because the server failed */
    synchronized int again(Entry entry, boolean serverFailed) {
        if (sent.remove(entry.sequence) != null) {
            waiting.put(entry.sequence, entry);
            changed();
        }
        return serverFailed ? ++entry.failures : entry.failures;
    }

    synchronized void setServerIsThere(boolean isThere) {
        serverIsThere = isThere;
        changed();
    }

    /**
     * The stream broke: what was sent waits again, and what is in memory alone goes to disk, as far as it fits.
     *
     * @throws IOException if the disk fails; what is in memory stays there
     */
    void serverWentAway() throws IOException {
        List<Entry> unsaved = new ArrayList<>();
        synchronized (this) {
            serverIsThere = false;
            sent.values().forEach(entry -> waiting.put(entry.sequence, entry));
            sent.clear();
            waiting.values().stream().filter(entry -> entry.file == null).forEach(unsaved::add);
        }
        for (Entry entry : unsaved) {
            save(entry);
        }
    }

    private void save(Entry entry) throws IOException {
        Frame frame = entry.memory;
        if (frame == null) {
            return;
        }
        Optional<Path> file = spool.write(frame, entry.sequence);
        if (file.isPresent()) {
            synchronized (this) {
                entry.file = file.get();
                entry.memory = null;
                inMemory--;
            }
        }
    }

    /** The largest that was sent and has no answer: if any of them is too large for the server, this one is. */
    synchronized @Nullable Entry largestSent() {
        return sent.values().stream()
                .max(Comparator.comparingInt(entry -> entry.bytes))
                .orElse(null);
    }

    /** Waits for a change since the last call, at most this long. */
    void awaitChange(long ms) throws InterruptedException {
        if (changes.tryAcquire(ms, TimeUnit.MILLISECONDS)) {
            changes.drainPermits();
        }
    }

    /** Ends a waiting for a change. */
    synchronized void changed() {
        changes.release();
        notifyAll();
    }

    synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    synchronized int sentCount() {
        return sent.size();
    }

    /** Frames without an answer. */
    synchronized int size() {
        return waiting.size() + sent.size();
    }
}
