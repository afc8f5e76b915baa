package io.huoyan.core.decode;

import io.huoyan.core.domain.FrameHeader;
import java.nio.ByteBuffer;

/**
 * A picture as it came, not yet decoded.
 *
 * @param header what is known of it
 * @param format how {@code data} is to be read
 * @param widthPx width as the camera says, not yet believed; a compressed picture may leave it and the height 0: not
 *     said
 * @param heightPx height as the camera says, not yet believed
 * @param strideBytes bytes from one row to the next; 0 means packed; raw formats only
 * @param data the bytes, from position to limit; not modified; the caller keeps it unchanged until the inspection is
 *     done
 */
public record CapturedImage(
        FrameHeader header, PixelFormat format, int widthPx, int heightPx, int strideBytes, ByteBuffer data) {
    public CapturedImage {
        data = data.asReadOnlyBuffer();
    }

    /** A fresh read-only view of the bytes, position 0 to the end. */
    @Override
    public ByteBuffer data() {
        return data.duplicate();
    }
}
