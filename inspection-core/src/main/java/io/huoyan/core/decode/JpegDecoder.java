package io.huoyan.core.decode;

import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;

/**
 * JPEG, grey or colour, 8 bits a sample. The orientation an EXIF segment may ask for is not applied: pixels are where
 * the sensor saw them.
 */
final class JpegDecoder implements PixelDecoder {
    @Override
    public PixelFormat format() {
        return PixelFormat.JPEG;
    }

    @Override
    public Result<Frame> decode(CapturedImage image, DecodeLimits limits, MatScope scope) {
        return JpegHeader.read(image, limits)
                .then(header -> CompressedPixels.decode("JPEG", header.size(), image, limits, scope));
    }
}
