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
 * @param scores what becomes of welds that had no part in choosing, by the two thresholds alone; of none if a class had
 *     too few welds
 * @param verdicts the same of the verdicts, where the worse of the band's and the examiner's own counts; empty as
 *     above, or if the examiner gives none
 * @param leftOut welds that take no part in what the band misses and costs: without them a class has too few for a
 *     threshold, and the band is the lowest of all classes'; 0 if the guarantee is not given
 * @param notInspected welds that take no part at all: none of their pictures that count could be inspected
 */
public record Guarantee(
        List<ClassPromise> promises,
        List<String> notCovered,
        double reviewFrom,
        double nokFrom,
        Cost scores,
        Optional<Cost> verdicts,
        int leftOut,
        int notInspected) {
    /**
     * One class.
     *
     * @param name the data set's
     * @param promise asked for, or the strongest that the count allows
     * @param units welds with a defect of the class
     * @param choice empty: too few welds
     * @param measured misses by the band, the lowest of all classes' thresholds, chosen without the weld; of none if
     *     there were too few, and without those that no band could judge
     * @param measuredAlone the same by the class's own threshold, which is what the promise is about
     * @param weakest promise by which a threshold of the cross-fitting was chosen that judged welds of the class: four
     *     fifths of the welds may not allow the promise itself; empty if there was none
     */
    public record ClassPromise(
            String name,
            Promise promise,
            int units,
            Optional<RiskControl.Choice> choice,
            Share measured,
            Share measuredAlone,
            Optional<Promise> weakest) {
        /**
         * Welds that no threshold of the class's own could judge: without them none could be chosen. None of a class
         * that is refused, of which nothing is counted.
         */
        public long leftOut() {
            return choice.isPresent() ? units - measuredAlone.of() : 0;
        }
    }

    /**
     * What becomes of welds.
     *
     * @param missed of the defective ones, those that read OK
     * @param pseudoReject of the good ones, those that read NOK
     * @param review of all, those that read REVIEW
     */
    public record Cost(Share missed, Share pseudoReject, Share review) {
        static final Cost NONE = new Cost(new Share(0, 0), new Share(0, 0), new Share(0, 0));
    }

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
