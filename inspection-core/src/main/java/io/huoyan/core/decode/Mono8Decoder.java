package io.huoyan.core.decode;

import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;

/** PFNC Mono8: one byte a pixel, 0 black, 255 white. A direct buffer becomes the frame without a copy. */
final class Mono8Decoder implements PixelDecoder {
    private static final int BITS_PER_PIXEL = 8;
    private static final int FULL_SCALE = 255;

    @Override
    public PixelFormat format() {
        return PixelFormat.MONO8;
    }

    @Override
    public Result<Frame> decode(CapturedImage image, DecodeLimits limits, MatScope scope) {
        return RawRows.of(image, BITS_PER_PIXEL, limits)
                .then(rows -> Result.success(new Frame(
                        image.header(),
                        scope.matOf(image.data(), image.heightPx(), rows.rowBytes(), rows.strideBytes()),
                        FULL_SCALE)));
    }
}
