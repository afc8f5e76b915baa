package io.huoyan.server.cli;

import io.huoyan.server.app.DemoRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds verdicts against truth, weld by weld. */
final class TruthComparison {
    private final SampleTruth truth;
    private final Set<SampleTruth.Key> seen = new HashSet<>();
    private final List<String> disagreements = new ArrayList<>();
    private long missed;
    private long pseudoReject;
    private long good;
    private long goodOk;
    private long withoutTruth;

    TruthComparison(SampleTruth truth) {
        this.truth = truth;
    }

    void add(DemoRun.WeldVerdict weld) {
        SampleTruth.Key key = new SampleTruth.Key(weld.vehicle(), weld.weld());
        seen.add(key);
        Optional<SampleTruth.Weld> known = truth.of(key);
        if (known.isEmpty()) {
            withoutTruth++;
            disagreements.add(weld.vehicle() + " " + weld.weld() + ": the set has no truth for it");
            return;
        }
        boolean isGood = known.get().good();
        boolean readOk = weld.verdict().equals("OK");
        if (isGood) {
            good++;
            goodOk += readOk ? 1 : 0;
            pseudoReject += weld.verdict().equals("NOK") ? 1 : 0;
        } else if (readOk) {
            missed++;
        }
        if (isGood != readOk && !(weld.verdict().equals("NOK") && !isGood)) {
            disagreements.add(weld.vehicle() + " " + weld.weld() + ": truly "
                    + (isGood ? "good" : "bad (" + String.join(", ", known.get().defects()) + ")") + ", read "
                    + weld.verdict() + (weld.reason().isEmpty() ? "" : "(" + weld.reason() + ")") + ": "
                    + weld.detail());
        }
    }

    long missed() {
        return missed;
    }

    long pseudoReject() {
        return pseudoReject;
    }

    double goodShareOk() {
        return good == 0 ? 0 : (double) goodOk / good;
    }

    /** Welds without truth, and truths without a verdict. */
    long unknown() {
        return withoutTruth
                + truth.keys().stream().filter(key -> !seen.contains(key)).count();
    }

    List<String> disagreements() {
        return List.copyOf(disagreements);
    }
}
