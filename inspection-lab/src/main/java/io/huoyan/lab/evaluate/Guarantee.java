package io.huoyan.lab.evaluate;

import io.huoyan.lab.guarantee.Promise;
import io.huoyan.lab.guarantee.RiskControl;
import io.huoyan.lab.guarantee.Share;
import java.util.List;
import java.util.Optional;

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
 * @param verdicts the same of the verdicts, where the worse of the band's and the examiner's own counts; empty if the
 *     examiner gives none
 */
public record Guarantee(
        List<ClassPromise> promises,
        List<String> notCovered,
        double reviewFrom,
        double nokFrom,
        Share missed,
        Share pseudoReject,
        Share review,
        Optional<Cost> verdicts) {
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

    /** Thresholds of the score. */
    record Band(double reviewFrom, double nokFrom) {}
}
