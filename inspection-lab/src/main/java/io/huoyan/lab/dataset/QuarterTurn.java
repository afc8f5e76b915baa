package io.huoyan.lab.dataset;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Whether a camera noted in a JPEG or PNG file that the picture is to be shown turned by a quarter (Exif, CIPA DC-008,
 * 4.5.4 and tag 0x0112 <i>Orientation</i>, of which the values from 5 on lay rows as columns).
 */
final class QuarterTurn {
    private static final int JPEG_START = 0xFFD8;
    private static final int JPEG_SCAN = 0xDA;
    private static final int JPEG_APPLICATION_1 = 0xE1;
    /** May stand before any marker, any number of times (ITU-T T.81, B.1.1.2). */
    private static final int JPEG_FILL = 0xFF;

    private static final byte[] JPEG_MARK = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private static final int PNG_START = 0x8950;
    private static final int PNG_REST_OF_START_BYTES = 6;
    private static final int PNG_PIXELS = 0x49444154;
    private static final int PNG_NOTE = 0x65584966;
    private static final int NOTE_BYTES_MAX = 1 << 20;

    private static final short LITTLE_ENDIAN = 0x4949;
    private static final int DIRECTORY_OFFSET_AT = 4;
    private static final int ENTRY_BYTES = 12;
    private static final int VALUE_AT = 8;
    private static final int ORIENTATION = 0x0112;
    private static final int ROWS_AS_COLUMNS_FROM = 5;
    private static final int ORIENTATION_MAX = 8;

    private QuarterTurn() {}

    /** False too where nothing is noted, or what is noted cannot be read. */
    static boolean isNotedIn(Path picture) throws IOException {
        try (DataInputStream bytes = new DataInputStream(new BufferedInputStream(Files.newInputStream(picture)))) {
            int value =
                    switch (bytes.readUnsignedShort()) {
                        case JPEG_START -> ofJpeg(bytes);
                        case PNG_START -> ofPng(bytes);
                        default -> 0;
                    };
            return value >= ROWS_AS_COLUMNS_FROM && value <= ORIENTATION_MAX;
        } catch (EOFException | IndexOutOfBoundsException cutOff) {
            return false;
        }
    }

    private static int ofJpeg(DataInputStream bytes) throws IOException {
        int marker = bytes.readUnsignedShort() & 0xFF;
        while (marker != JPEG_SCAN) {
            while (marker == JPEG_FILL) {
                marker = bytes.readUnsignedByte();
            }
            byte[] segment = bytes.readNBytes(Math.max(0, bytes.readUnsignedShort() - Short.BYTES));
            int mark = JPEG_MARK.length;
            if (marker == JPEG_APPLICATION_1 && Arrays.equals(Arrays.copyOf(segment, mark), JPEG_MARK)) {
                return orientation(ByteBuffer.wrap(segment, mark, segment.length - mark));
            }
            marker = bytes.readUnsignedShort() & 0xFF;
        }
        return 0;
    }

    private static int ofPng(DataInputStream bytes) throws IOException {
        bytes.skipNBytes(PNG_REST_OF_START_BYTES);
        int length = bytes.readInt();
        int type = bytes.readInt();
        while (type != PNG_PIXELS && type != PNG_NOTE) {
            bytes.skipNBytes((length & 0xFFFFFFFFL) + Integer.BYTES);
            length = bytes.readInt();
            type = bytes.readInt();
        }
        boolean isNote = type == PNG_NOTE && length >= 0 && length <= NOTE_BYTES_MAX;
        return isNote ? orientation(ByteBuffer.wrap(bytes.readNBytes(length))) : 0;
    }

    /** Of the first directory of a TIFF block; 0 if it has none. */
    private static int orientation(ByteBuffer block) {
        ByteBuffer tiff = block.slice();
        if (tiff.getShort(0) == LITTLE_ENDIAN) {
            tiff.order(ByteOrder.LITTLE_ENDIAN);
        }
        int directory = tiff.getInt(DIRECTORY_OFFSET_AT);
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + Short.BYTES + i * ENTRY_BYTES;
            if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION) {
                return tiff.getShort(entry + VALUE_AT) & 0xFFFF;
            }
        }
        return 0;
    }
}
