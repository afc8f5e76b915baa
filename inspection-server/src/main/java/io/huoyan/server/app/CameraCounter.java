package io.huoyan.server.app;

import io.huoyan.proto.v1.FrameReply;
import io.huoyan.server.camera.CameraProgress;
import java.util.concurrent.atomic.AtomicLong;

/** Counts a camera agent's frames and hands on what people should know, without the words of the contract. */
public final class CameraCounter implements CameraProgress {
    private final Listener listener;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();

    /** Told by several threads. */
    public interface Listener {
        void counted(long answered, long taken);

        void told(String message);
    }

    public CameraCounter(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void taken(String camera, long frameNumber) {
        listener.counted(answered.get(), taken.incrementAndGet());
    }

    @Override
    public void answered(FrameReply reply) {
        listener.counted(answered.incrementAndGet(), taken.get());
    }

    @Override
    public void lost(String camera, long frameNumber, String why) {
        listener.told(camera + " LOST frame " + frameNumber + ": " + why);
    }

    @Override
    public void told(String camera, String message) {
        listener.told(camera + ": " + message);
    }
}
