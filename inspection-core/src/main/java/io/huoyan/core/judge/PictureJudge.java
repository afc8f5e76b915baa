package io.huoyan.core.judge;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Standard;
import io.huoyan.core.domain.DefectClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a picture without calibration, of which no weld of a plan is known: what some standard of the catalog forbids
 * outright and is seen is NOK; anything else seen is REVIEW(UNCALIBRATED), and so is a picture in which no weld was
 * seen; nothing but welds seen is OK. Without state beyond the catalog's, thread-safe.
 */
public final class PictureJudge {
    private final DefectNames names;
    private final Set<DefectClass> forbidden;

    public PictureJudge(Catalog catalog) {
        this.names = catalog.defects();
        this.forbidden = catalog.standards().values().stream()
                .flatMap(standard -> standard.rules().stream())
                .filter(rule -> rule.kind() == Standard.Kind.NOT_PERMITTED)
                .map(Standard.Rule::subject)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param weldSeen whether any bead or spot was seen
     * @param defects what else was seen, sizes in pixels
     */
    public Judgement judge(boolean weldSeen, List<SeenDefect> defects) {
        List<Finding> findings = new ArrayList<>();
        Verdict verdict = weldSeen
                ? new Verdict.Ok()
                : new Verdict.Review(Verdict.Reason.UNCALIBRATED, "no weld was seen in the picture (uncalibrated)");
        for (SeenDefect defect : defects) {
            DefectClass named = classOf(defect.detection().label());
            boolean isForbidden = forbidden.contains(named);
            Finding finding = new Finding(
                    named,
                    isForbidden ? "forbidden outright by a standard of the catalog (uncalibrated)" : "",
                    Optional.empty(),
                    Optional.empty(),
                    isForbidden ? Finding.Decision.REJECTED : Finding.Decision.NOT_JUDGEABLE,
                    defect.detection().outline(),
                    defect.detection().score(),
                    defect.sizes());
            findings.add(finding);
            verdict = Verdict.worse(
                    verdict,
                    isForbidden
                            ? new Verdict.Nok(Sentences.rejected(finding, names))
                            : new Verdict.Review(
                                    Verdict.Reason.UNCALIBRATED,
                                    named + " seen in a picture without calibration; its size in mm is not known"));
        }
        return new Judgement(verdict, findings);
    }

    /** The first class that the label means on any process, a forbidden one before others. */
    private DefectClass classOf(String label) {
        List<DefectClass> meanings = names.entries().stream()
                .filter(entry -> entry.modelLabel().filter(label::equals).isPresent())
                .map(DefectNames.Entry::defectClass)
                .toList();
        return meanings.stream()
                .filter(forbidden::contains)
                .findFirst()
                .or(() -> meanings.stream().findFirst())
                .orElse(Judge.UNKNOWN);
    }
}
