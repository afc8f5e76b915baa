package io.huoyan.core.decode;

import io.huoyan.core.image.Frame;
import org.opencv.core.CvType;

/** A frame's values as numbers, row by row, channel by channel. */
final class DecodedPixels {
    private DecodedPixels() {}

    static int[] of(Frame frame) {
        int count = frame.widthPx() * frame.heightPx() * frame.pixels().channels();
        int[] values = new int[count];
        if (frame.pixels().depth() == CvType.CV_16U) {
            short[] shorts = new short[count];
            frame.pixels().get(0, 0, shorts);
            for (int i = 0; i < count; i++) {
                values[i] = Short.toUnsignedInt(shorts[i]);
            }
        } else {
            byte[] bytes = new byte[count];
            frame.pixels().get(0, 0, bytes);
            for (int i = 0; i < count; i++) {
                values[i] = Byte.toUnsignedInt(bytes[i]);
            }
        }
        return values;
    }
}
