package io.huoyan.server.camera;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.huoyan.core.decode.PixelFormat;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Raw pixel formats into which the agent can turn a picture before it sends it, rows packed without padding. For trying
 * a server with the formats that cameras send; the picture is what a perfect camera would have made of it.
 */
public enum RawForm {
    MONO8(PixelFormat.MONO8),
    MONO12P(PixelFormat.MONO12P),
    RGB8(PixelFormat.RGB8),
    BAYER_RG8(PixelFormat.BAYER_RG8);

    private static final int BYTE = 0xFF;
    /** ITU-R BT.601 luma in thousandths, as OpenCV takes it. */
    private static final int RED_SHARE = 299;

    private static final int GREEN_SHARE = 587;
    private static final int BLUE_SHARE = 114;
    private static final int ROUNDING = 500;
    private static final int WHOLE = 1000;

    private final PixelFormat format;

    RawForm(PixelFormat format) {
        this.format = format;
    }

    public PixelFormat format() {
        return format;
    }

    /** Name on the command line, e.g. {@code bayer-rg8}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<RawForm> ofWord(String word) {
        return Arrays.stream(values()).filter(form -> form.word().equals(word)).findFirst();
    }

    /** @param picture with an even width, for {@link #MONO12P} */
    ByteString encode(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        if (this == MONO12P && width % 2 != 0) {
            throw new IllegalArgumentException("width is " + width + " px; allowed for Mono12p is an even one");
        }
        byte[] out = new byte[bytes(width, height)];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            switch (this) {
                case MONO8 -> mono8(row, out, y * width);
                case MONO12P -> mono12p(row, out, y * width / 2 * 3);
                case RGB8 -> rgb8(row, out, y * width * 3);
                case BAYER_RG8 -> bayer(row, y, out, y * width);
            }
        }
        return UnsafeByteOperations.unsafeWrap(out);
    }

    private int bytes(int width, int height) {
        return switch (this) {
            case MONO8, BAYER_RG8 -> Math.multiplyExact(width, height);
            case MONO12P -> Math.multiplyExact(width / 2 * 3, height);
            case RGB8 -> Math.multiplyExact(width * 3, height);
        };
    }

    private static void mono8(int[] row, byte[] out, int at) {
        for (int x = 0; x < row.length; x++) {
            out[at + x] = (byte) grey(row[x]);
        }
    }

    /** Two pixels in three bytes, low bits first (GenICam PFNC 2.4, “p” formats). */
    private static void mono12p(int[] row, byte[] out, int at) {
        int next = at;
        for (int x = 0; x < row.length; x += 2) {
            int first = twelveBits(row[x]);
            int second = twelveBits(row[x + 1]);
            out[next++] = (byte) first;
            out[next++] = (byte) (first >> 8 | (second & 0xF) << 4);
            out[next++] = (byte) (second >> 4);
        }
    }

    private static int twelveBits(int rgb) {
        int grey = grey(rgb);
        return grey << 4 | grey >> 4;
    }

    private static void rgb8(int[] row, byte[] out, int at) {
        int next = at;
        for (int rgb : row) {
            out[next++] = (byte) red(rgb);
            out[next++] = (byte) green(rgb);
            out[next++] = (byte) blue(rgb);
        }
    }

    private static void bayer(int[] row, int y, byte[] out, int at) {
        for (int x = 0; x < row.length; x++) {
            boolean evenRow = y % 2 == 0;
            boolean evenColumn = x % 2 == 0;
            int value = evenRow == evenColumn ? evenRow ? red(row[x]) : blue(row[x]) : green(row[x]);
            out[at + x] = (byte) value;
        }
    }

    private static int grey(int rgb) {
        return (RED_SHARE * red(rgb) + GREEN_SHARE * green(rgb) + BLUE_SHARE * blue(rgb) + ROUNDING) / WHOLE;
    }

    private static int red(int rgb) {
        return rgb >> 16 & BYTE;
    }

    private static int green(int rgb) {
        return rgb >> 8 & BYTE;
    }

    private static int blue(int rgb) {
        return rgb & BYTE;
    }
}
