package io.huoyan.core.judge;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.MeasurandNames;
import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.measure.Ruler;
import io.huoyan.core.measure.WeldMeasures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what was seen and measured of one weld against its standard: one finding per rule and occurrence. Without state
 * beyond the catalog's, thread-safe.
 *
 * <p>Nothing that is in doubt is accepted: a rule whose quantity could not be measured, a defect that no rule of the
 * standard names, a weld that the standard does not cover are all findings NOT_JUDGEABLE, and the weld REVIEW. What a
 * rule says cannot be judged is REVIEW where the network sees it; of what nothing can see, a height inside a sound
 * bead, no weld says anything: such clauses are named when the catalog is taken up ({@link Standard.Kind}).
 */
public final class Judge {
    /** The class that a missing weld is. */
    public static final DefectClass MISSING = new DefectClass("PLANT", "MISSING");

    /** The class of what the network names but the catalog does not, on a weld of this process. */
    public static final DefectClass UNKNOWN = new DefectClass("PLANT", "UNKNOWN");

    private final DefectNames names;

    /** @param names the catalog's defect classes */
    public Judge(DefectNames names) {
        this.names = names;
    }

    /**
     * @param weld which weld
     * @param standard its standard
     * @param measures what was measured of it
     * @param defects what was seen within its zone
     */
    public Judgement judge(Weld weld, Standard standard, WeldMeasures measures, List<SeenDefect> defects) {
        List<Finding> findings = new ArrayList<>();
        for (Standard.Rule rule : standard.rules()) {
            findings.addAll(byRule(rule, weld, standard.guardFactor(), measures, defects));
        }
        for (SeenDefect defect : defects) {
            DefectClass named = classOf(defect, weld);
            if (standard.rules().stream().noneMatch(rule -> judgesEach(rule, named))) {
                findings.add(seen(named, "", Finding.Decision.NOT_JUDGEABLE, defect));
            }
        }
        boolean missingIsJudged =
                standard.rules().stream().anyMatch(rule -> rule.subject().equals(MISSING));
        if (measures.presence() == WeldMeasures.Presence.MISSING && !missingIsJudged) {
            findings.add(unseen(MISSING, "", Finding.Decision.NOT_JUDGEABLE));
        }
        Verdict verdict = new Verdict.Ok();
        if (!standard.scope().covers(weld)) {
            verdict = new Verdict.Review(
                    Verdict.Reason.NOT_JUDGEABLE,
                    "standard " + standard.id() + " does not cover weld " + weld.id() + " (process " + weld.process()
                            + ", " + weld.material() + ", " + weld.governingThicknessMm() + " mm)");
        }
        if (measures.presence() == WeldMeasures.Presence.DOUBTFUL) {
            verdict = Verdict.worse(
                    verdict,
                    new Verdict.Review(
                            Verdict.Reason.UNCERTAIN,
                            Sentences.percent(measures.seenShare()) + " of the weld was seen; allowed is "
                                    + Sentences.percent(Ruler.SEEN_SHARE_MIN) + " or more to be called there"));
        }
        for (Finding finding : findings) {
            verdict = Verdict.worse(verdict, verdictOf(finding, standard.guardFactor()));
        }
        return new Judgement(verdict, findings);
    }

    /** A rule about neighbours says nothing of a single one. */
    private static boolean judgesEach(Standard.Rule rule, DefectClass named) {
        return rule.subject().equals(named) && !MeasurandNames.isOfNeighbours(rule.quantity());
    }

    private List<Finding> byRule(
            Standard.Rule rule, Weld weld, double guardFactor, WeldMeasures measures, List<SeenDefect> defects) {
        if (rule.subject().equals(MISSING)) {
            return measures.presence() == WeldMeasures.Presence.MISSING
                    ? List.of(unseen(MISSING, rule.clause(), decisionOnSeen(rule.kind())))
                    : List.of();
        }
        if (isSeen(rule)) {
            List<SeenDefect> own = defects.stream()
                    .filter(defect -> classOf(defect, weld).equals(rule.subject()))
                    .toList();
            Optional<Double> limit = limitMm(rule, weld);
            return isOfSeveral(rule) && limit.isPresent()
                    ? new AlongSeam(rule, weld, guardFactor, limit.get()).findings(own)
                    : own.stream()
                            .map(defect -> onSeen(rule, weld, guardFactor, defect))
                            .toList();
        }
        if (measures.presence() == WeldMeasures.Presence.MISSING || isBeyondSight(rule)) {
            return List.of();
        }
        return List.of(onMeasured(rule, weld, guardFactor, measures));
    }

    /**
     * Whether a rule names an imperfection of a standard that no camera from above shows. A plant's own deviations
     * (short, interrupted, off its place) are measured: a sheet that says one of them cannot be judged wants people to
     * look.
     */
    private static boolean isBeyondSight(Standard.Rule rule) {
        return rule.kind() == Standard.Kind.NOT_JUDGEABLE
                && !rule.subject().scheme().equals(MISSING.scheme());
    }

