package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * The outline of the thing that a mask shows, along the edges of its pixels. A shape is one outline without holes, as
 * COCO's polygons are: a mask of which that would leave out, or add, more than a hair is refused.
 */
final class MaskOutline {
    /** Share of the mask's pixels that may lie in other parts, and share that may be added as holes are filled. */
    static final double CHANGED_MAX = 0.1;

    private static final int[] STEP_X = {1, 0, -1, 0};
    private static final int[] STEP_Y = {0, 1, 0, -1};

    private final RunLengthMask mask;
    /** Number of the part of each pixel, from 1; 0 outside. */
    private final int[] parts;

    private int pixels;
    private int largest;
    private int largestPixels;
    private int first;

    private MaskOutline(RunLengthMask mask) {
        this.mask = mask;
        this.parts = new int[mask.width() * mask.height()];
    }

    /**
     * Corners in pixels of the picture, clockwise.
     *
     * @throws IllegalArgumentException if the mask is empty, or not well told by one outline
     */
    static List<PixelPoint> of(RunLengthMask mask) {
        MaskOutline outline = new MaskOutline(mask);
        outline.number();
        if (outline.pixels == 0) {
            throw new IllegalArgumentException("mask is empty; needed is a pixel");
        }
        outline.refuse("other parts than the largest hold", outline.pixels - outline.largestPixels);
        List<PixelPoint> corners = outline.traced();
        outline.refuse("holes are", Math.round(area(corners)) - outline.largestPixels);
        return corners;
    }

    private void refuse(String what, long changed) {
        if (changed > CHANGED_MAX * pixels) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "mask of %d pixels is no single outline: %s %d pixels; allowed are %.0f %%",
                    pixels,
                    what,
                    changed,
                    100 * CHANGED_MAX));
        }
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
                largest = count;
                first = start;
            }
        }
    }

    private void take(int pixel, int part, Deque<Integer> open) {
        parts[pixel] = part;
        open.push(pixel);
    }

    private boolean isIn(int x, int y) {
        return mask.holds(x, y) && parts[y * mask.width() + x] == largest;
    }

    /** Walks around the part with it at the right hand, from the top left corner of its first pixel. */
    private List<PixelPoint> traced() {
        int startX = first % mask.width();
        int startY = first / mask.width();
        List<PixelPoint> corners = new ArrayList<>();
        int x = startX;
        int y = startY;
        int heading = 0;
        do {
            x += STEP_X[heading];
            y += STEP_Y[heading];
            int turned = turned(x, y, heading);
            if (turned != heading) {
                corners.add(new PixelPoint(x, y));
            }
            heading = turned;
        } while (x != startX || y != startY || heading != 0);
        return corners;
    }

    private int turned(int x, int y, int heading) {
        // Pixels around the point, clockwise from the one ahead to the left when heading right.
        int[][] around = {{x, y - 1}, {x, y}, {x - 1, y}, {x - 1, y - 1}};
        int[] aheadLeft = around[heading];
        int[] aheadRight = around[(heading + 1) % 4];
        if (isIn(aheadLeft[0], aheadLeft[1])) {
            return (heading + 3) % 4;
        }
        return isIn(aheadRight[0], aheadRight[1]) ? heading : (heading + 1) % 4;
    }

    private static double area(List<PixelPoint> corners) {
        double twice = 0;
        for (int i = 0; i < corners.size(); i++) {
            PixelPoint a = corners.get(i);
            PixelPoint b = corners.get((i + 1) % corners.size());
            twice += a.x() * b.y() - b.x() * a.y();
        }
        return Math.abs(twice) / 2;
    }
}
