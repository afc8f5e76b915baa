package io.huoyan.core.decode;

import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;

/** Reads one pixel format. Without state, thread-safe. */
interface PixelDecoder {
    PixelFormat format();

    /**
     * @param image not empty, not above {@code limits.maxBytes()}, in this decoder's format
     * @param limits what is refused before anything is allocated for it
     * @param scope owns the frame's pixels
     * @return the frame, or the failure that names the contract's field at fault; never throws for what the bytes hold
     */
    Result<Frame> decode(CapturedImage image, DecodeLimits limits, MatScope scope);
}
