package io.huoyan.server.camera;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of {@code StreamFrames}, from its opening to its end. */
final class CameraStream implements ClientResponseObserver<Frame, FrameReply> {
    private final Consumer<FrameReply> onReply;
    private final Runnable onChange;
    private volatile @Nullable ClientCallStreamObserver<Frame> requests;
    private volatile @Nullable Status end;
    private volatile boolean answered;

    /** @param onChange told when it becomes ready or ends */
    CameraStream(Consumer<FrameReply> onReply, Runnable onChange) {
        this.onReply = onReply;
        this.onChange = onChange;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Frame> stream) {
        requests = stream;
        stream.setOnReadyHandler(onChange);
    }

    @Override
    public void onNext(FrameReply reply) {
        answered = true;
        onReply.accept(reply);
    }

    @Override
    public void onError(Throwable failure) {
        end = Status.fromThrowable(failure);
        onChange.run();
    }

    @Override
    public void onCompleted() {
        end = Status.OK;
        onChange.run();
    }

    /** How it ended; null while it is open. */
    @Nullable
    Status end() {
        return end;
    }

    /** True if a reply came on it. */
    boolean hasAnswered() {
        return answered;
    }

    /** True if a frame may be sent without filling memory. */
    boolean isReady() {
        ClientCallStreamObserver<Frame> stream = requests;
        return end == null && stream != null && stream.isReady();
    }

    void send(Frame frame) {
        ClientCallStreamObserver<Frame> stream = requests;
        if (stream != null) {
            stream.onNext(frame);
        }
    }

    /** No more frames come. */
    void complete() {
        ClientCallStreamObserver<Frame> stream = requests;
        if (stream != null && end == null) {
            stream.onCompleted();
        }
    }

    void cancel(String why) {
        ClientCallStreamObserver<Frame> stream = requests;
        if (stream != null && end == null) {
            stream.cancel(why, null);
        }
    }
}
