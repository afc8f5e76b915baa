package io.huoyan.lab.replay;

import io.huoyan.core.judge.Verdict;
import io.huoyan.core.pipeline.VisitResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a replay came to. Verdicts are counted per weld of the visits where a manifest says what is seen, per picture
 * elsewhere.
 *
 * @param folder that was replayed
 * @param pictures every one, in order
 * @param visits of the pictures that a manifest describes
 * @param agreement with the folder's truth, where it has one
 * @param seconds how long the inspecting took, reading included
 */
public record ReplaySummary(
        String folder,
        List<ReplayedPicture> pictures,
        List<VisitResult> visits,
        Optional<Agreement> agreement,
        double seconds) {
    public ReplaySummary {
        pictures = List.copyOf(pictures);
        visits = List.copyOf(visits);
    }

    /** Pictures that could not be inspected. */
    public long failed() {
        return pictures.stream().filter(p -> !p.failure().isEmpty()).count();
    }

    /**
     * Welds, or pictures without calibration, with a verdict of this word: OK, NOK or REVIEW. A picture that could not
     * be inspected has none.
     */
    public long count(String word) {
        return verdicts().stream().filter(v -> v.word().equals(word)).count();
    }

    /** All welds, or pictures without calibration, with a verdict. */
    public long judged() {
        return verdicts().size();
    }

    /** Share of REVIEW among all verdicts, 0 to 1; 1 of none. */
    public double reviewShare() {
        return judged() == 0 ? 1 : (double) count("REVIEW") / judged();
    }

    /** How often each reason for a REVIEW came. */
    public Map<String, Long> reviewReasons() {
        Map<String, Long> reasons = new TreeMap<>();
        for (Verdict verdict : verdicts()) {
            if (verdict instanceof Verdict.Review review) {
                reasons.merge(review.reason().name(), 1L, Long::sum);
            }
        }
        return reasons;
    }

    private List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        visits.forEach(visit -> visit.welds().forEach(weld -> verdicts.add(weld.verdict())));
        for (ReplayedPicture picture : pictures) {
            picture.inspection()
                    .filter(inspection -> picture.failure().isEmpty())
                    .filter(inspection -> visits.isEmpty() && !inspection.calibrated())
                    .ifPresent(inspection -> verdicts.add(inspection.verdict()));
        }
        return verdicts;
    }
}
