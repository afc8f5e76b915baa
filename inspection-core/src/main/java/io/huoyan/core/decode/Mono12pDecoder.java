package io.huoyan.core.decode;

import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.nio.ByteBuffer;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * PFNC Mono12p: 12 bits a pixel, packed least significant bit first, two pixels in three bytes (GenICam Pixel Format
 * Naming Convention 2.1, "Lsb Packed"):
 *
 * <pre>
 * byte 0: pixel 0 bits 7…0
 * byte 1: pixel 1 bits 3…0 in the high half, pixel 0 bits 11…8 in the low half
 * byte 2: pixel 1 bits 11…4
 * </pre>
 *
 * <p>Each row starts at a byte. The one copy is the unpacking.
 */
final class Mono12pDecoder implements PixelDecoder {
    private static final int BITS_PER_PIXEL = 12;
    private static final int FULL_SCALE = 4095;
    private static final int BYTE = 0xFF;
    private static final int HALF_BYTE = 0x0F;

    @Override
    public PixelFormat format() {
        return PixelFormat.MONO12P;
    }

    @Override
    public Result<Frame> decode(CapturedImage image, DecodeLimits limits, MatScope scope) {
        return RawRows.of(image, BITS_PER_PIXEL, limits).then(rows -> {
            int widthPx = image.widthPx();
            Mat pixels = scope.mat(image.heightPx(), widthPx, CvType.CV_16UC1);
            ByteBuffer data = image.data().slice();
            byte[] packed = new byte[rows.rowBytes()];
            short[] row = new short[widthPx];
            for (int y = 0; y < image.heightPx(); y++) {
                data.position(y * rows.strideBytes());
                data.get(packed);
                unpack(packed, row);
                pixels.put(y, 0, row);
            }
            return Result.success(new Frame(image.header(), pixels, FULL_SCALE));
        });
    }

    /** Unpacks one row; {@code packed} holds ⌈12 · row.length / 8⌉ bytes. */
    static void unpack(byte[] packed, short[] row) {
        int from = 0;
        int x = 0;
        for (; x + 1 < row.length; x += 2, from += 3) {
            int middle = packed[from + 1] & BYTE;
            row[x] = (short) ((packed[from] & BYTE) | (middle & HALF_BYTE) << 8);
            row[x + 1] = (short) (middle >> 4 | (packed[from + 2] & BYTE) << 4);
        }
        if (x < row.length) {
            row[x] = (short) ((packed[from] & BYTE) | (packed[from + 1] & HALF_BYTE) << 8);
        }
    }
}
