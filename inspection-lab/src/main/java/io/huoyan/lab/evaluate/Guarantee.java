package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.ClassNames;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.guarantee.Promise;
import io.huoyan.lab.guarantee.RiskControl;
import io.huoyan.lab.guarantee.Share;
import io.huoyan.lab.synth.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What can be promised of a model on a labelled set, class by class, and what it costs. The unit is one physical weld:
 * the pictures of one group, and copies of them ({@link PhysicalWelds}). A weld with a defect of the class counts as
 * missed if any of its pictures reads OK, so that its score is the lowest of theirs.
 *
 * @param promises one per class of defects that something is promised of or was asked of, in the set's order
 * @param notCovered classes of defects of which no weld shows one, where the strongest promise was asked for: nothing
 *     is promised of them
 * @param reviewFrom pictures with this score or more are not OK: the lowest of the classes' thresholds; NaN if a class
 *     had too few welds
 * @param nokFrom pictures with this score or more are NOK: between the two they are REVIEW; NaN as above
 * @param missed share of defective welds missed in welds that had no part in choosing, all classes
 * @param pseudoReject share of good welds that read NOK, on the same terms
 * @param review share of all welds that are REVIEW, on the same terms
 * @param verdicts the same of the verdicts, where the worse of the band's and the examiner's own counts
 */
