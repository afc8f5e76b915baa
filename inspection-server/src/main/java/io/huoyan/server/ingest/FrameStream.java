package io.huoyan.server.ingest;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One stream of frames: asks for a frame when there is room for it, and sends one reply per frame in the order of the
 * frames.
 *
 * <p>No more than {@code window} frames are without a sent reply, so that neither a client that only sends nor one that
 * does not read makes anything grow; while much is held in all, a stream is asked for its next frame only when it has
 * none under way. Frames of a stream that broke are recorded all the same.
 */
final class FrameStream implements StreamObserver<Frame> {
    private final ServerCallStreamObserver<FrameReply> replies;
    private final Function<Frame, CompletableFuture<FrameReply>> accept;
    private final java.util.function.BooleanSupplier eased;
    private final int window;
    private final Runnable onEnd;

    /** Frames without a sent reply, in their order; guarded by {@code this}, as is all below. */
    private final ArrayDeque<Slot> slots = new ArrayDeque<>();

    private boolean asked;
    private boolean halfClosed;
    private boolean ended;
    private @Nullable Status endWhenAnswered;

    FrameStream(
            ServerCallStreamObserver<FrameReply> replies,
            Function<Frame, CompletableFuture<FrameReply>> accept,
            java.util.function.BooleanSupplier eased,
            int window,
            Runnable onEnd) {
        this.replies = replies;
        this.accept = accept;
        this.eased = eased;
        this.window = window;
        this.onEnd = onEnd;
    }

    /** To be called before the service method returns. */
    void open() {
        replies.disableAutoRequest();
        replies.setOnReadyHandler(this::advance);
        replies.setOnCancelHandler(this::cancelled);
        advance();
    }

    @Override
    public void onNext(Frame frame) {
        Slot slot = new Slot();
        synchronized (this) {
            asked = false;
            slots.addLast(slot);
        }
        var unused = accept.apply(frame).thenAccept(reply -> {
            slot.reply = reply;
            advance();
        });
        advance();
    }

    @Override
    public synchronized void onCompleted() {
        halfClosed = true;
        advance();
    }

    @Override
    public void onError(Throwable broken) {
        cancelled();
    }

    /** Answers what was taken, then ends the stream. */
    synchronized void end(Status status) {
        endWhenAnswered = status;
        advance();
    }

    /** Ends the stream now; frames without a reply get none. */
    synchronized void breakOff(Status status) {
        if (!ended) {
            ended = true;
            slots.clear();
            replies.onError(status.asRuntimeException());
            onEnd.run();
        }
    }

    private synchronized void advance() {
        while (!ended && !slots.isEmpty() && slots.peekFirst().reply != null && replies.isReady()) {
            replies.onNext(java.util.Objects.requireNonNull(slots.removeFirst().reply));
        }
        if (!ended && slots.isEmpty() && (halfClosed || endWhenAnswered != null)) {
            finish();
        } else if (!ended && !asked && !halfClosed && endWhenAnswered == null && hasRoom()) {
            asked = true;
            replies.request(1);
        }
    }

    private boolean hasRoom() {
        return slots.isEmpty() || (slots.size() < window && eased.getAsBoolean());
    }

    private void finish() {
        ended = true;
        if (halfClosed || endWhenAnswered == null) {
            replies.onCompleted();
        } else {
            replies.onError(endWhenAnswered.asRuntimeException());
        }
        onEnd.run();
    }

    private synchronized void cancelled() {
        if (!ended) {
            ended = true;
            slots.clear();
            onEnd.run();
        }
    }

    /** Place of a frame's reply in the order. */
    private static final class Slot {
        private volatile @Nullable FrameReply reply;
    }
}
