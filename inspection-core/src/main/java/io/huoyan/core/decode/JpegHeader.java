package io.huoyan.core.decode;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.InspectionFailure.Undecodable;
import io.huoyan.core.domain.Result;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a JPEG file's markers say, read from the first byte to the end-of-image marker without decoding (ITU-T T.81,
 * annex B).
 *
 * @param size of the picture
 * @param components 1 (grey) or 3 (colour)
 */
record JpegHeader(PictureSize size, int components) {
    private static final int PREFIX = 0xFF;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int RESTART_FIRST = 0xD0;
    private static final int RESTART_LAST = 0xD7;
    private static final int FRAME_BASELINE = 0xC0;
    private static final int FRAME_PROGRESSIVE = 0xC2;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int FRAME_LAST = 0xCF;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int ARITHMETIC_TABLES = 0xCC;
    private static final int FRAME_HEADER_BYTES = 8;
    private static final int PRECISION_BITS = 8;
    /** A progressive picture needs about ten; more is a way to keep a decoder busy. */
    static final int SCANS_MAX = 64;

    /** Reads the markers; a size outside the limits, or other than the sender's, ends the reading at once. */
    static Result<JpegHeader> read(CapturedImage image, DecodeLimits limits) {
        return new Walk(image, limits).header();
    }

    /** One walk over the markers; its position is the next byte. */
    private static final class Walk {
        private final CapturedImage image;
        private final DecodeLimits limits;
        private final ByteBuffer bytes;
        private final byte[] array;
        private final JpegCoding coding = new JpegCoding();
        private int widthPx;
        private int heightPx;
        private int components;
        private int scans;

        Walk(CapturedImage image, DecodeLimits limits) {
            this.image = image;
            this.limits = limits;
            ByteBuffer data = image.data();
            this.array = new byte[data.remaining()];
            data.get(array);
            this.bytes = ByteBuffer.wrap(array);
        }

        Result<JpegHeader> header() {
            if (bytes.remaining() < 2 || next() != PREFIX || next() != START_OF_IMAGE) {
                return failed("data is not a JPEG: it does not begin with FF D8");
            }
            while (true) {
                int at = bytes.position();
                int marker = marker();
                if (marker < 0) {
                    return bytes.hasRemaining()
                            ? failed("JPEG has byte " + hex(bytes.get(at)) + " at " + at + "; allowed is a marker, FF")
                            : failed("JPEG ends at byte " + bytes.limit() + " before its end-of-image marker FF D9");
                }
                if (marker == END_OF_IMAGE) {
                    return scans > 0 && coding.isComplete()
                            ? Result.success(new JpegHeader(new PictureSize(widthPx, heightPx), components))
                            : failed("JPEG lacks scans before its end-of-image marker at byte " + at);
                }
                String fault = segment(marker, at);
                if (!fault.isEmpty()) {
                    return failed(fault);
                }
                Optional<InspectionFailure> size = isFrameHeader(marker)
                        ? new PictureSize(widthPx, heightPx).headerFault("JPEG", image, limits)
                        : Optional.empty();
                if (size.isPresent()) {
                    return Result.failed(size.get());
                }
            }
        }

        /** Skips or reads one segment with its scan data; an empty text means it was in order. */
        private String segment(int marker, int at) {
            if (bytes.remaining() < 2) {
                return "JPEG ends at byte " + bytes.limit() + " within the segment at " + at;
            }
            int length = Short.toUnsignedInt(bytes.getShort()) - 2;
            if (length < 0 || length > bytes.remaining()) {
                return "JPEG segment " + hex(marker) + " at byte " + at + " has length " + (length + 2)
                        + "; allowed are 2 to " + (bytes.remaining() + 2) + ", to the end of the data";
            }
            int next = bytes.position() + length;
            String fault = content(marker, at, bytes.slice(bytes.position(), length));
            bytes.position(next);
            return marker == START_OF_SCAN && fault.isEmpty() ? scanEnd(at) : fault;
        }

        private String content(int marker, int at, ByteBuffer segment) {
            if (isFrameHeader(marker)) {
                return frameHeader(marker, at, segment);
            }
            if (marker == HUFFMAN_TABLES) {
                return coding.huffmanTables(segment);
            }
            if (marker == RESTART_INTERVAL) {
                return coding.restartInterval(segment);
            }
            return marker == START_OF_SCAN ? scan(at, segment) : "";
        }

        private String frameHeader(int marker, int at, ByteBuffer segment) {
            if (marker > FRAME_PROGRESSIVE) {
                return "JPEG process is " + hex(marker)
                        + "; allowed are C0 (baseline), C1 (extended), C2 (progressive)";
            }
            if (components != 0) {
                return "JPEG has a second frame header at byte " + at + "; allowed is one";
            }
            if (segment.remaining() < FRAME_HEADER_BYTES - 2) {
                return "JPEG frame header at byte " + at + " has length " + (segment.remaining() + 2) + "; allowed are "
                        + FRAME_HEADER_BYTES + " and more";
            }
            int precision = segment.get() & PREFIX;
            heightPx = Short.toUnsignedInt(segment.getShort());
            widthPx = Short.toUnsignedInt(segment.getShort());
            components = segment.get() & PREFIX;
            if (precision != PRECISION_BITS) {
                return "JPEG has " + precision + " bits a sample; allowed are " + PRECISION_BITS;
            }
            if (components != 1 && components != 3) {
                return "JPEG has " + components + " components; allowed are 1 (grey) and 3 (colour)";
            }
            return coding.frame(widthPx, heightPx, components, marker != FRAME_PROGRESSIVE, segment);
        }

        private String scan(int at, ByteBuffer segment) {
            if (components == 0) {
                return "JPEG has a scan at byte " + at + " before its frame header";
            }
            if (++scans > SCANS_MAX) {
                return "JPEG has more than " + SCANS_MAX + " scans; allowed are 1 to " + SCANS_MAX;
            }
            return coding.scan(segment, array, bytes.position() + segment.limit());
        }

        /** Skips entropy-coded data up to the next marker that is not a restart. */
        private String scanEnd(int at) {
            int limit = bytes.limit();
            int i = bytes.position();
            while (i + 1 < limit) {
                if (bytes.get(i) == (byte) PREFIX) {
                    int after = bytes.get(i + 1) & PREFIX;
                    boolean isData = after == 0 || after == PREFIX || (after >= RESTART_FIRST && after <= RESTART_LAST);
                    if (!isData) {
                        bytes.position(i);
                        return "";
                    }
                }
                i++;
            }
            return "JPEG ends at byte " + limit + " within the scan at " + at
                    + ", before its end-of-image marker FF D9";
        }

        /** The next marker's code, fill bytes skipped; -1 if there is none. */
        private int marker() {
            if (!bytes.hasRemaining() || (bytes.get(bytes.position()) & PREFIX) != PREFIX) {
                return -1;
            }
            while (bytes.hasRemaining()) {
                int code = next();
                if (code != PREFIX) {
                    return code == 0 ? -1 : code;
                }
            }
            return -1;
        }

        private static boolean isFrameHeader(int marker) {
            return marker >= FRAME_BASELINE
                    && marker <= FRAME_LAST
                    && marker != HUFFMAN_TABLES
                    && marker != ARITHMETIC_TABLES;
        }

        private int next() {
            return bytes.get() & PREFIX;
        }

        private static String hex(int value) {
            return String.format("%02X", value & PREFIX);
        }

        private static Result<JpegHeader> failed(String message) {
            return Result.failed(new Undecodable("data", message));
        }
    }
}
