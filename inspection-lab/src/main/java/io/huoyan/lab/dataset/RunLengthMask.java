package io.huoyan.lab.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A mask as COCO writes it in run lengths: column by column from the top left, runs of pixels that are in turn outside
 * and inside, as a list of numbers or as the text that pycocotools makes of them (cocoapi, common/maskApi.c,
 * {@code rleToString}: five bits a character from {@code '0'} on, the lowest first, each number from the third on as
 * the difference to the one two before).
 */
final class RunLengthMask {
    /** Largest picture. */
    static final long PIXELS_MAX = 1L << 27;

    private static final int FIRST_CHARACTER = '0';
    private static final int BITS = 5;
    private static final int MORE = 0x20;
    private static final int SIGN = 0x10;
    private static final int GROUPS_MAX = 7;

    private final int width;
    private final int height;
    private final boolean[] inside;

    private RunLengthMask(int width, int height, boolean[] inside) {
        this.width = width;
        this.height = height;
        this.inside = inside;
    }

    /**
     * Of a segmentation's {@code size} and {@code counts}.
     *
     * @throws IllegalArgumentException if it is none, or not of a picture of this size
     */
    static RunLengthMask of(JsonNode segmentation, int width, int height) {
        JsonNode size = segmentation.path("size");
        if (size.size() != 2
                || !isNumber(size.get(0), height)
                || !isNumber(size.get(1), width)
                || (long) width * height > PIXELS_MAX) {
            throw new IllegalArgumentException("size of the run lengths is " + size + "; needed are the picture's ["
                    + height + "," + width + "], at most " + PIXELS_MAX + " pixels");
        }
        JsonNode counts = segmentation.path("counts");
        if (!counts.isTextual() && !counts.isArray()) {
            throw new IllegalArgumentException("counts of the run lengths are no list of numbers and no text");
        }
        List<Long> runs = counts.isTextual() ? decoded(counts.asText()) : listed(counts);
        return of(runs, width, height);
    }

    private static boolean isNumber(JsonNode node, int number) {
        return node.isNumber() && node.asDouble() == number;
    }

    private static RunLengthMask of(List<Long> runs, int width, int height) {
        boolean[] inside = new boolean[width * height];
        long at = 0;
        boolean isInside = false;
        for (long run : runs) {
            if (run < 0 || run > inside.length - at) {
                throw new IllegalArgumentException("run of " + run + " pixels at pixel " + at + " of " + inside.length
                        + "; allowed are those that are left");
            }
            for (long end = at + run; at < end; at++) {
                inside[(int) (at % height) * width + (int) (at / height)] = isInside;
            }
            isInside = !isInside;
        }
        if (at != inside.length) {
            throw new IllegalArgumentException("run lengths end after " + at + " of " + inside.length + " pixels");
        }
        return new RunLengthMask(width, height, inside);
    }

    private static List<Long> listed(JsonNode counts) {
        List<Long> runs = new ArrayList<>();
        for (JsonNode count : counts) {
            if (!count.canConvertToInt() || !count.isIntegralNumber()) {
                throw new IllegalArgumentException("run length is " + count + "; needed is a whole number");
            }
            runs.add(count.asLong());
        }
        return runs;
    }

    private static List<Long> decoded(String text) {
        List<Long> runs = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            long value = 0;
            int groups = 0;
            int character;
            do {
                character = at < text.length() ? text.charAt(at++) - FIRST_CHARACTER : -1;
                if (character < 0 || character >= 2 * MORE || groups == GROUPS_MAX) {
                    throw new IllegalArgumentException(
                            "run lengths cannot be read at character " + at + " of " + text.length());
                }
                value |= (long) (character & (MORE - 1)) << (BITS * groups++);
            } while ((character & MORE) != 0);
            if ((character & SIGN) != 0) {
                value |= -1L << (BITS * groups);
            }
            runs.add(runs.size() > 2 ? value + runs.get(runs.size() - 2) : value);
        }
        return runs;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Whether a pixel belongs to the thing; those beyond the picture do not. */
    boolean holds(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && inside[y * width + x];
    }
}
