package io.huoyan.lab.dataset;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.opencv.core.CvException;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Photographs as people, and the tools they label with, see them: turned as the camera has noted. The line's decoders
 * read pixels as they are stored, since calibrations hold for those; a photograph has none, and labels of it hold for
 * the turned one.
 */
final class UprightPicture {
    private static final int TURNED = Imgcodecs.IMREAD_ANYCOLOR | Imgcodecs.IMREAD_ANYDEPTH;
    private static final int QUICK = 1;

    private UprightPicture() {}

    /**
     * The same picture where nothing says that it is to be turned, or where the line would not read it; else a PNG.
     *
     * @throws IOException if it cannot be turned
     */
    static CapturedImage of(CapturedImage image) throws IOException {
        byte[] bytes = new byte[image.data().remaining()];
        image.data().get(bytes);
        if (ExifOrientation.of(new ByteArrayInputStream(bytes)) == ExifOrientation.UPRIGHT) {
            return image;
        }
        try (MatScope scope = MatScope.open()) {
            if (Decoders.decode(image, DecodeLimits.defaults(), scope) instanceof Result.Failed<Frame>) {
                return image;
            }
            Mat turned = scope.own(Imgcodecs.imdecode(scope.own(new MatOfByte(bytes)), TURNED));
            MatOfByte png = scope.own(new MatOfByte());
            MatOfInt options = scope.own(new MatOfInt(Imgcodecs.IMWRITE_PNG_COMPRESSION, QUICK));
            Imgcodecs.imencode(".png", turned, png, options);
            return new CapturedImage(image.header(), PixelFormat.PNG, 0, 0, 0, ByteBuffer.wrap(png.toArray()));
        } catch (CvException e) {
            throw new IOException("cannot be turned upright: " + e.getMessage(), e);
        }
    }
}