    private static boolean isOfSeveral(Standard.Rule rule) {
        return rule.kind() != Standard.Kind.INFORMATIVE
                && (MeasurandNames.isAlongSeam(rule.quantity()) || MeasurandNames.isOfNeighbours(rule.quantity()));
    }

    /** Whether the rule's subject is something that the network sees, rather than a deviation that is measured. */
    private boolean isSeen(Standard.Rule rule) {
        return rule.subject().equals(UNKNOWN)
                || names.named(rule.subject())
                        .flatMap(DefectNames.Entry::modelLabel)
                        .isPresent();
    }

    private DefectClass classOf(SeenDefect defect, Weld weld) {
        return names.meaning(defect.detection().label(), weld.process())
                .map(DefectNames.Entry::defectClass)
                .orElse(UNKNOWN);
    }

    /** Decision on something that was seen, by a rule that compares nothing. */
    private static Finding.Decision decisionOnSeen(Standard.Kind kind) {
        return switch (kind) {
            case NOT_PERMITTED -> Finding.Decision.REJECTED;
            case INFORMATIVE -> Finding.Decision.ACCEPTED;
            case NOT_JUDGEABLE, AT_MOST, AT_LEAST -> Finding.Decision.NOT_JUDGEABLE;
        };
    }

    private static Finding onSeen(Standard.Rule rule, Weld weld, double guardFactor, SeenDefect defect) {
        Optional<Measurement> measured = quantity(rule).flatMap(defect::size);
        Optional<Double> limit = limitMm(rule, weld);
        if (measured.isEmpty() || limit.isEmpty()) {
            return seen(rule.subject(), rule.clause(), decisionOnSeen(rule.kind()), defect);
        }
        return new Finding(
                rule.subject(),
                rule.clause(),
                measured,
                limit,
                compare(rule.kind(), measured.get(), limit.get(), guardFactor),
                defect.detection().outline(),
                defect.detection().score(),
                defect.sizes());
    }

    private static Finding onMeasured(Standard.Rule rule, Weld weld, double guardFactor, WeldMeasures measures) {
        Optional<Measurement> measured = quantity(rule).flatMap(measures::measurement);
        Optional<Double> limit = limitMm(rule, weld);
        Finding.Decision decision = measured.isEmpty() || limit.isEmpty()
                ? unmeasured(rule.kind())
                : compare(rule.kind(), measured.get(), limit.get(), guardFactor);
        return new Finding(
                rule.subject(),
                rule.clause(),
                measured,
                limit,
                decision,
                measured.map(Measurement::shape).orElse(List.of()),
                1,
                List.of());
    }

    /** A deviation that could not be measured cannot be judged either, unless the rule asks nothing of it. */
    private static Finding.Decision unmeasured(Standard.Kind kind) {
        return kind == Standard.Kind.INFORMATIVE ? Finding.Decision.ACCEPTED : Finding.Decision.NOT_JUDGEABLE;
    }

    private static Finding.Decision compare(
            Standard.Kind kind, Measurement measured, double limit, double guardFactor) {
        if (!measured.unit().isCalibrated()) {
            return Finding.Decision.NOT_JUDGEABLE;
        }
        return switch (kind) {
            case AT_MOST -> Acceptance.atMost(measured, limit, guardFactor);
            case AT_LEAST -> Acceptance.atLeast(measured, limit, guardFactor);
            case NOT_PERMITTED, NOT_JUDGEABLE, INFORMATIVE -> decisionOnSeen(kind);
        };
    }

    private static Optional<Measurand> quantity(Standard.Rule rule) {
        return rule.quantity().isEmpty() ? Optional.empty() : Optional.of(Measurand.valueOf(rule.quantity()));
    }

    private static Optional<Double> limitMm(Standard.Rule rule, Weld weld) {
        return rule.limits().map(limit -> limit.forWeldMm(weld));
    }

    private static Finding seen(DefectClass named, String clause, Finding.Decision decision, SeenDefect defect) {
        return new Finding(
                named,
                clause,
                Optional.empty(),
                Optional.empty(),
                decision,
                defect.detection().outline(),
                defect.detection().score(),
                defect.sizes());
    }

    private static Finding unseen(DefectClass named, String clause, Finding.Decision decision) {
        return new Finding(named, clause, Optional.empty(), Optional.empty(), decision, List.of(), 1, List.of());
    }

    private Verdict verdictOf(Finding finding, double guardFactor) {
        return switch (finding.decision()) {
            case ACCEPTED -> new Verdict.Ok();
            case REJECTED -> new Verdict.Nok(Sentences.rejected(finding, names));
            case NOT_PROVEN ->
                new Verdict.Review(Verdict.Reason.GUARD_BAND, Sentences.notProven(finding, names, guardFactor));
            case NOT_JUDGEABLE ->
                new Verdict.Review(Verdict.Reason.NOT_JUDGEABLE, Sentences.notJudgeable(finding, names));
        };
    }
}
