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
    /** Hundreds of times what an inspection of many welds takes; what is longer is neither written nor read. */
    static final int TEXT_BYTES_MAX = 16 << 20;
    /** What is kept is never longer: the bound of Zstandard is the text's length and a 256th of it. */
    static final int KEPT_BYTES_MAX = TEXT_BYTES_MAX + (TEXT_BYTES_MAX >> 8);

    private static final int LENGTH_COMPRESSED_MIN = 512;
    private static final int BUFFER_BYTES = 16_384;
    /** Deflate makes of each byte at most so many (zlib's technical notes). */
    private static final int INFLATED_MAX = 1032;
    /** The fastest of Zstandard's usual levels; more of them gain a hundredth of the room. */
    private static final int LEVEL = 1;
    /** First byte of a Zstandard frame (RFC 8878 §3.1.1). */
    private static final byte COMPRESSED = 0x28;
    /** First byte of what {@link java.util.zip.Deflater} makes with its usual window of 32 KiB (RFC 1950 §2.2). */
    private static final byte DEFLATED = 0x78;
    /** Where a frame's descriptor is, and the bits of it that a reader may pass over (RFC 8878 §3.1.1.1.1). */
    private static final int DESCRIPTOR = 4;

    private static final int DESCRIPTOR_UNUSED = 0x18;

    /** @throws IllegalArgumentException if it is longer than {@value #TEXT_BYTES_MAX} bytes */
    static EntryDocument of(DossierEntry entry, InspectionJson json) {
        return of(entry, json, TEXT_BYTES_MAX);
    }

    static EntryDocument of(DossierEntry entry, InspectionJson json, int textBytesMax) {
        byte[] text = json.write(entry);
        if (text.length > textBytesMax) {
            throw new IllegalArgumentException("an entry (" + entry.getClass().getSimpleName() + ") is a document of "
                    + text.length + " bytes; allowed are at most " + textBytesMax);
        }
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
        return textOf(kept, TEXT_BYTES_MAX);
    }

    static byte[] textOf(byte[] kept, int textBytesMax) {
        if (kept.length == 0) {
            return kept;
        }
        return switch (kept[0]) {
            case COMPRESSED -> decompressed(kept, textBytesMax);
            case DEFLATED -> inflated(kept, textBytesMax);
            default -> kept;
        };
    }

    /** The text of what is kept is not longer; told without opening it. */
    static long textBytesAtMost(byte[] kept) {
        if (kept.length == 0 || (kept[0] != COMPRESSED && kept[0] != DEFLATED)) {
            return kept.length;
        }
        long said = kept[0] == DEFLATED ? (long) INFLATED_MAX * kept.length : Zstd.getFrameContentSize(kept);
        return Math.max(kept.length, Math.min(said, TEXT_BYTES_MAX));
    }

    /** One frame that tells its length and nothing behind it, as {@link #compressed} makes it; else {@code kept}. */
    private static byte[] decompressed(byte[] kept, int textBytesMax) {
        try {
            if (kept.length <= DESCRIPTOR
                    || (kept[DESCRIPTOR] & DESCRIPTOR_UNUSED) != 0
                    || Zstd.findFrameCompressedSize(kept) != kept.length) {
                return kept;
            }
            long length = Zstd.getFrameContentSize(kept);
            if (length <= 0 || length > textBytesMax) {
                return kept;
            }
            byte[] text = new byte[(int) length];
            return Zstd.decompressByteArray(text, 0, text.length, kept, 0, kept.length) == length ? text : kept;
        } catch (ZstdException e) {
            return kept;
        }
    }

    private static byte[] inflated(byte[] kept, int textBytesMax) {
        long roomMax = textBytesMax + 1L;
        var inflater = new Inflater();
        try {
            inflater.setInput(kept);
            byte[] text = new byte[(int) Math.min(roomMax, Math.max(BUFFER_BYTES, 4L * kept.length))];
            int length = 0;
            while (!inflater.finished()) {
                int more = inflater.inflate(text, length, text.length - length);
                length += more;
                if ((more == 0 && (inflater.needsInput() || inflater.needsDictionary())) || length > textBytesMax) {
                    return kept;
                }
                if (length == text.length) {
                    text = Arrays.copyOf(text, (int) Math.min(roomMax, 2L * length));
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
