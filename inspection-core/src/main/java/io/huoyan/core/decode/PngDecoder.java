package io.huoyan.core.decode;

import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;

/** PNG: grey of up to 16 bits, colour of 8 bits; alpha is dropped. */
final class PngDecoder implements PixelDecoder {
    @Override
    public PixelFormat format() {
        return PixelFormat.PNG;
    }

    @Override
    public Result<Frame> decode(CapturedImage image, DecodeLimits limits, MatScope scope) {
        return PngHeader.read(image.data())
                .then(header -> CompressedPixels.decode("PNG", header.size(), image, limits, scope));
    }
}
