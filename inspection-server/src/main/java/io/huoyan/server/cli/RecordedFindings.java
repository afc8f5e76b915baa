package io.huoyan.server.cli;

import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An inspection in one line. */
final class RecordedFindings {
    private RecordedFindings() {}

    /**
     * What is wrong with which weld, or for an uncalibrated picture how often each defect was found, and why it is not
     * OK where these do not say it.
     */
    static String inWords(Inspection inspection) {
        if (inspection.calibrated()) {
            return inspection.welds().stream()
                    .filter(weld -> !(weld.verdict() instanceof Verdict.Ok))
                    .map(RecordedFindings::inWords)
                    .collect(Collectors.joining("; "));
        }
        Map<String, Integer> found = new TreeMap<>();
        for (WeldInspection weld : inspection.welds()) {
            for (Finding finding : weld.findings()) {
                found.merge(finding.defectClass().toString(), 1, Integer::sum);
            }
        }
        return "uncalibrated"
                + found.entrySet().stream()
                        .map(entry -> ", " + entry.getValue() + " × " + entry.getKey())
                        .collect(Collectors.joining())
                + unsaid(inspection.verdict(), !found.isEmpty());
    }

    private static String unsaid(Verdict verdict, boolean isFound) {
        if (verdict instanceof Verdict.Review review) {
            boolean isSaid = isFound && review.reason() == Verdict.Reason.UNCALIBRATED;
            return isSaid ? "" : "; " + review.reason() + ": " + review.detail();
        }
        return verdict instanceof Verdict.Nok nok && !isFound ? "; " + nok.detail() : "";
    }

    private static String inWords(WeldInspection weld) {
        if (weld.verdict() instanceof Verdict.Nok nok) {
            return weld.weld() + " NOK: " + nok.detail();
        }
        Verdict.Review review = (Verdict.Review) weld.verdict();
        return weld.weld() + " REVIEW(" + review.reason() + "): " + review.detail();
    }
}
