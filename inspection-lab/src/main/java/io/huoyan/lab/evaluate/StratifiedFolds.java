package io.huoyan.lab.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Parts of the welds over which each class, the rarest first, and the good ones are spread as evenly as welds of
 * several classes let them: a part that holds most of a class leaves too few of it to choose a threshold by. After
 * Sechidis, Tsoumakas and Vlahavas, On the Stratification of Multi-label Data, 2011.
 */
final class StratifiedFolds {
    private final List<List<CalibrationWeld>> folds = new ArrayList<>();
    /** Welds of each class in each part. */
    private final Map<String, int[]> countOfClass = new HashMap<>();

    private final int[] defective;
    private final int[] all;

    private StratifiedFolds(int count) {
        for (int fold = 0; fold < count; fold++) {
            folds.add(new ArrayList<>());
        }
        this.defective = new int[count];
        this.all = new int[count];
    }

    /** Each weld in one of {@code count} parts, which may be empty. */
    static List<List<CalibrationWeld>> of(List<CalibrationWeld> welds, int count, Random random) {
        List<CalibrationWeld> shuffled = new ArrayList<>(welds);
        Collections.shuffle(shuffled, random);
        Map<String, Integer> units = new HashMap<>();
        shuffled.forEach(weld -> weld.classes().forEach(name -> units.merge(name, 1, Integer::sum)));
        shuffled.sort(Comparator.comparing(CalibrationWeld::isGood)
                .thenComparingInt(weld ->
                        weld.classes().stream().mapToInt(units::get).min().orElse(Integer.MAX_VALUE)));
        StratifiedFolds dealt = new StratifiedFolds(count);
        for (CalibrationWeld weld : shuffled) {
            List<String> rarestFirst = new ArrayList<>(weld.classes());
            rarestFirst.sort(Comparator.<String>comparingInt(units::get).thenComparing(Comparator.naturalOrder()));
            dealt.add(weld, rarestFirst);
        }
        return dealt.folds;
    }

    private void add(CalibrationWeld weld, List<String> rarestFirst) {
        int best = 0;
        for (int fold = 1; fold < folds.size(); fold++) {
            if (Arrays.compare(load(fold, weld, rarestFirst), load(best, weld, rarestFirst)) < 0) {
                best = fold;
            }
        }
        folds.get(best).add(weld);
        for (String name : rarestFirst) {
            counts(name)[best]++;
        }
        defective[best] += weld.isGood() ? 0 : 1;
        all[best]++;
    }

    /** How much of a weld's kind a part holds: of its rarest class, of its next, of defective welds, of all. */
    private int[] load(int fold, CalibrationWeld weld, List<String> rarestFirst) {
        int[] load = new int[rarestFirst.size() + 2];
        for (int i = 0; i < rarestFirst.size(); i++) {
            load[i] = counts(rarestFirst.get(i))[fold];
        }
        load[rarestFirst.size()] = weld.isGood() ? all[fold] - defective[fold] : defective[fold];
        load[rarestFirst.size() + 1] = all[fold];
        return load;
    }

    private int[] counts(String name) {
        return countOfClass.computeIfAbsent(name, any -> new int[folds.size()]);
    }
}
