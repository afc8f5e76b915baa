package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.guarantee.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as the members of one JSON object; what the labels, or results without verdicts, cannot give is null.
 */
public final class EvaluationJson {
    private static final double ROUND = 1e6;

    private EvaluationJson() {}

    /** The figures, the agreed ones first; shares are 0 to 1. */
    public static Map<String, Object> members(Evaluation evaluation) {
        Map<String, @Nullable Object> top = new LinkedHashMap<>();
        top.put("pictures", evaluation.results().size());
        top.put("imageAuroc", number(evaluation.imageAuroc()));
        top.put("pixelAuroc", number(evaluation.pixelAuroc()));
        top.put("pixelAupro", number(evaluation.pixelAupro()));
        boolean hasShapes = evaluation.set().hasShapes();
        top.put("ap50", hasShapes ? number(evaluation.ap50()) : null);
        top.put("ap50to95", hasShapes ? number(evaluation.ap50to95()) : null);
        top.put("missed", number(evaluation.missed().value()));
        top.put("pseudoReject", number(evaluation.pseudoReject().value()));
        top.put("review", number(evaluation.review().value()));
        List<ClassFigures> figures = evaluation.classes();
        Map<String, Object> classes = new LinkedHashMap<>();
        Evaluation.PrecisionIntervals precisions = evaluation.ap50Intervals();
        for (int i = 0; i < figures.size(); i++) {
            classes.put(
                    figures.get(i).name(),
                    members(figures.get(i), precisions.classes().get(i)));
        }
        top.put("classes", classes);
        OverallFigures overall = OverallFigures.of(figures);
        top.put("precision", number(overall.precision().value()));
        top.put("recall", number(overall.recall().value()));
        top.put("pixelIou", number(overall.pixelIou()));
        top.put("subject", evaluation.subject());
        top.put("set", evaluation.set().directory().toString());
        top.put("format", evaluation.set().format().name());
        top.put("failed", evaluation.failed());
        top.put("withoutMask", evaluation.withoutMask().size());
        top.put("calibrationError", number(evaluation.calibrationError()));
        // Looks into files that may be alike.
        Share welds = evaluation.missedWelds();
        top.put("counts", counts(evaluation, welds));
        top.put("intervals95", intervals(evaluation, precisions.mean(), welds));
        top.put("confusion", confusion(evaluation.confusion()));
        return nullable(top);
    }

    private static Map<String, Object> members(ClassFigures figures, Bootstrap.Interval precision) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("ap50", number(figures.ap50()));
        members.put("ap50to95", number(figures.ap50to95()));
        members.put("precision", number(figures.precision().value()));
        members.put("recall", number(figures.recall().value()));
        members.put("missed", number(figures.missed().value()));
        members.put("things", figures.things());
        members.put("pictures", figures.pictures());
        members.put("ap50Interval", interval(precision));
        members.put("missedInterval", interval(figures.missed()));
        members.put("imageAuroc", number(figures.imageAuroc()));
        members.put("pixelIou", number(figures.pixelIou()));
        List<Map<String, Object>> bins = new ArrayList<>();
        for (ClassFigures.SizeBin bin : figures.detection()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("fromPx", bin.fromPx());
            one.put("belowPx", Double.isInfinite(bin.belowPx()) ? null : bin.belowPx());
            one.put("found", bin.found().count());
            one.put("of", bin.found().of());
            one.put("interval", interval(bin.found()));
            bins.add(nullable(one));
        }
        members.put("detectionBySize", bins);
        return nullable(members);
    }

    private static Map<String, Object> counts(Evaluation evaluation, Share welds) {
        boolean hasVerdicts = evaluation.hasVerdicts();
        Map<String, @Nullable Object> counts = new LinkedHashMap<>();
        counts.put("missed", hasVerdicts ? evaluation.missed().count() : null);
        counts.put("missedWelds", hasVerdicts ? welds.count() : null);
        counts.put("badWelds", hasVerdicts ? welds.of() : null);
        counts.put("bad", evaluation.count(LabelledSet.Truth.BAD));
        counts.put("pseudoReject", hasVerdicts ? evaluation.pseudoReject().count() : null);
        counts.put("good", evaluation.count(LabelledSet.Truth.GOOD));
        counts.put("neither", evaluation.notKnown().size());
        counts.put("review", hasVerdicts ? evaluation.review().count() : null);
        counts.put("reviewOfGood", hasVerdicts ? evaluation.reviewOfGood().count() : null);
        return nullable(counts);
    }

    private static Map<String, Object> intervals(Evaluation evaluation, Bootstrap.Interval precision, Share welds) {
        Map<String, @Nullable Object> intervals = new LinkedHashMap<>();
        intervals.put("imageAuroc", interval(evaluation.imageAurocInterval()));
        intervals.put("ap50", interval(precision));
        intervals.put("missed", interval(evaluation.missed()));
        intervals.put("missedWelds", interval(welds));
        intervals.put("pseudoReject", interval(evaluation.pseudoReject()));
        intervals.put("review", interval(evaluation.review()));
        intervals.put("reviewOfGood", interval(evaluation.reviewOfGood()));
        return nullable(intervals);
    }

    private static Map<String, Object> confusion(Confusion confusion) {
        Map<String, Object> rows = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(confusion.classes());
        names.add("nothing");
        for (int row = 0; row < names.size(); row++) {
            Map<String, Object> columns = new LinkedHashMap<>();
            for (int column = 0; column < names.size(); column++) {
                columns.put(names.get(column), confusion.counts()[row][column]);
            }
            rows.put(names.get(row), columns);
        }
        return rows;
    }

    private static @Nullable List<Double> interval(Share share) {
        return share.of() == 0 ? null : List.of(rounded(share.low()), rounded(share.high()));
    }

    private static @Nullable List<Double> interval(Bootstrap.Interval interval) {
        return Double.isNaN(interval.low()) ? null : List.of(rounded(interval.low()), rounded(interval.high()));
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : rounded(value);
    }

    private static double rounded(double value) {
        return Math.rint(value * ROUND) / ROUND;
    }

    /** The same map; the JSON writer takes values that are null, the type of its maps does not say so. */
    @SuppressWarnings("NullAway")
    private static Map<String, Object> nullable(Map<String, @Nullable Object> members) {
        return new LinkedHashMap<>(members);
    }
}
