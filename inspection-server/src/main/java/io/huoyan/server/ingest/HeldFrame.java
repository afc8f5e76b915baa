package io.huoyan.server.ingest;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.InspectionFailure;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A frame from receipt until it is recorded.
 *
 * @param image the picture
 * @param fault why it need not be inspected: a field of the frame is at fault
 * @param receivedAt UTC, by the server's clock
 * @param receivedNanos {@code System.nanoTime()} then
 * @param outcome completed once, after the commit
 */
record HeldFrame(
        CapturedImage image,
        Optional<InspectionFailure> fault,
        Instant receivedAt,
        long receivedNanos,
        CompletableFuture<Outcome> outcome) {
    FrameId id() {
        return header().frame();
    }

    CameraId camera() {
        return header().frame().camera();
    }

    FrameHeader header() {
        return image.header();
    }

    int bytes() {
        return image.data().remaining();
    }

    /** True if the answer is of no use any more. */
    boolean isLate(Instant now) {
        return !header().usefulFor().isZero() && now.isAfter(receivedAt.plus(header().usefulFor()));
    }
}