public record Guarantee(
        List<ClassPromise> promises,
        List<String> notCovered,
        double reviewFrom,
        double nokFrom,
        Share missed,
        Share pseudoReject,
        Share review,
        Cost verdicts) {
    /** Parts of the welds that take turns at being judged by thresholds chosen on the others. */
    static final int FOLDS = 5;

    /** Share of the good calibration welds that may lie above the NOK threshold. */
    static final double PSEUDO_REJECT_MAX = 0.02;

    private static final long SEED = 20_261_122L;

    /**
     * One class.
     *
     * @param name the data set's
     * @param promise asked for, or the strongest that the count allows
     * @param units welds with a defect of the class
     * @param choice empty: too few welds
     * @param measured misses by the band, the lowest of all classes' thresholds, chosen without the weld; of none if
     *     there were too few
     * @param measuredAlone the same by the class's own threshold, which is what the promise is about
     * @param weakest promise by which a threshold of the cross-fitting was chosen: four fifths of the welds may not
     *     allow the promise itself where the strongest is given
     */
    public record ClassPromise(
            String name,
            Promise promise,
            int units,
            Optional<RiskControl.Choice> choice,
            Share measured,
            Share measuredAlone,
            Promise weakest) {}

    /** What becomes of welds. */
    public record Cost(Share missed, Share pseudoReject, Share review) {}

    public Guarantee {
        promises = List.copyOf(promises);
        notCovered = List.copyOf(notCovered);
    }

    /** Whether every class has its promise, but for those that are {@link #notCovered}. */
    public boolean isGiven() {
        return !promises.isEmpty()
                && promises.stream().allMatch(promise -> promise.choice().isPresent());
    }

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
        List<ClassPromise> rows = new ArrayList<>();
        for (Map.Entry<String, Promise> entry : promises.entrySet()) {
            double[] scores = scores(of(units, entry.getKey()));
            rows.add(new ClassPromise(
                    entry.getKey(),
                    entry.getValue(),
                    scores.length,
                    RiskControl.choose(scores, entry.getValue()),
                    crossFit.missed(entry.getKey()),
                    crossFit.missedAlone(entry.getKey()),
                    weakest.getOrDefault(entry.getKey(), entry.getValue())));
        }
        Band band = band(units, promises, thresholds(units, promises));
        return new Guarantee(
                rows,
                defects.stream().filter(name -> !names.contains(name)).toList(),
                band.reviewFrom(),
                band.nokFrom(),
                crossFit.ofScores().missed(),
                crossFit.ofScores().pseudoReject(),
                crossFit.ofScores().review(),
                crossFit.ofVerdicts());
    }

    private static boolean isShown(List<CalibrationWeld> units, String className) {
        return units.stream().anyMatch(unit -> unit.classes().contains(className));
    }

    /** Whether a class that nothing shows would mark a defect: neither what is good, nor the weld itself. */
    private static boolean marksDefects(String className) {
        return !ClassNames.isGood(className)
                && !ClassNames.isUnlabelled(className)
                && !className.equals(Label.SEAM.modelLabel())
                && !className.equals(Label.SPOT.modelLabel());
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

    /** Thresholds of the score. */
    record Band(double reviewFrom, double nokFrom) {}

    /** Of the classes that have welds enough. */
    private static Map<String, Double> thresholds(List<CalibrationWeld> units, Map<String, Promise> promises) {
        Map<String, Double> thresholds = new LinkedHashMap<>();
        promises.forEach((name, promise) -> RiskControl.choose(scores(of(units, name)), promise)
                .ifPresent(choice -> thresholds.put(name, choice.threshold())));
        return thresholds;
    }

    private static Band band(
            List<CalibrationWeld> units, Map<String, Promise> promises, Map<String, Double> thresholds) {
        if (thresholds.size() < promises.size()) {
            return new Band(Double.NaN, Double.NaN);
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
        return new Band(reviewFrom, Math.max(reviewFrom, nokFrom));
    }

    /** In one line, for the file that keeps it: what is promised of each class, and of which nothing is. */
    public String words() {
        List<String> words = new ArrayList<>();
        promises.forEach(one -> words.add(one.name() + " " + one.promise() + " on " + one.units() + " welds"));
        notCovered.forEach(name -> words.add("nothing of " + name));
        return String.join(", ", words);
    }

    /** In sentences: what is promised, on how many welds, what was measured and what it costs. */
    public List<String> sentences() {
        List<String> lines = new ArrayList<>();
        for (ClassPromise one : promises) {
            String head = one.name() + ": promise " + one.promise() + " needs "
                    + one.promise().unitsNeeded() + " defective welds, there are " + one.units();
            String tail = one.choice()
                    .map(choice -> String.format(
                            Locale.ROOT,
                            "; threshold %s (%d missed allowed), missed by cross-fitting %s by this threshold%s, %s"
                                    + " by the band",
                            words(choice.threshold()),
                            choice.allowed(),
                            words(one.measuredAlone()),
                            one.weakest().equals(one.promise())
                                    ? ""
                                    : " (on four fifths of the welds, which allow " + one.weakest() + ")",
                            words(one.measured())))
                    .orElse(
                            one.units() == 0
                                    ? " of " + one.promise().unitsNeeded() + ": refused"
                                    : "; too few: refused (their count allows "
                                            + Promise.strongest(
                                                    one.units(), one.promise().confidence()) + "@"
                                            + one.promise().confidence() + ")");
            lines.add(head + tail);
        }
        notCovered.forEach(name -> lines.add("nothing promised of " + name + ": no defective weld shows it"));
        if (isGiven()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "cost: REVIEW from a score of %s, NOK from %s; by cross-fitting missed %s, pseudo-reject %s,"
                            + " REVIEW %s",
                    words(reviewFrom),
                    words(nokFrom),
                    words(missed),
                    words(pseudoReject),
                    words(review)));
            lines.add(String.format(
                    Locale.ROOT,
                    "verdicts, the worse of the band's and the pipeline's own, by cross-fitting: missed %s,"
                            + " pseudo-reject %s, REVIEW %s",
                    words(verdicts.missed()),
                    words(verdicts.pseudoReject()),
                    words(verdicts.review())));
        }
        return lines;
    }

    /** Scores come close to 0 and to 1; what is printed is not to look like either. */
    private static String words(double score) {
        boolean isPlain = score == 0 || (score >= 0.001 && score <= 0.999);
        return String.format(Locale.ROOT, isPlain ? "%.4f" : "%.7g", score);
    }

    private static String words(Share share) {
        return share.of() == 0
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%.1f %% (%d of %d; 95 %%: %.1f to %.1f)",
                        100 * share.value(),
                        share.count(),
                        share.of(),
                        100 * share.low(),
                        100 * share.high());
    }

    /** As members of a JSON object; shares are 0 to 1, null where there is none. */
    public Map<String, Object> members() {
        Map<String, Object> classes = new LinkedHashMap<>();
        for (ClassPromise one : promises) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("promise", one.promise().toString());
            members.put("needed", one.promise().unitsNeeded());
            members.put("units", one.units());
            members.put("given", one.choice().isPresent());
            one.choice().ifPresent(choice -> members.put("threshold", choice.threshold()));
            put(members, "missed", one.measured());
            put(members, "missedByOwnThreshold", one.measuredAlone());
            members.put("crossFitPromise", one.weakest().toString());
            classes.put(one.name(), members);
        }
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("given", isGiven());
        top.put("notCovered", notCovered);
        if (isGiven()) {
            top.put("reviewFrom", reviewFrom);
            top.put("nokFrom", nokFrom);
        }
        put(top, "missed", missed);
        put(top, "pseudoReject", pseudoReject);
        put(top, "review", review);
        Map<String, Object> ofVerdicts = new LinkedHashMap<>();
        put(ofVerdicts, "missed", verdicts.missed());
        put(ofVerdicts, "pseudoReject", verdicts.pseudoReject());
        put(ofVerdicts, "review", verdicts.review());
        top.put("verdicts", ofVerdicts);
        top.put("classes", classes);
        return top;
    }

    private static void put(Map<String, Object> members, String name, Share share) {
        if (share.of() > 0) {
            members.put(name, share.value());
            members.put(name + "Interval", Arrays.asList(share.low(), share.high()));
            members.put(name + "Of", share.of());
        }
    }
}
