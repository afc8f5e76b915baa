package io.huoyan.core.decode;

import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/** PFNC RGB8: three bytes a pixel in the order red, green, blue. The one copy turns the order round. */
final class Rgb8Decoder implements PixelDecoder {
    private static final int BITS_PER_PIXEL = 24;
    private static final int CHANNELS = 3;
    private static final int FULL_SCALE = 255;

    @Override
    public PixelFormat format() {
        return PixelFormat.RGB8;
    }

    @Override
    public Result<Frame> decode(CapturedImage image, DecodeLimits limits, MatScope scope) {
        return RawRows.of(image, BITS_PER_PIXEL, limits).then(rows -> {
            Mat bytes = scope.matOf(image.data(), image.heightPx(), rows.rowBytes(), rows.strideBytes());
            Mat rgb = scope.own(bytes.reshape(CHANNELS));
            Mat pixels = scope.mat();
            Imgproc.cvtColor(rgb, pixels, Imgproc.COLOR_RGB2BGR);
            return Result.success(new Frame(image.header(), pixels, FULL_SCALE));
        });
    }
}
