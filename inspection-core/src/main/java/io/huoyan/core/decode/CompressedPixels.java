package io.huoyan.core.decode;

import io.huoyan.core.domain.InspectionFailure.InvalidField;
import io.huoyan.core.domain.InspectionFailure.Undecodable;
import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.nio.ByteBuffer;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * The one call into OpenCV's codecs, made only with a header that has been read and believed; another codec would go
 * here.
 */
final class CompressedPixels {
    private static final int FULL_SCALE_8 = 255;
    private static final int FULL_SCALE_16 = 65_535;
    private static final int AS_STORED =
            Imgcodecs.IMREAD_ANYCOLOR | Imgcodecs.IMREAD_ANYDEPTH | Imgcodecs.IMREAD_IGNORE_ORIENTATION;

    private CompressedPixels() {}

    static Result<Frame> decode(
            String fileFormat, PictureSize size, CapturedImage image, DecodeLimits limits, MatScope scope) {
        if (image.strideBytes() != 0) {
            return Result.failed(new InvalidField(
                    "stride_bytes",
                    "stride_bytes is " + image.strideBytes() + "; allowed for a compressed picture is 0"));
        }
        var fault = size.headerFault(fileFormat, image, limits);
        if (fault.isPresent()) {
            return Result.failed(fault.get());
        }
        ByteBuffer data = image.data();
        Mat bytes = scope.matOf(data, 1, data.remaining(), data.remaining());
        Mat pixels;
        try {
            pixels = scope.own(Imgcodecs.imdecode(bytes, AS_STORED));
        } catch (CvException e) {
            return Result.failed(new Undecodable("data", fileFormat + " cannot be decoded: " + e.getMessage()));
        }
        if (pixels.cols() != size.widthPx() || pixels.rows() != size.heightPx()) {
            return Result.failed(new Undecodable(
                    "data",
                    fileFormat + " of " + size.widthPx() + " × " + size.heightPx()
                            + " px cannot be decoded: its compressed data are damaged"));
        }
        int fullScale = pixels.depth() == CvType.CV_16U ? FULL_SCALE_16 : FULL_SCALE_8;
        return Result.success(new Frame(image.header(), pixels, fullScale));
    }
}
