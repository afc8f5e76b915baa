package io.huoyan.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A camera's stream as a test drives it. */
final class TestStream implements ClientResponseObserver<Frame, FrameReply> {
    /** Ample for a machine that builds at the same time; nothing waits so long that works. */
    private static final int PATIENCE_S = 120;

    private final LinkedBlockingQueue<FrameReply> replies = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final boolean reads;
    private ClientCallStreamObserver<Frame> requests;

    TestStream(ManagedChannel channel) {
        this(channel, true);
    }

    /** @param reads false: it never reads a reply */
    TestStream(ManagedChannel channel, boolean reads) {
        this.reads = reads;
        var unused = InspectionServiceGrpc.newStub(channel).streamFrames(this);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Frame> stream) {
        requests = stream;
        if (!reads) {
            stream.disableAutoRequestWithInitial(0);
        }
    }

    TestStream send(Frame frame) {
        requests.onNext(frame);
        return this;
    }

    boolean isReady() {
        return requests.isReady();
    }

    void halfClose() {
        requests.onCompleted();
    }

    void cancel() {
        requests.cancel("the test is over", null);
    }

    FrameReply next() {
        try {
            FrameReply reply = replies.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertThat(reply)
                    .as("a reply within %s s (stream: %s)", PATIENCE_S, end)
                    .isNotNull();
            return reply;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<FrameReply> next(int count) {
        List<FrameReply> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(next());
        }
        return list;
    }

    int waiting() {
        return replies.size();
    }

    Status end() {
        return end.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    boolean isOpen() {
        return !end.isDone();
    }

    @Override
    public void onNext(FrameReply reply) {
        replies.add(reply);
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }
}
