package io.huoyan.core.decode;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A Huffman table of a JPEG file, for walking over codes (ITU-T T.81, annexes C and F.2.2.3). */
final class HuffmanTable {
    private static final int CODE_BITS_MAX = 16;
    private static final int FAST_BITS = 9;
    private static final int BYTE = 0xFF;

    /** For the next {@value #FAST_BITS} bits: code length · 256 + symbol, or 0 where the code is longer. */
    private final short[] fast = new short[1 << FAST_BITS];

    private final int[] codeMax = new int[CODE_BITS_MAX + 1];
    private final int[] firstSymbol = new int[CODE_BITS_MAX + 1];
    private final byte[] symbols;

    private HuffmanTable(int[] counts, byte[] symbols) {
        this.symbols = symbols;
        int code = 0;
        int symbol = 0;
        for (int bits = 1; bits <= CODE_BITS_MAX; bits++) {
            firstSymbol[bits] = symbol - code;
            for (int i = 0; i < counts[bits]; i++, code++, symbol++) {
                if (bits <= FAST_BITS) {
                    fill(code << (FAST_BITS - bits), bits, symbols[symbol]);
                }
            }
            codeMax[bits] = counts[bits] == 0 ? -1 : code - 1;
            code <<= 1;
        }
    }

    private void fill(int from, int bits, byte symbol) {
        for (int i = 0; i < 1 << (FAST_BITS - bits); i++) {
            fast[from + i] = (short) (bits << 8 | (symbol & BYTE));
        }
    }

    /** Reads one table's counts and symbols; null where they do not fit the segment or each other. */
    static @Nullable HuffmanTable read(ByteBuffer segment) {
        if (segment.remaining() < CODE_BITS_MAX) {
            return null;
        }
        int[] counts = new int[CODE_BITS_MAX + 1];
        int total = 0;
        int codes = 0;
        for (int bits = 1; bits <= CODE_BITS_MAX; bits++) {
            counts[bits] = segment.get() & BYTE;
            total += counts[bits];
            codes = (codes << 1) + counts[bits];
            if (codes > 1 << bits) {
                return null;
            }
        }
        if (total > segment.remaining()) {
            return null;
        }
        byte[] symbols = new byte[total];
        segment.get(symbols);
        return new HuffmanTable(counts, symbols);
    }

    /** Code length · 256 + symbol of the code that the bits begin with, the first bit topmost; -1 if there is none. */
    int lookUp(long bits) {
        int entry = fast[(int) (bits >>> (Long.SIZE - FAST_BITS))] & 0xFFFF;
        if (entry != 0) {
            return entry;
        }
        for (int length = FAST_BITS + 1; length <= CODE_BITS_MAX; length++) {
            int code = (int) (bits >>> (Long.SIZE - length));
            if (code <= codeMax[length]) {
                return length << 8 | (symbols[firstSymbol[length] + code] & BYTE);
            }
        }
        return -1;
    }
}
