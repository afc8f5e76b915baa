package io.huoyan.core.evidence;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Rect;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Cuts the original pixels of a weld out of a frame, lossless and in the camera's own depth. Without state,
 * thread-safe.
 */
public final class EvidenceCutter {
    /** Quick rather than small: the pixels are noisy, and more effort saves a few per cent. */
    private static final int PNG_COMPRESSION = 1;

    private EvidenceCutter() {}

    /** The whole picture. */
    public static Evidence whole(Frame frame, MatScope scope) {
        return cut(frame, new PixelBox(0, 0, frame.widthPx(), frame.heightPx()), scope)
                .orElseThrow();
    }

    /**
     * @param wanted clipped to the picture
     * @return empty if nothing of it lies in the picture
     */
    public static Optional<Evidence> cut(Frame frame, PixelBox wanted, MatScope scope) {
        PixelBox box = wanted.clippedTo(frame.widthPx(), frame.heightPx());
        if (box.isEmpty()) {
            return Optional.empty();
        }
        Mat part = scope.own(frame.pixels().submat(new Rect(box.x(), box.y(), box.width(), box.height())));
        MatOfByte encoded = scope.own(new MatOfByte());
        MatOfInt parameters = scope.own(new MatOfInt(Imgcodecs.IMWRITE_PNG_COMPRESSION, PNG_COMPRESSION));
        if (!Imgcodecs.imencode(".png", part, encoded, parameters)) {
            throw new IllegalStateException("evidence of " + box + " could not be written as PNG");
        }
        byte[] png = encoded.toArray();
        return Optional.of(new Evidence(box, sha256(png), png));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
