package io.huoyan.lab.dataset;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera noted in a JPEG or PNG file that the picture is to be turned when it is shown (Exif, CIPA DC-008, 4.5.4
 * and tag 0x0112 <i>Orientation</i>). Notes are found where OpenCV's codecs find them, which turn the pixels: in a JPEG
 * in its first APP1 segment, in a PNG anywhere.
 */
final class ExifOrientation {
    /** Rows are rows, columns are columns. */
    static final int UPRIGHT = 1;

    private static final int ROWS_AS_COLUMNS_FROM = 5;
    private static final int ORIENTATION_MAX = 8;

    private static final int JPEG_START = 0xFFD8;
    private static final int JPEG_SCAN = 0xDA;
    private static final int JPEG_APPLICATION_1 = 0xE1;
    /** May stand before any marker, any number of times (ITU-T T.81, B.1.1.2). */
    private static final int JPEG_FILL = 0xFF;
    /** {@code Exif} and two zeros, which OpenCV does not ask for. */
    private static final int JPEG_MARK_BYTES = 6;

    private static final int PNG_START = 0x8950;
    private static final int PNG_REST_OF_START_BYTES = 6;
    private static final int PNG_END = 0x49454E44;
    private static final int PNG_NOTE = 0x65584966;
    private static final int NOTE_BYTES_MAX = 1 << 20;

    private static final short LITTLE_ENDIAN = 0x4949;
    private static final short BIG_ENDIAN = 0x4D4D;
    private static final int DIRECTORY_OFFSET_AT = 4;
    private static final int ENTRY_BYTES = 12;
    private static final int VALUE_AT = 8;
    private static final int TAG = 0x0112;

    private ExifOrientation() {}

    /** 1 to 8 as Exif numbers them; 1 too where nothing is noted, or what is noted cannot be read. */
    static int of(InputStream picture) throws IOException {
        DataInputStream bytes = new DataInputStream(picture);
        try {
            int value =
                    switch (bytes.readUnsignedShort()) {
                        case JPEG_START -> ofJpeg(bytes);
                        case PNG_START -> ofPng(bytes);
                        default -> UPRIGHT;
                    };
            return value >= UPRIGHT && value <= ORIENTATION_MAX ? value : UPRIGHT;
        } catch (EOFException | IndexOutOfBoundsException cutOff) {
            return UPRIGHT;
        }
    }

    /** Whether what is stored as rows is shown as columns. */
    static boolean laysRowsAsColumns(int orientation) {
        return orientation >= ROWS_AS_COLUMNS_FROM;
    }

    private static int ofJpeg(DataInputStream bytes) throws IOException {
        int marker = bytes.readUnsignedShort() & 0xFF;
        while (marker != JPEG_SCAN) {
            while (marker == JPEG_FILL) {
                marker = bytes.readUnsignedByte();
            }
            byte[] segment = bytes.readNBytes(Math.max(0, bytes.readUnsignedShort() - Short.BYTES));
            if (marker == JPEG_APPLICATION_1) {
                return orientation(ByteBuffer.wrap(segment, JPEG_MARK_BYTES, segment.length - JPEG_MARK_BYTES));
            }
            marker = bytes.readUnsignedShort() & 0xFF;
        }
        return UPRIGHT;
    }

    private static int ofPng(DataInputStream bytes) throws IOException {
        bytes.skipNBytes(PNG_REST_OF_START_BYTES);
        int length = bytes.readInt();
        int type = bytes.readInt();
        while (type != PNG_END && type != PNG_NOTE) {
            bytes.skipNBytes((length & 0xFFFFFFFFL) + Integer.BYTES);
            length = bytes.readInt();
            type = bytes.readInt();
        }
        boolean isNote = type == PNG_NOTE && length >= 0 && length <= NOTE_BYTES_MAX;
        return isNote ? orientation(ByteBuffer.wrap(bytes.readNBytes(length))) : UPRIGHT;
    }

    /** Of the first directory of a TIFF block. */
    private static int orientation(ByteBuffer block) {
        ByteBuffer tiff = block.slice();
        short order = tiff.getShort(0);
        if (order != LITTLE_ENDIAN && order != BIG_ENDIAN) {
            return UPRIGHT;
        }
        tiff.order(order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(DIRECTORY_OFFSET_AT);
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + Short.BYTES + i * ENTRY_BYTES;
            if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
                return tiff.getShort(entry + VALUE_AT) & 0xFFFF;
            }
        }
        return UPRIGHT;
    }
}
