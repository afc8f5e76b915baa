package io.huoyan.core.judge;

import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.measure.DefectRow;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rules about several defects of one class of a weld together: their number and the sum of their extents along a length
 * of seam, how near they are to each other. One finding per rule, none where there is nothing to be said: no defect, or
 * a single one where neighbours are asked for.
 */
record AlongSeam(Standard.Rule rule, Weld weld, double guardFactor, double limit) {
    /** The findings on all defects of the rule's class, of which there may be none. */
    List<Finding> findings(List<SeenDefect> defects) {
        if (defects.isEmpty()) {
            return List.of();
        }
        Measurand measurand = Measurand.valueOf(rule.quantity());
        return switch (measurand) {
            case DEFECT_COUNT -> List.of(count(defects));
            case DEFECT_LENGTH_SUM -> List.of(lengthSum(defects));
            default -> neighbours(defects, measurand);
        };
    }

    private Optional<DefectRow> row(List<List<Measurement>> sizes) {
        return DefectRow.of(sizes, weld.geometry() instanceof WeldGeometry.Seam);
    }

    /** Pores that touch count each, at the place of the whole. */
    private Finding count(List<SeenDefect> defects) {
        List<List<Measurement>> each = defects.stream()
                .flatMap(defect -> Collections.nCopies(defect.detection().parts(), defect.sizes()).stream())
                .toList();
        return row(each)
                .map(row -> row.count(perLengthMm()))
                .map(count -> finding(
                        Optional.of(count.value()),
                        defects,
                        count.most() <= limit
                                ? Finding.Decision.ACCEPTED
                                : count.least() > limit ? Finding.Decision.REJECTED : Finding.Decision.NOT_PROVEN))
                .orElse(finding(Optional.empty(), defects, Finding.Decision.NOT_JUDGEABLE));
    }

    /** The worst of all parts of that length: the largest sum may be surer than a smaller one that is not proven. */
    private Finding lengthSum(List<SeenDefect> defects) {
        return row(defects.stream().map(SeenDefect::sizes).toList())
                .flatMap(row -> row.lengthSums(perLengthMm()).stream()
                        .map(sum -> finding(Optional.of(sum), defects, decision(sum)))
                        .max(worst()))
                .orElse(finding(Optional.empty(), defects, Finding.Decision.NOT_JUDGEABLE));
    }

    private double perLengthMm() {
        return rule.perLengthMm()
                .orElseThrow(() -> new IllegalStateException("rule " + rule.clause() + " of " + rule.quantity()
                        + " has no length; the loader asks for one"));
    }

    /** Every defect is decided for: the one with the worst value may be surer than another that is not proven. */
    private List<Finding> neighbours(List<SeenDefect> defects, Measurand measurand) {
        List<Finding> findings = new ArrayList<>();
        if (defects.stream().anyMatch(defect -> defect.sizes().isEmpty())) {
            findings.add(finding(Optional.empty(), defects, Finding.Decision.NOT_JUDGEABLE));
        }
        for (SeenDefect defect : defects) {
            defect.size(measurand).ifPresent(m -> findings.add(finding(Optional.of(m), List.of(defect), decision(m))));
        }
        return findings.stream().max(worst()).map(List::of).orElse(List.of());
    }

    private Finding.Decision decision(Measurement measured) {
        if (!measured.unit().isCalibrated()) {
            return Finding.Decision.NOT_JUDGEABLE;
        }
        return rule.kind() == Standard.Kind.AT_MOST
                ? Acceptance.atMost(measured, limit, guardFactor)
                : Acceptance.atLeast(measured, limit, guardFactor);
    }

    /** The worst decision last; of equal ones the value that is farthest beyond the limit. */
    private Comparator<Finding> worst() {
        double outwards = rule.kind() == Standard.Kind.AT_MOST ? 1 : -1;
        return Comparator.<Finding>comparingInt(finding -> severity(finding.decision()))
                .thenComparingDouble(finding ->
                        finding.measured().map(m -> outwards * m.value()).orElse(Double.NEGATIVE_INFINITY));
    }

    private static int severity(Finding.Decision decision) {
        return switch (decision) {
            case ACCEPTED -> 0;
            case NOT_PROVEN, NOT_JUDGEABLE -> 1;
            case REJECTED -> 2;
        };
    }

    private Finding finding(Optional<Measurement> measured, List<SeenDefect> defects, Finding.Decision decision) {
        SeenDefect likeliest = defects.stream()
                .max(Comparator.comparingDouble(d -> d.detection().score()))
                .orElseThrow();
        return new Finding(
                rule.subject(),
                rule.clause(),
                measured,
                Optional.of(limit),
                decision,
                likeliest.detection().outline(),
                likeliest.detection().score(),
                defects.size() == 1 ? likeliest.sizes() : List.of());
    }
}
