package io.huoyan.lab.dataset;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Photographs as people, and the tools they label with, see them: turned as the camera has noted (Exif, CIPA DC-008,
 * tag 0x0112 <i>Orientation</i>). The line's decoders read pixels as they are stored, since calibrations hold for
 * those; a photograph has none, and labels of it hold for the turned one.
 */
final class UprightPicture {
    /** How a note of this kind begins in a JPEG and in a PNG file. */
    private static final List<byte[]> MARKS = List.of(ascii("Exif\0\0"), ascii("eXIf"));

    /** Before the picture itself, and other notes may stand before it. */
    private static final int MARK_WITHIN_BYTES = 1 << 20;

    private static final int TURNED = Imgcodecs.IMREAD_ANYCOLOR | Imgcodecs.IMREAD_ANYDEPTH;
    private static final int QUICK = 1;

    private UprightPicture() {}

    /** The same picture where nothing says that it is to be turned, or where it cannot be decoded; else a PNG. */
    static CapturedImage of(CapturedImage image) {
        if (!hasMark(image.data())) {
            return image;
        }
        try (MatScope scope = MatScope.open()) {
            if (!(Decoders.decode(image, DecodeLimits.defaults(), scope) instanceof Result.Success<Frame> stored)) {
                return image;
            }
            ByteBuffer data = image.data();
            Mat bytes = scope.matOf(data, 1, data.remaining(), data.remaining());
            Mat turned = scope.own(Imgcodecs.imdecode(bytes, TURNED));
            Mat pixels = stored.value().pixels();
            if (turned.size().equals(pixels.size()) && Core.norm(turned, pixels, Core.NORM_INF) == 0) {
                return image;
            }
            MatOfByte png = scope.own(new MatOfByte());
            MatOfInt options = scope.own(new MatOfInt(Imgcodecs.IMWRITE_PNG_COMPRESSION, QUICK));
            Imgcodecs.imencode(".png", turned, png, options);
            return new CapturedImage(image.header(), PixelFormat.PNG, 0, 0, 0, ByteBuffer.wrap(png.toArray()));
        }
    }

    private static boolean hasMark(ByteBuffer data) {
        int end = Math.min(data.limit(), data.position() + MARK_WITHIN_BYTES);
        return MARKS.stream().anyMatch(mark -> {
            for (int at = data.position(); at + mark.length <= end; at++) {
                if (isAt(data, at, mark)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean isAt(ByteBuffer data, int at, byte[] mark) {
        for (int i = 0; i < mark.length; i++) {
            if (data.get(at + i) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
