package io.huoyan.server.ingest;

import java.time.Duration;

/**
 * Limits of the way in.
 *
 * @param messageBytesMax largest message a client may send, in bytes; gRPC ends the call of a larger one; 64 KiB to 1
 *     GiB
 * @param heldBytesMax pictures held in all, from receipt until they are recorded, late ones included, in bytes; ≥
 *     {@code messageBytesMax}
 * @param framesPerCameraMax frames of one camera held at once, and frames of one stream without a reply; 1 to 1,000
 * @param framesMax frames of all cameras held at once; ≥ {@code framesPerCameraMax}
 * @param lateFramesMax late frames that wait to be inspected after all; 0 means that none is; they count into
 *     {@code heldBytesMax}
 * @param lateBytesMax bytes of those
 * @param streamsMax streams and other calls open at once
 * @param connectionsMax connections open at once
 * @param watchersMax watchers at once
 * @param watcherBufferMax inspections kept for a watcher that reads slowly; the oldest go first
 * @param retryAfterMs hint given with RESOURCE_EXHAUSTED and UNAVAILABLE
 * @param closeWaits for how long closing a visit waits for its frames that are on their way
 */
public record IngestLimits(
        int messageBytesMax,
        long heldBytesMax,
        int framesPerCameraMax,
        int framesMax,
        int lateFramesMax,
        long lateBytesMax,
        int streamsMax,
        int connectionsMax,
        int watchersMax,
        int watcherBufferMax,
        int retryAfterMs,
        Duration closeWaits) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int MESSAGE_BYTES_MIN = 64 * KIB;
    private static final int MESSAGE_BYTES_LARGEST = 1024 * MIB;
    private static final int FRAMES_PER_CAMERA_LARGEST = 1000;

    public IngestLimits {
        within("messageBytesMax", messageBytesMax, MESSAGE_BYTES_MIN, MESSAGE_BYTES_LARGEST);
        within("heldBytesMax", heldBytesMax, messageBytesMax, Long.MAX_VALUE);
        within("framesPerCameraMax", framesPerCameraMax, 1, FRAMES_PER_CAMERA_LARGEST);
        within("framesMax", framesMax, framesPerCameraMax, Integer.MAX_VALUE);
        within("lateFramesMax", lateFramesMax, 0, Integer.MAX_VALUE);
        within("lateBytesMax", lateBytesMax, 0, Long.MAX_VALUE);
        within("streamsMax", streamsMax, 1, Integer.MAX_VALUE);
        within("connectionsMax", connectionsMax, 1, Integer.MAX_VALUE);
        within("watchersMax", watchersMax, 0, Integer.MAX_VALUE);
        within("watcherBufferMax", watcherBufferMax, 1, Integer.MAX_VALUE);
        within("retryAfterMs", retryAfterMs, 1, Integer.MAX_VALUE);
        if (closeWaits.isNegative()) {
            throw new IllegalArgumentException("closeWaits is " + closeWaits + "; allowed is zero or more");
        }
    }

    /** For a machine with 4 GiB and up to some dozen cameras. */
    public static IngestLimits defaults() {
        return new IngestLimits(
                64 * MIB, 512L * MIB, 4, 256, 64, 128L * MIB, 256, 128, 32, 256, 500, Duration.ofSeconds(10));
    }

    /**
     * From here on a stream that already has a frame under way is not asked for its next one, so that the limit is
     * rarely met.
     */
    long heldBytesEased() {
        return heldBytesMax / 2;
    }

    private static void within(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + value + "; allowed is " + least
                    + (most == Long.MAX_VALUE || most == Integer.MAX_VALUE ? " or more" : " to " + most));
        }
    }
}
