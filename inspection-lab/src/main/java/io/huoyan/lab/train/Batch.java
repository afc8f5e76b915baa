package io.huoyan.lab.train;

import java.nio.ByteBuffer;

/**
 * What one step learns from; direct memory, used again by the next.
 *
 * @param size pictures
 * @param sidePx their side
 * @param labels labels per pixel
 * @param pictures {@code size × side × side × 3} bytes, blue green red
 * @param targets {@code size × labels × side × side} bytes: 0, 1 or {@link TrainingForm#UNKNOWN}
 */
record Batch(int size, int sidePx, int labels, ByteBuffer pictures, ByteBuffer targets) {
    static Batch allocate(int size, int sidePx, int labels) {
        int pixels = size * sidePx * sidePx;
        return new Batch(
                size,
                sidePx,
                labels,
                ByteBuffer.allocateDirect(3 * pixels),
                ByteBuffer.allocateDirect(labels * pixels));
    }
}
