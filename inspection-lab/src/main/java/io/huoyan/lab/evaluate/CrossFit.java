package io.huoyan.lab.evaluate;

import io.huoyan.lab.guarantee.Share;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * Counts welds by thresholds that were chosen without them: by their scores alone, each class also by its own
 * threshold, and by the worse of both verdicts.
 */
final class CrossFit {
    private final Map<String, long[]> missedByClass = new LinkedHashMap<>();
    private final Map<String, long[]> missedAloneByClass = new LinkedHashMap<>();
    private final Tally scores = new Tally();
    private final Tally verdicts = new Tally();

    CrossFit(List<String> names) {
        names.forEach(name -> missedByClass.put(name, new long[2]));
        names.forEach(name -> missedAloneByClass.put(name, new long[2]));
    }

    /**
     * @param band by the lowest of the classes' thresholds
     * @param thresholds of each class
     */
    void judge(List<CalibrationWeld> welds, Guarantee.Band band, Map<String, Double> thresholds) {
        if (Double.isNaN(band.reviewFrom())) {
            return;
        }
        for (CalibrationWeld weld : welds) {
            boolean isMissed = !weld.isGood() && weld.lowest() < band.reviewFrom();
            weld.classes().stream()
                    .map(missedByClass::get)
                    .filter(Objects::nonNull)
                    .forEach(counts -> count(counts, isMissed));
            thresholds.forEach((name, threshold) -> {
                long[] counts = missedAloneByClass.get(name);
                if (counts != null && weld.classes().contains(name)) {
                    count(counts, weld.lowest() < threshold);
                }
            });
            scores.add(weld, seen -> CalibrationWeld.severityOf(seen.score(), band));
            verdicts.add(weld, seen -> seen.severityIn(band));
        }
    }

    private static void count(long[] counts, boolean isCounted) {
        counts[0] += isCounted ? 1 : 0;
        counts[1]++;
    }

    private static Share share(long[] counts) {
        return new Share(counts[0], counts[1]);
    }

    Share missed(String name) {
        return share(missedByClass.getOrDefault(name, new long[2]));
    }

    /** By the class's own threshold alone. */
    Share missedAlone(String name) {
        return share(missedAloneByClass.getOrDefault(name, new long[2]));
    }

    Guarantee.Cost ofScores() {
        return scores.cost();
    }

    Guarantee.Cost ofVerdicts() {
        return verdicts.cost();
    }

    /** A weld is missed if any of its pictures reads OK, and else as bad as the worst of them. */
    private static final class Tally {
        private final long[] missed = new long[2];
        private final long[] rejected = new long[2];
        private final long[] reviewed = new long[2];

        void add(CalibrationWeld weld, ToIntFunction<CalibrationWeld.Seen> severity) {
            int best = weld.pictures().stream().mapToInt(severity).min().orElseThrow();
            int worst = weld.pictures().stream().mapToInt(severity).max().orElseThrow();
            if (weld.isGood()) {
                count(rejected, worst == 2);
            } else {
                count(missed, best == 0);
            }
            count(reviewed, worst == 1);
        }

        Guarantee.Cost cost() {
            return new Guarantee.Cost(share(missed), share(rejected), share(reviewed));
        }
    }
}
