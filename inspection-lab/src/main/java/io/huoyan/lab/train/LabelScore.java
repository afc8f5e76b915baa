package io.huoyan.lab.train;

/**
 * How well one label was found. Pixels whose truth is not known count nowhere. A thing is a connected region; a true
 * thing is found if a thing that the model sees overlaps it, and a thing seen is false if it overlaps no true one.
 *
 * @param label name
 * @param truePixels pixels seen that have the label
 * @param falsePixels pixels seen that have not
 * @param missedPixels pixels that have the label and were not seen
 * @param trueThings things there
 * @param foundThings of these, found
 * @param falseThings things seen that are not there
 */
record LabelScore(
        String label,
        long truePixels,
        long falsePixels,
        long missedPixels,
        int trueThings,
        int foundThings,
        int falseThings) {
    static LabelScore none(String label) {
        return new LabelScore(label, 0, 0, 0, 0, 0, 0);
    }

    LabelScore plus(LabelScore other) {
        return new LabelScore(
                label,
                truePixels + other.truePixels,
                falsePixels + other.falsePixels,
                missedPixels + other.missedPixels,
                trueThings + other.trueThings,
                foundThings + other.foundThings,
                falseThings + other.falseThings);
    }

    double intersectionOverUnion() {
        return share(truePixels, truePixels + falsePixels + missedPixels);
    }

    double pixelPrecision() {
        return share(truePixels, truePixels + falsePixels);
    }

    double pixelRecall() {
        return share(truePixels, truePixels + missedPixels);
    }

    double thingRecall() {
        return share(foundThings, trueThings);
    }

    /** Share of what was seen that is there. */
    double thingPrecision() {
        return share(foundThings, foundThings + falseThings);
    }

    /** Harmonic mean of {@link #thingPrecision} and {@link #thingRecall}, 0 if nothing is there. */
    double thingBalance() {
        double sum = thingPrecision() + thingRecall();
        return sum > 0 ? 2 * thingPrecision() * thingRecall() / sum : 0;
    }

    /** NaN if there is nothing to take a share of. */
    private static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }
}
