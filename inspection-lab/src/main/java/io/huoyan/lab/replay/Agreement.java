package io.huoyan.lab.replay;

import io.huoyan.core.judge.Verdict;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.pipeline.WeldInspection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Verdicts and values held against the truth.
 *
 * @param good truly good welds
 * @param bad truly bad welds
 * @param missed bad welds that are OK
 * @param pseudoReject good welds that are NOK
 * @param goodOk good welds that are OK
 * @param review welds, good or bad, that are REVIEW
 * @param disagreements one line for each missed, pseudo-rejected or reviewed weld
 * @param errors of the measured values
 */
public record Agreement(
        int good,
        int bad,
        int missed,
        int pseudoReject,
        int goodOk,
        int review,
        List<String> disagreements,
        List<MeasurandError> errors) {
    public Agreement {
        disagreements = List.copyOf(disagreements);
        errors = List.copyOf(errors);
    }

    /**
     * Errors of one measurand over all its welds, mm.
     *
     * @param count how many values
     * @param biasMm mean error
     * @param rmsMm root mean square error
     * @param worstMm the largest error, with its sign
     * @param coveredShare share of the values nearer to the truth than two standard uncertainties (k = 2, about 95 %)
     */
    public record MeasurandError(
            Measurand measurand, int count, double biasMm, double rmsMm, double worstMm, double coveredShare) {}

    static Agreement of(Truth truth, List<VisitResult> visits, List<ReplayedPicture> pictures) {
        Map<Truth.Key, Verdict> verdicts = new HashMap<>();
        for (VisitResult visit : visits) {
            visit.welds()
                    .forEach(weld -> verdicts.merge(
                            new Truth.Key(
                                    visit.vehicle().id().value(), weld.weld().value()),
                            weld.verdict(),
                            Verdict::worse));
        }
        int[] counts = new int[6];
        List<String> disagreements = new ArrayList<>();
        truth.welds().forEach((key, weld) -> {
            Verdict verdict = verdicts.getOrDefault(
                    key, new Verdict.Review(Verdict.Reason.NOT_INSPECTED, "no visit of the replay has it"));
            boolean isOk = verdict instanceof Verdict.Ok;
            boolean isReview = verdict instanceof Verdict.Review;
            counts[0] += weld.good() ? 1 : 0;
            counts[1] += weld.good() ? 0 : 1;
            counts[2] += !weld.good() && isOk ? 1 : 0;
            counts[3] += weld.good() && verdict instanceof Verdict.Nok ? 1 : 0;
            counts[4] += weld.good() && isOk ? 1 : 0;
            counts[5] += isReview ? 1 : 0;
            if (weld.good() != isOk && (weld.good() || isOk || isReview)) {
                disagreements.add(
                        key.vehicle() + " " + key.weld() + ": truly " + (weld.good() ? "good" : "bad " + weld.defects())
                                + ", read " + verdict.word() + sentence(verdict));
            }
        });
        return new Agreement(
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                counts[4],
                counts[5],
                disagreements,
                errors(truth, pictures));
    }

    private static String sentence(Verdict verdict) {
        if (verdict instanceof Verdict.Review review) {
            return " (" + review.reason() + "): " + review.detail();
        }
        return verdict instanceof Verdict.Nok nok ? ": " + nok.detail() : "";
    }

    /** A value, its truth and its uncertainty. */
    private record Pair(double errorMm, double uncertaintyMm) {}

    private static List<MeasurandError> errors(Truth truth, List<ReplayedPicture> pictures) {
        Map<Measurand, List<Pair>> pairs = new EnumMap<>(Measurand.class);
        for (ReplayedPicture picture : pictures) {
            picture.inspection().filter(Inspection::calibrated).ifPresent(inspection -> {
                String vehicle = inspection.header().vehicle().id().value();
                for (WeldInspection weld : inspection.welds()) {
                    Truth.Weld known =
                            truth.welds().get(new Truth.Key(vehicle, weld.weld().value()));
                    if (known != null) {
                        weld.measurements().forEach(m -> add(pairs, m, known.measures()));
                    }
                }
            });
        }
        List<MeasurandError> errors = new ArrayList<>();
        pairs.forEach((measurand, all) -> errors.add(error(measurand, all)));
        return errors;
    }

    private static void add(Map<Measurand, List<Pair>> pairs, Measurement m, Map<Measurand, Double> truths) {
        Double known = truths.get(m.measurand());
        if (known != null && m.unit().isCalibrated()) {
            pairs.computeIfAbsent(m.measurand(), any -> new ArrayList<>())
                    .add(new Pair(m.value() - known, m.standardUncertainty()));
        }
    }

    private static MeasurandError error(Measurand measurand, List<Pair> pairs) {
        double sum = 0;
        double squares = 0;
        double worst = 0;
        int covered = 0;
        for (Pair pair : pairs) {
            sum += pair.errorMm();
            squares += pair.errorMm() * pair.errorMm();
            worst = Math.abs(pair.errorMm()) > Math.abs(worst) ? pair.errorMm() : worst;
            covered += Math.abs(pair.errorMm()) <= 2 * pair.uncertaintyMm() ? 1 : 0;
        }
        int n = pairs.size();
        return new MeasurandError(measurand, n, sum / n, Math.sqrt(squares / n), worst, (double) covered / n);
    }
}
