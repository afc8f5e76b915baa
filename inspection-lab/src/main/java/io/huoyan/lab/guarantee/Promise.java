package io.huoyan.lab.guarantee;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At most this share of defective welds is missed, with this confidence.
 *
 * @param missShareMax largest share of defective welds that read OK; above 0, below 1
 * @param confidence probability, over the draw of the calibration welds, that the promise holds; above 0, below 1
 */
public record Promise(double missShareMax, double confidence) {
    private static final Pattern TEXT = Pattern.compile("([0-9.]+)@([0-9.]+)");

    public Promise {
        if (!(missShareMax > 0 && missShareMax < 1 && confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("promise is " + missShareMax + "@" + confidence
                    + "; allowed are a miss share and a confidence above 0 and below 1, such as 0.01@0.95");
        }
    }

    /** Of the form {@code 0.01@0.95}. */
    public static Promise parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (matcher.matches()) {
            try {
                return new Promise(Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("promise is '" + text + "'; needed is a form such as 0.01@0.95", e);
            }
        }
        throw new IllegalArgumentException("promise is '" + text + "'; needed is a form such as 0.01@0.95");
    }

    /** Fewest defective welds by which it can be given, none of them missed: {@code ln(1 − c) / ln(1 − m)}. */
    public int unitsNeeded() {
        return (int) Math.ceil(Math.log(1 - confidence) / Math.log1p(-missShareMax) - 1e-9);
    }

    /** The smallest miss share, in steps of 0.01, that so many welds allow at a confidence; 1 if none below 1 does. */
    public static double strongest(long units, double confidence) {
        for (int percent = 1; percent < 100; percent++) {
            if (new Promise(percent / 100.0, confidence).unitsNeeded() <= units) {
                return percent / 100.0;
            }
        }
        return 1;
    }

    /** The one of two that bears the larger share of misses; of two equal ones the first. */
    public static Promise weaker(Promise first, Promise second) {
        return second.missShareMax() > first.missShareMax() ? second : first;
    }

    /**
     * The promise itself where so many welds allow it, else the strongest that they do, at the same confidence; empty
     * if they allow none.
     */
    public Optional<Promise> allowedBy(long units) {
        double strongest = strongest(units, confidence);
        return strongest < 1
                ? Optional.of(new Promise(Math.max(missShareMax, strongest), confidence))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s@%s", missShareMax, confidence);
    }
}
