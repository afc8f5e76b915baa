package io.huoyan.server.store;

import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.InspectionJson;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The document of an entry, as it is chained and as it is kept: a long one deflated (zlib, RFC 1950), which takes a
 * quarter of the room. JSON begins with a brace, what is deflated never does; so the first byte tells.
 *
 * @param text UTF-8 JSON
 * @param kept what the database has of it
 */
record EntryDocument(byte[] text, byte[] kept) {
    private static final int LENGTH_DEFLATED_MIN = 512;
    private static final int TEXT_BYTES_MAX = 256 << 20;
    private static final int BUFFER_BYTES = 16_384;
    /** First byte of what {@link Deflater} makes with its usual window of 32 KiB (RFC 1950 §2.2). */
    private static final byte DEFLATED = 0x78;

    static EntryDocument of(DossierEntry entry, InspectionJson json) {
        byte[] text = json.write(entry);
        return new EntryDocument(text, text.length < LENGTH_DEFLATED_MIN ? text : deflated(text));
    }

    private static byte[] deflated(byte[] text) {
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(text);
            deflater.finish();
            var out = new ByteArrayOutputStream(text.length / 2);
            byte[] buffer = new byte[BUFFER_BYTES];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** The text of what is kept; what cannot be read as such is returned as it is, for nobody to take it for JSON. */
    static byte[] textOf(byte[] kept) {
        if (kept.length == 0 || kept[0] != DEFLATED) {
            return kept;
        }
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
