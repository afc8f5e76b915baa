package io.huoyan.core.decode;

import io.huoyan.core.domain.InspectionFailure.Undecodable;
import io.huoyan.core.domain.Result;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * What a PNG file's chunks say, read from the first byte to IEND without decoding; every chunk's checksum is proven
 * (W3C PNG, third edition, §5).
 *
 * @param size of the picture
 * @param bitDepth bits of a sample
 * @param colourType 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
 */
record PngHeader(PictureSize size, int bitDepth, int colourType) {
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int HEADER = 0x49484452;
    private static final int DATA = 0x49444154;
    private static final int END = 0x49454E44;
    private static final int HEADER_BYTES = 13;
    private static final int CHUNK_FRAME_BYTES = 12;
    private static final int GREY = 0;
    private static final int DEPTH_DEEP = 16;

    static Result<PngHeader> read(ByteBuffer data) {
        ByteBuffer bytes = data.slice();
        if (bytes.remaining() < Long.BYTES || bytes.getLong() != SIGNATURE) {
            return failed("data is not a PNG: it does not begin with 89 50 4E 47 0D 0A 1A 0A");
        }
        PngHeader header = null;
        boolean hasData = false;
        while (true) {
            int at = bytes.position();
            String fault = chunkFault(bytes);
            if (!fault.isEmpty()) {
                return failed(fault);
            }
            int length = bytes.getInt(at);
            int type = bytes.getInt(at + 4);
            if (header == null) {
                Result<PngHeader> read = headerChunk(bytes, at, type, length);
                if (!(read instanceof Result.Success<PngHeader> success)) {
                    return read;
                }
                header = success.value();
            } else if (type == HEADER) {
                return failed("PNG has a second IHDR chunk at byte " + at + "; allowed is one");
            }
            hasData |= type == DATA;
            if (type == END) {
                return hasData ? Result.success(header) : failed("PNG has no IDAT chunk before IEND at byte " + at);
            }
            bytes.position(at + CHUNK_FRAME_BYTES + length);
        }
    }

    /** Whether the chunk at the position lies within the data and its checksum holds; an empty text means it does. */
    private static String chunkFault(ByteBuffer bytes) {
        int at = bytes.position();
        if (bytes.remaining() < CHUNK_FRAME_BYTES) {
            return "PNG ends at byte " + bytes.limit() + " before its IEND chunk";
        }
        int length = bytes.getInt(at);
        if (length < 0 || length > bytes.remaining() - CHUNK_FRAME_BYTES) {
            return "PNG chunk " + name(bytes.getInt(at + 4)) + " at byte " + at + " has length "
                    + Integer.toUnsignedString(length) + "; allowed are 0 to "
                    + (bytes.remaining() - CHUNK_FRAME_BYTES) + ", to the end of the data";
        }
        CRC32 crc = new CRC32();
        crc.update(bytes.slice(at + 4, length + 4));
        int stored = bytes.getInt(at + 8 + length);
        if ((int) crc.getValue() != stored) {
            return String.format(
                    "PNG chunk %s at byte %d has checksum %08X; its bytes give %08X",
                    name(bytes.getInt(at + 4)), at, stored, (int) crc.getValue());
        }
        return "";
    }

    private static Result<PngHeader> headerChunk(ByteBuffer bytes, int at, int type, int length) {
        if (type != HEADER || length != HEADER_BYTES) {
            return failed("PNG begins with chunk " + name(type) + " of " + length + " bytes; allowed is IHDR of "
                    + HEADER_BYTES);
        }
        int widthPx = bytes.getInt(at + 8);
        int heightPx = bytes.getInt(at + 12);
        int bitDepth = bytes.get(at + 16);
        int colourType = bytes.get(at + 17);
        if (bitDepth == DEPTH_DEEP && colourType != GREY) {
            return failed(
                    "PNG has 16 bits a sample in colour type " + colourType + "; allowed are 16 bits in grey (0)");
        }
        return Result.success(new PngHeader(new PictureSize(widthPx, heightPx), bitDepth, colourType));
    }

    private static String name(int type) {
        byte[] letters = ByteBuffer.allocate(Integer.BYTES).putInt(type).array();
        return new String(letters, StandardCharsets.ISO_8859_1).replaceAll("[^A-Za-z]", "?");
    }

    private static Result<PngHeader> failed(String message) {
        return Result.failed(new Undecodable("data", message));
    }
}
