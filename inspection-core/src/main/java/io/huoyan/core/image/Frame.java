package io.huoyan.core.image;

import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.PixelBox;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/**
 * A decoded picture.
 *
 * @param header what is known of it
 * @param pixels the picture as the camera resolved it: {@code CV_8UC1} (grey), {@code CV_16UC1} (grey, more than 8
 *     bits) or {@code CV_8UC3} (blue, green, red); rows from top to bottom; owned by the scope it was decoded in,
 *     read-only by agreement
 * @param fullScale value of a saturated pixel: 255, 4095, 65535 …
 */
public record Frame(FrameHeader header, Mat pixels, int fullScale) {
    public Frame {
        int type = pixels.type();
        if (type != CvType.CV_8UC1 && type != CvType.CV_16UC1 && type != CvType.CV_8UC3) {
            throw new IllegalArgumentException(
                    "pixels are " + CvType.typeToString(type) + "; allowed are CV_8UC1, CV_16UC1 and CV_8UC3");
        }
    }

    public int widthPx() {
        return pixels.cols();
    }

    public int heightPx() {
        return pixels.rows();
    }

    /**
     * A part of it as a picture of its own, without a copy of the pixels.
     *
     * @param box within the picture, not empty
     * @param scope owns the part's matrix
     */
    public Frame part(PixelBox box, MatScope scope) {
        Rect rect = new Rect(box.x(), box.y(), box.width(), box.height());
        return new Frame(header, scope.own(pixels.submat(rect)), fullScale);
    }
}
