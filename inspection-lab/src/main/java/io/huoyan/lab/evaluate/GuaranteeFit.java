package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.ClassMapping;
import io.huoyan.lab.dataset.ClassNames;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.guarantee.Promise;
import io.huoyan.lab.guarantee.RiskControl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Chooses the thresholds of a {@link Guarantee} on the welds of a labelled set, and counts by cross-fitting what they
 * miss and cost.
 */
public final class GuaranteeFit {
    /** Parts of the welds that take turns at being judged by thresholds chosen on the others. */
    static final int FOLDS = 5;

    /** Share of the good calibration welds that may lie above the NOK threshold. */
    static final double PSEUDO_REJECT_MAX = 0.02;

    private static final long SEED = 20_261_122L;

    private GuaranteeFit() {}

    /**
     * The promise for every class of defects of the set.
     *
     * @param missShareMax what is asked for; empty: the strongest that each class's count allows
     * @throws IllegalArgumentException if a promise kept before has changed the verdicts
     * @throws io.huoyan.lab.dataset.DatasetException if the set's {@code groups.csv} names none of its pictures
     */
    public static Guarantee of(Evaluation evaluation, Optional<Double> missShareMax, double confidence) {
        if (evaluation.keepsPromise()) {
            throw new IllegalArgumentException("the verdicts of " + evaluation.subject()
                    + " were changed by a promise kept before, so that what a new one costs cannot be counted; make the"
                    + " results anew with --no-promise");
        }
        evaluation.set().refuseGroupsOfOthers();
        List<CalibrationWeld> units = units(evaluation);
        List<String> defects = evaluation.set().classes().stream()
                .filter(name -> isShown(units, name) || marksDefects(name))
                .toList();
        boolean isStrongest = missShareMax.isEmpty();
        List<String> names = defects.stream()
                .filter(name -> !isStrongest || isShown(units, name))
                .toList();
        Map<String, Promise> promises = new LinkedHashMap<>();
        for (String name : names) {
            double share = missShareMax.orElseGet(
                    () -> Promise.strongest(of(units, name).size(), confidence));
            promises.put(name, new Promise(Math.min(share, 0.99), confidence));
        }
        List<List<CalibrationWeld>> folds = folds(units);
        CrossFit crossFit = new CrossFit(names);
        Map<String, Promise> weakest = new LinkedHashMap<>(promises);
        for (int fold = 0; fold < FOLDS; fold++) {
            List<CalibrationWeld> others = new ArrayList<>();
            for (int other = 0; other < FOLDS; other++) {
                if (other != fold) {
                    others.addAll(folds.get(other));
                }
            }
            Map<String, Promise> kept = relaxed(promises, others, isStrongest, confidence);
            kept.forEach((name, promise) ->
                    weakest.merge(name, promise, (a, b) -> a.missShareMax() >= b.missShareMax() ? a : b));
            Map<String, Double> thresholds = thresholds(others, kept);
            crossFit.judge(folds.get(fold), band(others, kept, thresholds), thresholds);
        }
        List<Guarantee.ClassPromise> rows = new ArrayList<>();
        for (Map.Entry<String, Promise> entry : promises.entrySet()) {
            double[] scores = scores(of(units, entry.getKey()));
            rows.add(new Guarantee.ClassPromise(
                    entry.getKey(),
                    entry.getValue(),
                    scores.length,
                    RiskControl.choose(scores, entry.getValue()),
                    crossFit.missed(entry.getKey()),
                    crossFit.missedAlone(entry.getKey()),
                    weakest.getOrDefault(entry.getKey(), entry.getValue())));
        }
        Guarantee.Band band = band(units, promises, thresholds(units, promises));
        return new Guarantee(
                rows,
                defects.stream().filter(name -> !names.contains(name)).toList(),
                band.reviewFrom(),
                band.nokFrom(),
                crossFit.ofScores().missed(),
                crossFit.ofScores().pseudoReject(),
                crossFit.ofScores().review(),
                evaluation.hasVerdicts() ? Optional.of(crossFit.ofVerdicts()) : Optional.empty());
    }

    private static boolean isShown(List<CalibrationWeld> units, String className) {
        return units.stream().anyMatch(unit -> unit.classes().contains(className));
    }

    /** Whether a class that nothing shows would mark a defect: neither what is good, nor the weld itself. */
    private static boolean marksDefects(String className) {
        return !ClassNames.isGood(className)
                && !ClassNames.isUnlabelled(className)
                && ClassMapping.of(className)
                        .filter(row -> row == ClassMapping.SEAM || row == ClassMapping.SPOT)
                        .isEmpty();
    }

    /** With fewer welds, the strongest promise of those that are left; what was asked for stays as it was. */
    private static Map<String, Promise> relaxed(
            Map<String, Promise> promises, List<CalibrationWeld> units, boolean isStrongest, double confidence) {
        if (!isStrongest) {
            return promises;
        }
        Map<String, Promise> relaxed = new LinkedHashMap<>();
        promises.keySet()
                .forEach(name -> relaxed.put(
                        name,
                        new Promise(
                                Math.min(0.99, Promise.strongest(of(units, name).size(), confidence)), confidence)));
        return relaxed;
    }

    private static List<CalibrationWeld> units(Evaluation evaluation) {
        List<PictureResult> inspected = evaluation.results().stream()
                .filter(result -> result.truth() != LabelledSet.Truth.UNKNOWN
                        && !result.exam().hasFailed())
                .toList();
        return PhysicalWelds.of(inspected).stream()
                .map(pictures -> CalibrationWeld.of(pictures, evaluation.set().classes()))
                .toList();
    }

    private static List<CalibrationWeld> of(List<CalibrationWeld> units, String className) {
        return units.stream().filter(unit -> unit.classes().contains(className)).toList();
    }

    private static double[] scores(List<CalibrationWeld> units) {
        return units.stream().mapToDouble(CalibrationWeld::lowest).toArray();
    }

    private static List<List<CalibrationWeld>> folds(List<CalibrationWeld> units) {
        List<CalibrationWeld> shuffled = new ArrayList<>(units);
        Collections.shuffle(shuffled, new Random(SEED));
        List<List<CalibrationWeld>> folds = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            List<CalibrationWeld> one = new ArrayList<>();
            for (int i = fold; i < shuffled.size(); i += FOLDS) {
                one.add(shuffled.get(i));
            }
            folds.add(one);
        }
        return folds;
    }

    /** Of the classes that have welds enough. */
    private static Map<String, Double> thresholds(List<CalibrationWeld> units, Map<String, Promise> promises) {
        Map<String, Double> thresholds = new LinkedHashMap<>();
        promises.forEach((name, promise) -> RiskControl.choose(scores(of(units, name)), promise)
                .ifPresent(choice -> thresholds.put(name, choice.threshold())));
        return thresholds;
    }

    private static Guarantee.Band band(
            List<CalibrationWeld> units, Map<String, Promise> promises, Map<String, Double> thresholds) {
        if (thresholds.size() < promises.size()) {
            return new Guarantee.Band(Double.NaN, Double.NaN);
        }
        double reviewFrom = thresholds.values().stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        double[] good = units.stream()
                .filter(CalibrationWeld::isGood)
                .mapToDouble(CalibrationWeld::highest)
                .sorted()
                .toArray();
        int allowed = (int) Math.floor(PSEUDO_REJECT_MAX * good.length);
        double nokFrom = good.length == 0 ? reviewFrom : Math.nextUp(good[good.length - 1 - allowed]);
        return new Guarantee.Band(reviewFrom, Math.max(reviewFrom, nokFrom));
    }
}
