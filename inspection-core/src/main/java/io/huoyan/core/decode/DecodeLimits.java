package io.huoyan.core.decode;

/**
 * What is refused before any of it is decoded.
 *
 * @param maxBytes largest picture as it came, bytes; > 0
 * @param maxSidePx longest side, px; > 0
 * @param maxPixels largest number of pixels; > 0
 */
public record DecodeLimits(long maxBytes, int maxSidePx, long maxPixels) {
    private static final long DEFAULT_MAX_BYTES = 64L << 20;
    private static final int DEFAULT_MAX_SIDE_PX = 16_384;
    private static final long DEFAULT_MAX_PIXELS = 40_000_000;

    public DecodeLimits {
        if (maxBytes < 1 || maxSidePx < 1 || maxPixels < 1) {
            throw new IllegalArgumentException("decode limits are " + maxBytes + " bytes, " + maxSidePx + " px a side, "
                    + maxPixels + " px; allowed is 1 or more each");
        }
    }

    /** 64 MiB, 16,384 px a side, 40 megapixels. */
    public static DecodeLimits defaults() {
        return new DecodeLimits(DEFAULT_MAX_BYTES, DEFAULT_MAX_SIDE_PX, DEFAULT_MAX_PIXELS);
    }
}
