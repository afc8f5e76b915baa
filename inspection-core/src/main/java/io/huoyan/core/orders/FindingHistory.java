package io.huoyan.core.orders;

import io.huoyan.core.judge.Finding;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an order already holds against what was seen now: is a finding the same again, worse, or new?
 *
 * <p>Two findings are the same imperfection if class, clause and measurand are the same and, where both say where along
 * the seam they are, the places are within {@link #SAME_PLACE_MM}. One is worse if its value is further beyond the
 * limit by more than the two values' uncertainties allow for (ISO 14253-1's guard band, {@link #GUARD_FACTOR} · √(u₁² +
 * u₂²)): measured again, the same pore must not become a new revision.
 */
final class FindingHistory {
    /** Places along a seam nearer to each other than this are one place, mm. */
    static final double SAME_PLACE_MM = 3;

    /** Factor on the combined standard uncertainty from which a difference is real. */
    static final double GUARD_FACTOR = 1.65;

    /** Findings held in one order; more of a weld that bad tell nobody more. */
    static final int FINDINGS_MAX = 64;

    private FindingHistory() {}

    /**
     * Known findings with those seen now worked in: a worse one takes the place of the known one, a new one is added at
     * the end. Equal to {@code known} if there is nothing new. A known one that is not seen now stays: nobody has
     * repaired it yet.
     */
    static List<Finding> merged(List<Finding> known, List<Finding> seen) {
        var merged = new ArrayList<>(known);
        var matched = new boolean[known.size()];
        for (Finding finding : seen) {
            int same = nearest(known, matched, finding);
            if (same < 0) {
                if (merged.size() < FINDINGS_MAX) {
                    merged.add(finding);
                }
                continue;
            }
            matched[same] = true;
            if (isWorse(finding, known.get(same))) {
                merged.set(same, finding);
            }
        }
        return merged;
    }

    private static int nearest(List<Finding> known, boolean[] matched, Finding finding) {
        int nearest = -1;
        double leastMm = Double.POSITIVE_INFINITY;
        for (int i = 0; i < known.size(); i++) {
            if (matched[i] || !isSameKind(known.get(i), finding)) {
                continue;
            }
            double apartMm = apartMm(known.get(i), finding);
            if (apartMm <= SAME_PLACE_MM && apartMm < leastMm) {
                nearest = i;
                leastMm = apartMm;
            }
        }
        return nearest;
    }

    private static boolean isSameKind(Finding a, Finding b) {
        return a.defectClass().equals(b.defectClass())
                && a.clause().equals(b.clause())
                && a.measured().map(Measurement::measurand).equals(b.measured().map(Measurement::measurand));
    }

    /** Distance along the seam; 0 where one of them does not say where it is. */
    private static double apartMm(Finding a, Finding b) {
        OptionalDouble first = positionMm(a);
        OptionalDouble second = positionMm(b);
        return first.isPresent() && second.isPresent() ? Math.abs(first.getAsDouble() - second.getAsDouble()) : 0;
    }

    private static OptionalDouble positionMm(Finding finding) {
        return finding.sizes().stream()
                .filter(size -> size.measurand() == Measurand.DEFECT_POSITION && size.unit() == Measurement.Unit.MM)
                .mapToDouble(Measurement::value)
                .findFirst();
    }

    private static boolean isWorse(Finding now, Finding before) {
        Optional<Measurement> nowMeasured = now.measured();
        Optional<Measurement> beforeMeasured = before.measured();
        if (nowMeasured.isEmpty() || beforeMeasured.isEmpty() || now.limit().isEmpty()) {
            return false;
        }
        Measurement a = nowMeasured.get();
        Measurement b = beforeMeasured.get();
        if (a.unit() != b.unit()) {
            return false;
        }
        double further = a.value() - b.value();
        if (a.value() < now.limit().get()) {
            further = -further;
        }
        return further > GUARD_FACTOR * Math.hypot(a.standardUncertainty(), b.standardUncertainty());
    }
}
