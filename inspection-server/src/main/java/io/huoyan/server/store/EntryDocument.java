package io.huoyan.server.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.InspectionJson;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The document of an entry, as it is chained and as it is kept: a long one compressed (Zstandard, RFC 8878), which
 * takes a quarter of the room; up to version 5 of the store it was deflated (zlib, RFC 1950). JSON begins with a brace,
 * what is compressed never does; so the first byte tells.
 *
 * @param text UTF-8 JSON
 * @param kept what the database has of it
 */
record EntryDocument(byte[] text, byte[] kept) {
    private static final int LENGTH_COMPRESSED_MIN = 512;
    private static final int TEXT_BYTES_MAX = 256 << 20;
    private static final int BUFFER_BYTES = 16_384;
    /** The fastest of Zstandard's usual levels; more of them gain a hundredth of the room. */
    private static final int LEVEL = 1;
    /** First byte of a Zstandard frame (RFC 8878 §3.1.1). */
    private static final byte COMPRESSED = 0x28;
    /** First byte of what {@link java.util.zip.Deflater} makes with its usual window of 32 KiB (RFC 1950 §2.2). */
    private static final byte DEFLATED = 0x78;
    /** Where a frame's descriptor is, and the bits of it that a reader may pass over (RFC 8878 §3.1.1.1.1). */
    private static final int DESCRIPTOR = 4;

    private static final int DESCRIPTOR_UNUSED = 0x18;

    static EntryDocument of(DossierEntry entry, InspectionJson json) {
        byte[] text = json.write(entry);
        return new EntryDocument(text, text.length < LENGTH_COMPRESSED_MIN ? text : compressed(text));
    }

    private static byte[] compressed(byte[] text) {
        byte[] room = new byte[Math.toIntExact(Zstd.compressBound(text.length))];
        long length = Zstd.compress(room, text, LEVEL, true);
        if (Zstd.isError(length)) {
            throw new IllegalStateException(
                    "a document of " + text.length + " bytes could not be compressed: " + Zstd.getErrorName(length));
        }
        return Arrays.copyOf(room, (int) length);
    }

    /** The text of what is kept; what cannot be read as such is returned as it is, for nobody to take it for JSON. */
    static byte[] textOf(byte[] kept) {
        if (kept.length == 0) {
            return kept;
        }
        return switch (kept[0]) {
            case COMPRESSED -> decompressed(kept);
            case DEFLATED -> inflated(kept);
            default -> kept;
        };
    }

    /** One frame that tells its length and nothing behind it, as {@link #compressed} makes it; else {@code kept}. */
    private static byte[] decompressed(byte[] kept) {
        try {
            if (kept.length <= DESCRIPTOR
                    || (kept[DESCRIPTOR] & DESCRIPTOR_UNUSED) != 0
                    || Zstd.findFrameCompressedSize(kept) != kept.length) {
                return kept;
            }
            long length = Zstd.getFrameContentSize(kept);
            if (length <= 0 || length > TEXT_BYTES_MAX) {
                return kept;
            }
            byte[] text = new byte[(int) length];
            return Zstd.decompressByteArray(text, 0, text.length, kept, 0, kept.length) == length ? text : kept;
        } catch (ZstdException e) {
            return kept;
        }
    }

    private static byte[] inflated(byte[] kept) {
        var inflater = new Inflater();
        try {
            inflater.setInput(kept);
            byte[] text = new byte[Math.max(BUFFER_BYTES, 4 * kept.length)];
            int length = 0;
            while (!inflater.finished()) {
                int more = inflater.inflate(text, length, text.length - length);
                length += more;
                if ((more == 0 && (inflater.needsInput() || inflater.needsDictionary())) || length > TEXT_BYTES_MAX) {
                    return kept;
                }
                if (length == text.length) {
                    text = Arrays.copyOf(text, 2 * length);
                }
            }
            return inflater.getRemaining() == 0 ? Arrays.copyOf(text, length) : kept;
        } catch (DataFormatException e) {
            return kept;
        } finally {
            inflater.end();
        }
    }
}
