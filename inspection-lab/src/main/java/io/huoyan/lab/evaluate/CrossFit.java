package io.huoyan.lab.evaluate;

import io.huoyan.lab.guarantee.Promise;
import io.huoyan.lab.guarantee.Share;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Counts welds by thresholds that were chosen without them: by their scores alone, each class also by its own
 * threshold, and by the worse of both verdicts.
 */
final class CrossFit {
    private final Map<String, long[]> missedByClass = new HashMap<>();
    private final Map<String, long[]> missedAloneByClass = new HashMap<>();
    private final Map<String, Promise> weakestByClass = new HashMap<>();
    private final Tally scores = new Tally();
    private final Tally verdicts = new Tally();
    private int leftOut;

    /** A threshold of one class, and the promise by which it was chosen. */
    record Chosen(double threshold, Promise promise) {}

    /**
     * Each class that has a threshold is counted by it. By the band the welds are counted only where every class has
     * one.
     *
     * @param band by the lowest of the classes' thresholds; empty if a class has none: then the welds are left out of
     *     what the band misses and costs
     * @param chosen of each class that has welds enough among those that had a part in choosing
     */
    void judge(List<CalibrationWeld> welds, Optional<Guarantee.Band> band, Map<String, Chosen> chosen) {
        for (CalibrationWeld weld : welds) {
            chosen.forEach((name, one) -> {
                if (weld.classes().contains(name)) {
                    count(missedAloneByClass, name, weld.lowest() < one.threshold());
                    weakestByClass.merge(name, one.promise(), Promise::weaker);
                }
            });
        }
        if (band.isEmpty()) {
            leftOut += welds.size();
            return;
        }
        for (CalibrationWeld weld : welds) {
            boolean isMissed = !weld.isGood() && weld.lowest() < band.get().reviewFrom();
            weld.classes().forEach(name -> count(missedByClass, name, isMissed));
            scores.add(weld, seen -> CalibrationWeld.severityOf(seen.score(), band.get()));
            verdicts.add(weld, seen -> seen.severityIn(band.get()));
        }
    }

    private static void count(Map<String, long[]> counts, String name, boolean isCounted) {
        count(counts.computeIfAbsent(name, any -> new long[2]), isCounted);
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

    /** The weakest promise by which a threshold was chosen that judged welds of the class; empty if none did. */
    Optional<Promise> weakest(String name) {
        return Optional.ofNullable(weakestByClass.get(name));
    }

    Guarantee.Cost ofScores() {
        return scores.cost();
    }

    Guarantee.Cost ofVerdicts() {
        return verdicts.cost();
    }

    /** Welds that no band could judge. */
    int leftOut() {
        return leftOut;
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
