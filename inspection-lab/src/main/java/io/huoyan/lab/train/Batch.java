package io.huoyan.lab.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * What one step learns from; direct memory, used again by the next.
 *
 * @param size pieces
 * @param sidePx their side
 * @param labels labels per pixel
 * @param kinds kinds of things
 * @param pictures {@code size × side × side × 3} bytes, blue green red
 * @param targets {@code size × labels × side × side} bytes: 0, 1 or {@link LossSource#UNKNOWN}
 * @param peaks {@code size × kinds × places × places} bytes: how near the middle of a thing is, 0 to
 *     {@link LossSource#PEAK}; a place is {@link #STRIDE_PX} wide
 * @param absentBytes {@code size × kinds} floats: how much it counts to see a thing where none is
 * @param boxBytes {@code size × 10 × places × places} floats: for welds, then for other things, four distances in
 *     places (left, top, right, bottom) and how much they count
 * @param flawedBytes {@code size × 2} floats: 1 flawed or 0 good, and how much it counts
 */
record Batch(
        int size,
        int sidePx,
        int labels,
        int kinds,
        ByteBuffer pictures,
        ByteBuffer targets,
        ByteBuffer peaks,
        ByteBuffer absentBytes,
        ByteBuffer boxBytes,
        ByteBuffer flawedBytes) {
    /** Pixels from one place of the map of things to the next. */
    static final int STRIDE_PX = 4;
    /** Numbers per place and group of things: distances and their weight. */
    static final int BOX_CHANNELS = 5;
    /** Welds, and all else. */
    static final int GROUPS = 2;

    static Batch allocate(int size, int sidePx, int labels, int kinds) {
        int pixels = size * sidePx * sidePx;
        int places = pixels / (STRIDE_PX * STRIDE_PX);
        return new Batch(
                size,
                sidePx,
                labels,
                kinds,
                ByteBuffer.allocateDirect(3 * pixels),
                ByteBuffer.allocateDirect(labels * pixels),
                ByteBuffer.allocateDirect(kinds * places),
                floats(size * kinds),
                floats(GROUPS * BOX_CHANNELS * places),
                floats(2 * size));
    }

    int placesPerSide() {
        return sidePx / STRIDE_PX;
    }

    FloatBuffer absent() {
        return absentBytes.asFloatBuffer();
    }

    FloatBuffer boxes() {
        return boxBytes.asFloatBuffer();
    }

    FloatBuffer flawed() {
        return flawedBytes.asFloatBuffer();
    }

    private static ByteBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
    }
}
