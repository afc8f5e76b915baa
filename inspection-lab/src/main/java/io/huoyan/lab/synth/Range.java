package io.huoyan.lab.synth;

/**
 * Values from which one is drawn evenly.
 *
 * @param min least
 * @param max greatest; not below {@code min}
 */
public record Range(double min, double max) {
    public Range {
        if (!(max >= min)) {
            throw new IllegalArgumentException(
                    "range is " + min + " to " + max + "; allowed is an end not below its start");
        }
    }

    double draw(Dice dice) {
        return min + (max - min) * dice.unit();
    }
}
