package io.huoyan.server.camera;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import io.huoyan.proto.v1.Refusal;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends one camera's backlog over one stream at a time, and opens a new one when it breaks. Frames without an answer
 * are sent again with the same identity: the server knows those that it has, so that each is inspected once.
 */
final class CameraSender implements Runnable {
    private static final int SENT_MAX = 64;
    private static final int FAILURES_OF_A_FRAME_MAX = 10;
    private static final long WAIT_MS = 250;
    private static final int HINT_MIN_MS = 20;
    /** A server that is silent for so long with frames to answer is taken for gone, whatever its connection says. */
    private static final long SILENCE_MAX_NANOS = 120_000_000_000L;

    private static final String TOO_LARGE = "exceeds maximum size";

    private final String camera;
    private final ManagedChannel channel;
    private final FrameBacklog backlog;
    private final VisitLedger visits;
    private final Tally tally;
    private final CameraProgress progress;
    private final RandomGenerator random;
    private final Backoff backoff;
    private volatile boolean sourceEnded;
    private volatile boolean stopped;
    private volatile long pausedUntilNanos = System.nanoTime();
    private volatile long heardNanos = System.nanoTime();

    CameraSender(
            String camera,
            ManagedChannel channel,
            FrameBacklog backlog,
            VisitLedger visits,
            Tally tally,
            CameraProgress progress,
            RandomGenerator random) {
        this.camera = camera;
        this.channel = channel;
        this.backlog = backlog;
        this.visits = visits;
        this.tally = tally;
        this.progress = progress;
        this.random = random;
        this.backoff = new Backoff(random);
    }

    /** No more frames are taken: it ends when the last has its answer. */
    void sourceEnded() {
        sourceEnded = true;
        wake();
    }

    /** Ends it soon; what has no answer stays in the backlog. */
    void stop() {
        stopped = true;
        wake();
    }

    private void wake() {
        backlog.changed();
    }

    @Override
    public void run() {
        boolean away = false;
        while (!isDone()) {
            if (!backlog.hasWaiting()) {
                await(WAIT_MS);
                continue;
            }
            CameraStream stream = open();
            sendWhileOpen(stream);
            if (isDone()) {
                stream.complete();
                break;
            }
            away = broken(stream, away);
        }
        saveAll();
    }

    private boolean isDone() {
        return stopped || (sourceEnded && backlog.size() == 0);
    }

    private CameraStream open() {
        channel.resetConnectBackoff();
        CameraStream stream = new CameraStream(this::answered, this::wake);
        var unused = InspectionServiceGrpc.newStub(channel).streamFrames(stream);
        return stream;
    }

    private void sendWhileOpen(CameraStream stream) {
        boolean wasReady = false;
        heardNanos = System.nanoTime();
        while (stream.end() == null && !isDone() && !isSilent()) {
            if (!wasReady && stream.isReady()) {
                wasReady = true;
                backlog.setServerIsThere(true);
            }
            if (!maySend(stream)) {
                await(Math.min(WAIT_MS, Math.max(1, (pausedUntilNanos - System.nanoTime()) / 1_000_000 + WAIT_MS)));
                continue;
            }
            FrameBacklog.Entry entry = backlog.next();
            if (entry != null) {
                send(stream, entry);
            }
        }
    }

    private boolean isSilent() {
        return backlog.sentCount() > 0 && System.nanoTime() - heardNanos > SILENCE_MAX_NANOS;
    }

    private boolean maySend(CameraStream stream) {
        return stream.isReady()
                && backlog.hasWaiting()
                && backlog.sentCount() < SENT_MAX
                && System.nanoTime() - pausedUntilNanos >= 0;
    }

    private void send(CameraStream stream, FrameBacklog.Entry entry) {
        if (backlog.sentCount() == 1) {
            heardNanos = System.nanoTime();
        }
        Frame frame;
        try {
            frame = backlog.load(entry);
        } catch (IOException e) {
            lose(entry, e.getMessage());
            return;
        }
        tally.sent.incrementAndGet();
        stream.send(frame);
    }

    /** A reply, on a thread of gRPC's. */
    private void answered(FrameReply reply) {
        FrameBacklog.Entry entry = backlog.sent(new FrameBacklog.Identity(reply.getBootId(), reply.getFrameNumber()));
        if (entry == null) {
            return;
        }
        heardNanos = System.nanoTime();
        backoff.reset();
        if (reply.hasRefusal() && mayTryAgain(reply.getRefusal(), entry)) {
            tally.retried.incrementAndGet();
            return;
        }
        (reply.hasInspection() ? tally.inspected : tally.refused).incrementAndGet();
        if (reply.getRepeated()) {
            tally.repeated.incrementAndGet();
        }
        progress.answered(reply);
        settle(entry);
    }

    private boolean mayTryAgain(Refusal refusal, FrameBacklog.Entry entry) {
        Refusal.Code code = refusal.getCode();
        boolean failed = code == Refusal.Code.INTERNAL && refusal.getResultId().isEmpty();
        if (!failed && code != Refusal.Code.RESOURCE_EXHAUSTED && code != Refusal.Code.UNAVAILABLE) {
            return false;
        }
        long hintMs = Math.max(HINT_MIN_MS, failed ? WAIT_MS : refusal.getRetryAfterMs());
        pausedUntilNanos = System.nanoTime() + (hintMs + random.nextLong(hintMs / 2 + 1)) * 1_000_000;
        return backlog.again(entry, failed) <= FAILURES_OF_A_FRAME_MAX;
    }

    /** The backlog comes last: when it is empty, everything is told. */
    private void settle(FrameBacklog.Entry entry) {
        visits.settle(entry.visit());
        try {
            backlog.settle(entry);
        } catch (IOException e) {
            progress.told(camera, "the spool: " + e.getMessage());
        }
    }

    private void lose(FrameBacklog.Entry entry, @Nullable String why) {
        tally.lost.incrementAndGet();
        progress.lost(camera, entry.frameNumber(), String.valueOf(why));
        settle(entry);
    }

    /** @return true, for the server is away now */
    private boolean broken(CameraStream stream, boolean wasAway) {
        Status ended = stream.end();
        Status end = ended == null ? Status.CANCELLED.withDescription("no reply for 120 s") : ended;
        stream.cancel("opening another");
        FrameBacklog.Entry largest = backlog.largestSent();
        String description = String.valueOf(end.getDescription());
        if (largest != null && end.getCode() == Status.Code.RESOURCE_EXHAUSTED && description.contains(TOO_LARGE)) {
            // The server takes no frame of this size at all: it would break every stream from now on. Those sent before
            // it
            // may be without their answer too, and are sent again.
            lose(largest, description);
        }
        saveAll();
        if (!wasAway || stream.hasAnswered()) {
            tally.reconnects.incrementAndGet();
            progress.told(camera, "the stream ended (" + end.getCode() + ": " + description + "); trying again");
        }
        await(backoff.nextMs());
        return true;
    }

    private void saveAll() {
        try {
            backlog.serverWentAway();
        } catch (IOException e) {
            progress.told(camera, "the spool cannot be written, frames stay in memory: " + e.getMessage());
        }
    }

    /** Waits for this long, or for a change. */
    private void await(long ms) {
        try {
            backlog.awaitChange(ms);
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }
}
