package io.huoyan.lab.evaluate;

import io.huoyan.lab.guarantee.Promise;
import io.huoyan.lab.guarantee.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A guarantee in words. */
public final class GuaranteeText {
    private GuaranteeText() {}

    /** In one line, for the file that keeps it: what is promised of each class, and of which nothing is. */
    public static String line(Guarantee guarantee) {
        List<String> words = new ArrayList<>();
        guarantee.promises().forEach(one -> words.add(one.name() + " " + one.promise() + " on " + welds(one.units())));
        guarantee.notCovered().forEach(name -> words.add("nothing of " + name));
        return String.join(", ", words);
    }

    /** In sentences: what is promised, on how many welds, what was measured and what it costs. */
    public static List<String> sentences(Guarantee guarantee) {
        List<String> lines = new ArrayList<>();
        for (Guarantee.ClassPromise one : guarantee.promises()) {
            String head = one.name() + ": promise " + one.promise() + " needs "
                    + one.promise().unitsNeeded() + " defective welds, there are " + one.units();
            String tail = one.choice()
                    .map(choice -> String.format(
                            Locale.ROOT,
                            "; threshold %s (%d missed allowed), missed by cross-fitting %s by this threshold%s, %s"
                                    + " by the band%s",
                            words(choice.threshold()),
                            choice.allowed(),
                            words(one.measuredAlone()),
                            one.weakest()
                                    .filter(weakest -> !weakest.equals(one.promise()))
                                    .map(weakest -> " (on four fifths of the welds, which allow " + weakest + ")")
                                    .orElse(""),
                            words(one.measured()),
                            one.leftOut() == 0
                                    ? ""
                                    : "; " + one.leftOut() + " of " + one.units()
                                            + " not judged by this threshold, since none can be chosen without them"))
                    .orElse(
                            one.units() == 0
                                    ? " of " + one.promise().unitsNeeded() + ": refused"
                                    : "; too few: refused (their count allows "
                                            + Promise.strongest(
                                                    one.units(), one.promise().confidence()) + "@"
                                            + one.promise().confidence() + ")");
            lines.add(head + tail);
        }
        guarantee
                .notCovered()
                .forEach(name -> lines.add("nothing promised of " + name + ": no defective weld shows it"));
        if (guarantee.isGiven()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "cost: REVIEW from a score of %s, NOK from %s; by cross-fitting missed %s, pseudo-reject %s,"
                            + " REVIEW %s",
                    words(guarantee.reviewFrom()),
                    words(guarantee.nokFrom()),
                    words(guarantee.scores().missed()),
                    words(guarantee.scores().pseudoReject()),
                    words(guarantee.scores().review())));
            guarantee
                    .verdicts()
                    .ifPresent(cost -> lines.add(String.format(
                            Locale.ROOT,
                            "verdicts, the worse of the band's and the pipeline's own, by cross-fitting: missed %s,"
                                    + " pseudo-reject %s, REVIEW %s",
                            words(cost.missed()),
                            words(cost.pseudoReject()),
                            words(cost.review()))));
            if (guarantee.leftOut() > 0) {
                lines.add("left out of what the band misses and costs: " + welds(guarantee.leftOut())
                        + " that could be judged only by thresholds that leave out a class");
            }
        }
        if (guarantee.notInspected() > 0) {
            lines.add("left out: " + welds(guarantee.notInspected())
                    + " of which no picture that counts could be inspected");
        }
        return lines;
    }

    private static String welds(int count) {
        return count + (count == 1 ? " weld" : " welds");
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
}
