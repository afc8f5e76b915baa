package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The outline of the thing that a mask shows, along the edges of its pixels. */
final class MaskOutline {
    private final RunLengthMask mask;
    /** Number of the part of each pixel, from 1; 0 outside. */
    private final int[] parts;

    private int pixels;
    private int largestPixels;
    private int first;

    private MaskOutline(RunLengthMask mask) {
        this.mask = mask;
        this.parts = new int[mask.width() * mask.height()];
    }

    /**
     * Corners in pixels of the picture, clockwise.
     *
     * @throws IllegalArgumentException if the mask is empty
     */
    static ThingOutline of(RunLengthMask mask) {
        MaskOutline parted = new MaskOutline(mask);
        parted.number();
        if (parted.pixels == 0) {
            throw new IllegalArgumentException("mask is empty; needed is a pixel");
        }
        List<PixelPoint> corners =
                PixelEdges.around(mask::holds, parted.first % mask.width(), parted.first / mask.width());
        Bounds all = parted.bounds();
        boolean isWellTold = !ThingOutline.isChanged(parted.largestPixels, parted.pixels)
                && parted.holePixels(corners) <= ThingOutline.CHANGED_MAX * parted.pixels
                && !ThingOutline.isChanged(Bounds.around(corners).area(), all.area());
        return new ThingOutline(Optional.of(corners).filter(any -> isWellTold), Optional.of(all));
    }

    /** Of the largest part. */
    private long holePixels(List<PixelPoint> corners) {
        return Math.round(ThingOutline.area(corners)) - largestPixels;
    }

    private Bounds bounds() {
        List<PixelPoint> ends = new ArrayList<>();
        for (int y = 0; y < mask.height(); y++) {
            int from = 0;
            int to = mask.width();
            while (from < to && !mask.holds(from, y)) {
                from++;
            }
            while (to > from && !mask.holds(to - 1, y)) {
                to--;
            }
            if (from < to) {
                ends.add(new PixelPoint(from, y));
                ends.add(new PixelPoint(to, y + 1));
            }
        }
        return Bounds.around(ends);
    }

    /** Pixels that touch at a side or a corner are one part. */
    private void number() {
        int count = 0;
        Deque<Integer> open = new ArrayDeque<>();
        for (int start = 0; start < parts.length; start++) {
            if (parts[start] != 0 || !mask.holds(start % mask.width(), start / mask.width())) {
                continue;
            }
            count++;
            int size = 0;
            take(start, count, open);
            while (!open.isEmpty()) {
                int pixel = open.pop();
                size++;
                for (int i = 0; i < 9; i++) {
                    int x = pixel % mask.width() + i % 3 - 1;
                    int y = pixel / mask.width() + i / 3 - 1;
                    if (mask.holds(x, y) && parts[y * mask.width() + x] == 0) {
                        take(y * mask.width() + x, count, open);
                    }
                }
            }
            pixels += size;
            if (size > largestPixels) {
                largestPixels = size;
                first = start;
            }
        }
    }

    private void take(int pixel, int part, Deque<Integer> open) {
        parts[pixel] = part;
        open.push(pixel);
    }
}
