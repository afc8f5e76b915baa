package io.huoyan.core.decode;

import io.huoyan.core.domain.InspectionFailure.InvalidField;
import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/**
 * PFNC BayerRG8: one byte a pixel behind a colour mosaic; rows 0, 2, 4 … begin red green, rows 1, 3, 5 … green blue.
 * The one copy is the bilinear demosaicing; the outermost pixels repeat their neighbours.
 */
final class BayerRg8Decoder implements PixelDecoder {
    private static final int BITS_PER_PIXEL = 8;
    private static final int FULL_SCALE = 255;
    /** Bilinear demosaicing needs a neighbour on each side. */
    private static final int SIDE_MIN_PX = 4;

    @Override
    public PixelFormat format() {
        return PixelFormat.BAYER_RG8;
    }

    @Override
    public Result<Frame> decode(CapturedImage image, DecodeLimits limits, MatScope scope) {
        return RawRows.of(image, BITS_PER_PIXEL, limits).then(rows -> {
            if (image.widthPx() < SIDE_MIN_PX || image.heightPx() < SIDE_MIN_PX) {
                String field = image.widthPx() < SIDE_MIN_PX ? "width_px" : "height_px";
                return Result.failed(new InvalidField(
                        field,
                        field + " of a BayerRG8 picture is "
                                + Math.min(image.widthPx(), image.heightPx()) + "; allowed are " + SIDE_MIN_PX
                                + " and more"));
            }
            Mat mosaic = scope.matOf(image.data(), image.heightPx(), rows.rowBytes(), rows.strideBytes());
            Mat pixels = scope.mat();
            Imgproc.cvtColor(mosaic, pixels, Imgproc.COLOR_BayerRGGB2BGR);
            return Result.success(new Frame(image.header(), pixels, FULL_SCALE));
        });
    }
}
