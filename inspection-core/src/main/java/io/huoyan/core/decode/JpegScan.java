package io.huoyan.core.decode;

import java.util.List;

/**
 * Walks over the entropy-coded data of one sequential scan, symbol by symbol, without making coefficients of them:
 * whether all blocks are there can be told in no other way, since a decoder fills what is missing with grey (ITU-T
 * T.81, annex F.2).
 */
final class JpegScan {
    private static final int PREFIX = 0xFF;
    private static final int RESTART_FIRST = 0xD0;
    private static final int RESTARTS = 8;
    private static final int COEFFICIENTS = 64;
    private static final int SIXTEEN_ZEROS = 15;
    private static final int HALF_BYTE = 0x0F;
    private static final int SYMBOL = 0xFF;

    /**
     * A component of a scan.
     *
     * @param blocks blocks of it in one unit
     */
    record Component(int blocks, HuffmanTable dc, HuffmanTable ac) {}

    private final byte[] bytes;
    private int position;
    private long bits;
    private int bitCount;

    /** @param position of the first entropy-coded byte */
    JpegScan(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /**
     * @param units minimum coded units of the scan
     * @param restartInterval units between restart markers; 0 for none
     * @return units that were there whole; fewer than {@code units} where the data end early or are damaged
     */
    int walk(List<Component> components, int units, int restartInterval) {
        Component[] all = components.toArray(Component[]::new);
        int untilRestart = restartInterval;
        int restart = 0;
        for (int unit = 0; unit < units; unit++) {
            if (restartInterval > 0 && untilRestart == 0) {
                if (!isRestart(restart)) {
                    return unit;
                }
                restart = (restart + 1) % RESTARTS;
                untilRestart = restartInterval;
            }
            for (Component component : all) {
                for (int block = 0; block < component.blocks(); block++) {
                    if (!isBlockWhole(component)) {
                        return unit;
                    }
                }
            }
            untilRestart--;
        }
        return units;
    }

    /** Next byte that was not read as a code. */
    int position() {
        return position;
    }

    private boolean isBlockWhole(Component component) {
        refill();
        int entry = component.dc().lookUp(bits);
        if (entry < 0 || !isSkipped((entry >> 8) + (entry & HALF_BYTE))) {
            return false;
        }
        for (int k = 1; k < COEFFICIENTS; k++) {
            if (bitCount < Integer.SIZE) {
                refill();
            }
            entry = component.ac().lookUp(bits);
            if (entry < 0) {
                return false;
            }
            int size = entry & HALF_BYTE;
            int zeros = (entry & SYMBOL) >> 4;
            if (!isSkipped((entry >> 8) + size)) {
                return false;
            }
            if (size == 0 && zeros != SIXTEEN_ZEROS) {
                return true;
            }
            k += zeros;
            if (k >= COEFFICIENTS) {
                return false;
            }
        }
        return true;
    }

    private boolean isSkipped(int count) {
        bits <<= count;
        bitCount -= count;
        return bitCount >= 0;
    }

    /** Fills up to 57 bits and more, unless a marker or the end is reached; a stuffed zero after FF is dropped. */
    private void refill() {
        while (bitCount <= Long.SIZE - Byte.SIZE && position < bytes.length) {
            int next = bytes[position] & PREFIX;
            if (next == PREFIX) {
                if (position + 1 >= bytes.length || bytes[position + 1] != 0) {
                    return;
                }
                position++;
            }
            position++;
            bits |= (long) next << (Long.SIZE - Byte.SIZE - bitCount);
            bitCount += Byte.SIZE;
        }
    }

    private boolean isRestart(int number) {
        if (bitCount >= Byte.SIZE) {
            return false;
        }
        bits = 0;
        bitCount = 0;
        while (position + 1 < bytes.length && (bytes[position + 1] & PREFIX) == PREFIX) {
            position++;
        }
        boolean isThere = position + 1 < bytes.length
                && (bytes[position] & PREFIX) == PREFIX
                && (bytes[position + 1] & PREFIX) == RESTART_FIRST + number;
        position += 2;
        return isThere;
    }
}
