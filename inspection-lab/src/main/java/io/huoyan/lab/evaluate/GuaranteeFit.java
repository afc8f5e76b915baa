package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.ClassNames;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.guarantee.Promise;
import io.huoyan.lab.guarantee.RiskControl;
import io.huoyan.lab.guarantee.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
        List<CalibrationWeld> welds = welds(evaluation);
        List<CalibrationWeld> units =
                welds.stream().filter(CalibrationWeld::isInspected).toList();
        List<String> defects = evaluation.set().classes().stream()
                .filter(ClassNames::marksDefects)
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
        Map<String, CrossFit.Chosen> chosen = chosen(units, promises);
        Map<String, Promise> given = new LinkedHashMap<>(promises);
        given.keySet().retainAll(chosen.keySet());
        CrossFit crossFit = crossFit(units, given);
        List<Guarantee.ClassPromise> rows = new ArrayList<>();
        promises.forEach((name, promise) -> rows.add(row(name, promise, of(units, name), crossFit)));
        boolean isGiven = !promises.isEmpty() && given.size() == promises.size();
        Guarantee.Band band = isGiven ? band(units, chosen).orElseThrow() : new Guarantee.Band(Double.NaN, Double.NaN);
        return new Guarantee(
                rows,
                defects.stream().filter(name -> !names.contains(name)).toList(),
                band.reviewFrom(),
                band.nokFrom(),
                isGiven ? crossFit.ofScores() : Guarantee.Cost.NONE,
                isGiven && evaluation.hasVerdicts() ? Optional.of(crossFit.ofVerdicts()) : Optional.empty(),
                isGiven ? crossFit.leftOut() : 0,
                welds.size() - units.size());
    }

    private static Guarantee.ClassPromise row(
            String name, Promise promise, List<CalibrationWeld> units, CrossFit crossFit) {
        Optional<RiskControl.Choice> choice = RiskControl.choose(scores(units), promise);
        boolean isGiven = choice.isPresent();
        return new Guarantee.ClassPromise(
                name,
                promise,
                units.size(),
                choice,
                isGiven ? crossFit.missed(name) : new Share(0, 0),
                crossFit.missedAlone(name),
                crossFit.weakest(name));
    }

    /**
     * Judges each weld by thresholds that were chosen on four fifths of the others. Where those allow a weaker promise
     * only, it is this that chooses. Where they leave a class without a threshold there is no band: that of all welds
     * begins at the lowest threshold of all classes, and one without the class would count less REVIEW and more misses.
     *
     * @param promises that all welds together allow
     */
    private static CrossFit crossFit(List<CalibrationWeld> units, Map<String, Promise> promises) {
        List<List<CalibrationWeld>> folds = StratifiedFolds.of(units, FOLDS, new Random(SEED));
        CrossFit crossFit = new CrossFit();
        for (List<CalibrationWeld> fold : folds) {
            List<CalibrationWeld> others = new ArrayList<>();
            folds.stream().filter(other -> other != fold).forEach(others::addAll);
            Map<String, Promise> allowed = new LinkedHashMap<>();
            promises.forEach((name, promise) ->
                    promise.allowedBy(of(others, name).size()).ifPresent(one -> allowed.put(name, one)));
            Map<String, CrossFit.Chosen> chosen = chosen(others, allowed);
            Optional<Guarantee.Band> band = chosen.size() == promises.size() ? band(others, chosen) : Optional.empty();
            crossFit.judge(fold, band, chosen);
        }
        return crossFit;
    }

    private static boolean isShown(List<CalibrationWeld> units, String className) {
        return units.stream().anyMatch(unit -> unit.classes().contains(className));
    }

    /** Of which the labels say whether they are good, inspected or not. */
    private static List<CalibrationWeld> welds(Evaluation evaluation) {
        return PhysicalWelds.of(evaluation.results()).stream()
                .filter(pictures -> pictures.stream().anyMatch(p -> p.truth() != LabelledSet.Truth.UNKNOWN))
                .map(pictures -> CalibrationWeld.of(pictures, evaluation.set().classes()))
                .toList();
    }

    private static List<CalibrationWeld> of(List<CalibrationWeld> units, String className) {
        return units.stream().filter(unit -> unit.classes().contains(className)).toList();
    }

    private static double[] scores(List<CalibrationWeld> units) {
        return units.stream().mapToDouble(CalibrationWeld::lowest).toArray();
    }

    /** Of the classes that have welds enough. */
    private static Map<String, CrossFit.Chosen> chosen(List<CalibrationWeld> units, Map<String, Promise> promises) {
        Map<String, CrossFit.Chosen> chosen = new LinkedHashMap<>();
        promises.forEach((name, promise) -> RiskControl.choose(scores(of(units, name)), promise)
                .ifPresent(choice -> chosen.put(name, new CrossFit.Chosen(choice.threshold(), promise))));
        return chosen;
    }

    /** Of the classes that have a threshold; empty if none has. */
    private static Optional<Guarantee.Band> band(List<CalibrationWeld> units, Map<String, CrossFit.Chosen> chosen) {
        OptionalDouble lowest =
                chosen.values().stream().mapToDouble(CrossFit.Chosen::threshold).min();
        if (lowest.isEmpty()) {
            return Optional.empty();
        }
        double reviewFrom = lowest.getAsDouble();
        double[] good = units.stream()
                .filter(CalibrationWeld::isGood)
                .mapToDouble(CalibrationWeld::highest)
                .sorted()
                .toArray();
        int allowed = (int) Math.floor(PSEUDO_REJECT_MAX * good.length);
        // Where no good weld is known, nothing says from which score on none would be rejected.
        double nokFrom = good.length == 0 ? Math.nextUp(1.0) : Math.nextUp(good[good.length - 1 - allowed]);
        return Optional.of(new Guarantee.Band(reviewFrom, Math.max(reviewFrom, nokFrom)));
    }
}
