package io.huoyan.core.infer;

import java.util.Arrays;
import java.util.Optional;

/** What is held alike when a network is shown whole pictures: it learnt them so, and sees best what it learnt. */
public enum WholeSize {
    /** The longer side. Of a long narrow picture little is left. */
    LONG_SIDE("longSide", "long sides of %s px"),
    /** The area: a long narrow picture keeps the detail of a square one, at the same cost. */
    AREA("area", "the area of squares of %s px");

    private final String word;
    private final String inWords;

    WholeSize(String word, String inWords) {
        this.word = word;
        this.inWords = inWords;
    }

    /** As {@code model.yaml} writes it. */
    public String word() {
        return word;
    }

    /** Empty if no size is written so. */
    static Optional<WholeSize> of(String word) {
        return Arrays.stream(values()).filter(size -> size.word.equals(word)).findFirst();
    }

    /** At which sizes, for people; {@code sides} are their numbers. */
    public String inWords(Object sides) {
        return inWords.formatted(sides);
    }

    /**
     * Patch pixels per picture pixel.
     *
     * @param sidePx what the longer side becomes, or the side of the square of the same area, patch pixels; > 0
     */
    public double scale(int widthPx, int heightPx, double sidePx) {
        return switch (this) {
            case LONG_SIDE -> sidePx / Math.max(widthPx, heightPx);
            case AREA -> sidePx / Math.sqrt((double) widthPx * heightPx);
        };
    }
}
