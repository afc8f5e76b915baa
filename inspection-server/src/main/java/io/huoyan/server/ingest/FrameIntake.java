package io.huoyan.server.ingest;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VisitId;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes frames within the limits, and knows all that are on their way. Thread-safe. */
final class FrameIntake {
    private final IngestLimits limits;
    private final FrameQueue queue;
    private final Clock clock;

    private final Object lock = new Object();
    private final Map<FrameId, HeldFrame> underWay = new HashMap<>();
    private final Map<CameraId, Integer> underWayOfCamera = new HashMap<>();
    private long heldBytes;
    private int lateFrames;
    private long lateBytes;
    private boolean stopping;

    FrameIntake(IngestLimits limits, FrameQueue queue, Clock clock) {
        this.limits = limits;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Takes a frame or refuses it; never blocks.
     *
     * @param fault why it will be recorded without being inspected
     * @return completed when it is recorded, or at once if it is refused; never exceptionally
     */
    CompletableFuture<Outcome> accept(CapturedImage image, Optional<InspectionFailure> fault) {
        HeldFrame first;
        synchronized (lock) {
            first = underWay.get(image.header().frame());
            if (first == null) {
                HeldFrame frame =
                        new HeldFrame(image, fault, clock.instant(), System.nanoTime(), new CompletableFuture<>());
                Optional<InspectionFailure> refusal = refusal(frame);
                if (refusal.isPresent()) {
                    return CompletableFuture.completedFuture(new Outcome.NotRecorded(refusal.get()));
                }
                hold(frame);
                queue.add(frame);
                return frame.outcome();
            }
        }
        Optional<InspectionFailure> conflict = FrameIdentity.conflict(first.image(), image);
        return conflict.isPresent()
                ? CompletableFuture.completedFuture(new Outcome.NotRecorded(conflict.get()))
                : first.outcome().thenApply(Outcome::asRepeated);
    }

    private Optional<InspectionFailure> refusal(HeldFrame frame) {
        if (stopping) {
            return Optional.of(new InspectionFailure.Stopping(
                    "the server is stopping and takes no more frames; try again in " + limits.retryAfterMs() + " ms",
                    limits.retryAfterMs()));
        }
        int ofCamera = underWayOfCamera.getOrDefault(frame.camera(), 0);
        if (ofCamera >= limits.framesPerCameraMax()) {
            return exhausted("camera " + frame.camera() + " has " + ofCamera + " frames without a reply; allowed are "
                    + limits.framesPerCameraMax());
        }
        if (underWay.size() >= limits.framesMax()) {
            return exhausted(
                    underWay.size() + " frames of all cameras are without a reply; allowed are " + limits.framesMax());
        }
        if (heldBytes + frame.bytes() > limits.heldBytesMax()) {
            return exhausted("pictures of " + heldBytes + " bytes are held and this one has " + frame.bytes()
                    + "; allowed are " + limits.heldBytesMax() + " in all");
        }
        return Optional.empty();
    }

    private Optional<InspectionFailure> exhausted(String message) {
        return Optional.of(new InspectionFailure.Exhausted(message, limits.retryAfterMs()));
    }

    private void hold(HeldFrame frame) {
        underWay.put(frame.id(), frame);
        underWayOfCamera.merge(frame.camera(), 1, Integer::sum);
        heldBytes += frame.bytes();
    }

    /** Lets go of a frame, then tells its outcome; whoever sends it again from now on finds it in the store. */
    void finish(HeldFrame frame, Outcome outcome) {
        synchronized (lock) {
            if (underWay.remove(frame.id(), frame)) {
                underWayOfCamera.computeIfPresent(frame.camera(), (camera, count) -> count == 1 ? null : count - 1);
                heldBytes -= frame.bytes();
            }
            lock.notifyAll();
        }
        frame.outcome().complete(outcome);
    }

    /** Keeps a frame that was recorded as late, to be inspected when there is room; false if there is none for it. */
    boolean keepLate(HeldFrame frame) {
        synchronized (lock) {
            if (stopping
                    || lateFrames >= limits.lateFramesMax()
                    || lateBytes + frame.bytes() > limits.lateBytesMax()
                    || heldBytes + frame.bytes() > limits.heldBytesMax()) {
                return false;
            }
            lateFrames++;
            lateBytes += frame.bytes();
            heldBytes += frame.bytes();
        }
        queue.addLate(frame);
        return true;
    }

    void finishLate(HeldFrame frame) {
        synchronized (lock) {
            lateFrames--;
            lateBytes -= frame.bytes();
            heldBytes -= frame.bytes();
        }
    }

    /** True if a stream that already has a frame under way may be asked for its next one. */
    boolean isEased() {
        synchronized (lock) {
            return heldBytes <= limits.heldBytesEased();
        }
    }

    /** Completed when every frame of the visit that is on its way now is recorded. */
    CompletableFuture<Void> settled(StationId station, VisitId visit) {
        List<HeldFrame> ofVisit;
        synchronized (lock) {
            ofVisit = underWay.values().stream()
                    .filter(frame -> isOf(frame.header(), station, visit))
                    .toList();
        }
        return CompletableFuture.allOf(ofVisit.stream().map(HeldFrame::outcome).toArray(CompletableFuture<?>[]::new));
    }

    boolean isUnderWay(StationId station, VisitId visit) {
        synchronized (lock) {
            return underWay.values().stream().anyMatch(frame -> isOf(frame.header(), station, visit));
        }
    }

    private static boolean isOf(FrameHeader header, StationId station, VisitId visit) {
        return header.station().equals(station) && header.visit().equals(visit);
    }

    /** From now on every frame is refused. */
    void stop() {
        synchronized (lock) {
            stopping = true;
        }
        queue.close();
    }

    /** Waits until nothing is under way; false if that took longer than allowed. */
    boolean awaitEmpty(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        synchronized (lock) {
            while (!underWay.isEmpty()) {
                long leftMs = (end - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0) {
                    return false;
                }
                lock.wait(leftMs);
            }
            return true;
        }
    }

    /** Frames from receipt to record, late ones that wait left out. */
    int framesUnderWay() {
        synchronized (lock) {
            return underWay.size();
        }
    }

    /** Bytes of pictures held in all. */
    long heldBytes() {
        synchronized (lock) {
            return heldBytes;
        }
    }

    /** The frame that is on its way under this identity. */
    @Nullable
    HeldFrame underWay(FrameId id) {
        synchronized (lock) {
            return underWay.get(id);
        }
    }
}
