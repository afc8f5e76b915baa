package io.huoyan.server.cli;

import io.huoyan.server.app.DemoRun;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a demo came to, held against the truth of its set.
 *
 * @param missed truly bad welds that read OK
 * @param pseudoReject truly good welds that read NOK
 * @param goodShareOk share of the truly good welds that read OK, 0 to 1
 * @param unknown welds without truth, or truths without verdict
 */
record DemoSummary(
        long frames,
        long answered,
        long welds,
        long ok,
        long nok,
        long review,
        long orders,
        long delivered,
        long missed,
        long pseudoReject,
        double goodShareOk,
        long unknown,
        List<String> disagreements) {
    private static final double GOOD_SHARE_OK_MIN = 0.90;
    private static final double REVIEW_SHARE_MAX = 0.10;

    DemoSummary {
        disagreements = List.copyOf(disagreements);
    }

    static DemoSummary of(DemoRun.Outcome outcome, SampleTruth truth, long frames) {
        TruthComparison comparison = new TruthComparison(truth);
        outcome.welds().forEach(comparison::add);
        return new DemoSummary(
                frames,
                outcome.answered(),
                outcome.welds().size(),
                count(outcome, "OK"),
                count(outcome, "NOK"),
                count(outcome, "REVIEW"),
                outcome.orderRevisions(),
                outcome.deliveredRevisions(),
                comparison.missed(),
                comparison.pseudoReject(),
                comparison.goodShareOk(),
                comparison.unknown(),
                comparison.disagreements());
    }

    private static long count(DemoRun.Outcome outcome, String verdict) {
        return outcome.welds().stream()
                .filter(weld -> weld.verdict().equals(verdict))
                .count();
    }

    double reviewShare() {
        return welds == 0 ? 1 : (double) review / welds;
    }

    boolean isAsItShouldBe() {
        return answered == frames
                && delivered == orders
                && orders > 0
                && missed == 0
                && unknown == 0
                && goodShareOk >= GOOD_SHARE_OK_MIN
                && reviewShare() <= REVIEW_SHARE_MAX;
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("frames", frames);
        members.put("answered", answered);
        members.put("welds", welds);
        members.put("ok", ok);
        members.put("nok", nok);
        members.put("review", review);
        members.put("orders", orders);
        members.put("delivered", delivered);
        members.put("missed", missed);
        members.put("pseudoReject", pseudoReject);
        members.put("reviewShare", Math.round(reviewShare() * 1e4) / 1e4);
        return members;
    }

    void print(PrintWriter people) {
        people.println();
        people.printf("Frames    %d, answered %d%n", frames, answered);
        people.printf("Welds     %d: %d OK, %d NOK, %d REVIEW%n", welds, ok, nok, review);
        people.printf("Orders    %d revisions, %d delivered to the MES%n", orders, delivered);
        people.printf(
                Locale.ROOT,
                "Truth     %d bad welds read OK (missed), %d good welds read NOK, %.1f %% of good welds OK, %.1f %% REVIEW%n",
                missed,
                pseudoReject,
                100 * goodShareOk,
                100 * reviewShare());
        disagreements.forEach(line -> people.println("          " + line));
        people.println("Verdict   " + (isAsItShouldBe() ? "as it should be" : "NOT as it should be"));
    }
}
