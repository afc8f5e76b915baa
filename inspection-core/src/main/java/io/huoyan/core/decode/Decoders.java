package io.huoyan.core.decode;

import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;

/** The pixel formats that are read, one class each. Without state, thread-safe. */
public final class Decoders {
    private Decoders() {}

    /**
     * @param image the picture as it came
     * @param limits what is refused unseen
     * @param scope owns the frame's pixels
     * @return the frame, or {@code InvalidField} or {@code Undecodable} naming the contract's field at fault
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static Result<Frame> decode(CapturedImage image, DecodeLimits limits, MatScope scope) {
        throw new UnsupportedOperationException();
    }
}
