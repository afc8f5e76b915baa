package io.huoyan.lab.train;

import io.huoyan.core.infer.djl.LiteUnet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one step learns from; direct memory, used again by the next.
 *
 * @param size pieces
 * @param sidePx their side
 * @param labels labels per pixel
 * @param kinds kinds of things
 * @param pictures {@code size × side × side × 3} bytes, blue green red
 * @param targets {@code size × labels × side × side} bytes: 0, 1 or {@link LossSource#UNKNOWN}
 * @param peaks {@code size × kinds × places} bytes: how near the middle of a thing is, 0 to {@link LossSource#PEAK};
 *     the places are those of all {@link #levels}, the finest first, each row by row
 * @param absentBytes {@code size × kinds} floats: how much it counts to see a thing where none is
 * @param boxBytes {@code size × 10 × places} floats: for welds, then for other things, four distances in places (left,
 *     top, right, bottom) and how much they count
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
    /** Numbers per place and group of things: distances and their weight. */
    static final int BOX_CHANNELS = 5;
    /** Welds, and all else. */
    static final int GROUPS = 2;

    static Batch allocate(int size, int sidePx, int labels, int kinds) {
        int pixels = size * sidePx * sidePx;
        int places = size * places(sidePx);
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

    /**
     * The places of one map of things within those of all.
     *
     * @param first number of its first place
     * @param side places per side
     */
    record Level(int stridePx, int first, int side) {}

    List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        int first = 0;
        for (int stridePx : LiteUnet.THING_STRIDES_PX) {
            int side = sidePx / stridePx;
            levels.add(new Level(stridePx, first, side));
            first += side * side;
        }
        return levels;
    }

    /** Places of all levels of one piece. */
    int places() {
        return places(sidePx);
    }

    private static int places(int sidePx) {
        return LiteUnet.THING_STRIDES_PX.stream()
                .mapToInt(stridePx -> (sidePx / stridePx) * (sidePx / stridePx))
                .sum();
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
