package io.huoyan.server.camera;

import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.VisitResult;

/** What an agent tells while it runs. Called by several threads; must be quick and must not throw. */
public interface CameraProgress {
    /** A camera took a frame. */
    default void taken(String camera, long frameNumber) {}

    /** A frame got its answer; the last one, where it was refused for now before. */
    default void answered(FrameReply reply) {}

    /** A frame is lost: it did not fit into the spool, could not be read, or is larger than the server takes. */
    default void lost(String camera, long frameNumber, String why) {}

    /** Something a person may want to know: the server is away, is back, the spool fills. */
    default void told(String camera, String message) {}

    /** A visit was closed. */
    default void visitClosed(VisitResult result) {}

    /** Nobody listens. */
    static CameraProgress none() {
        return new CameraProgress() {};
    }
}
