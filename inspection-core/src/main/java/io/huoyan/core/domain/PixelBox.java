package io.huoyan.core.domain;

/**
 * A rectangle of whole pixels of the original picture, edges included at the left and top and excluded at the right and
 * bottom.
 */
public record PixelBox(int x, int y, int width, int height) {
    public PixelBox {
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("box is " + width + "×" + height + " px; allowed is 0×0 or more");
        }
    }

    /** The part of this box inside a picture of the given size; may be empty (0×0). */
    public PixelBox clippedTo(int pictureWidth, int pictureHeight) {
        int x0 = Math.max(0, Math.min(x, pictureWidth));
        int y0 = Math.max(0, Math.min(y, pictureHeight));
        int x1 = Math.max(x0, Math.min(x + width, pictureWidth));
        int y1 = Math.max(y0, Math.min(y + height, pictureHeight));
        return new PixelBox(x0, y0, x1 - x0, y1 - y0);
    }

    public boolean isEmpty() {
        return width == 0 || height == 0;
    }
}
