package io.huoyan.server.cli;

import io.huoyan.lab.replay.Agreement;
import io.huoyan.lab.replay.ReplaySummary;
import io.huoyan.server.app.DemoRun;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a demo came to, held against the truth of its set.
 *
 * @param frames of the set's manifest
 * @param answered frames with a recorded inspection as their answer
 * @param orders order revisions made
 * @param delivered distinct order revisions that the MES received
 * @param truth agreement of the verdicts with the set's truth
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
        Agreement truth) {
    private static final double GOOD_SHARE_OK_MIN = 0.90;
    private static final double REVIEW_SHARE_MAX = 0.10;

    /** @throws WrongInputException if the set has no truth */
    static DemoSummary of(DemoRun.Outcome outcome, ReplaySummary summary) {
        return new DemoSummary(
                summary.pictures().size(),
                outcome.inspections().size(),
                summary.judged(),
                summary.count("OK"),
                summary.count("NOK"),
                summary.count("REVIEW"),
                outcome.orderRevisions(),
                outcome.deliveredRevisions(),
                summary.agreement()
                        .orElseThrow(() ->
                                new WrongInputException(summary.folder() + " has no truth.json to compare with")));
    }

    double goodShareOk() {
        return truth.good() == 0 ? 0 : (double) truth.goodOk() / truth.good();
    }

    double reviewShare() {
        return welds == 0 ? 1 : (double) review / welds;
    }

    boolean isAsItShouldBe() {
        return answered == frames
                && delivered == orders
                && orders > 0
                && truth.missed() == 0
                && goodShareOk() >= GOOD_SHARE_OK_MIN
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
        members.put("missed", truth.missed());
        members.put("pseudoReject", truth.pseudoReject());
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
                truth.missed(),
                truth.pseudoReject(),
                100 * goodShareOk(),
                100 * reviewShare());
        truth.disagreements().forEach(line -> people.println("          " + line));
        people.println("Verdict   " + (isAsItShouldBe() ? "as it should be" : "NOT as it should be"));
    }
}
