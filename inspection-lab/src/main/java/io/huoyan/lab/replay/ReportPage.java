package io.huoyan.lab.replay;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report's one page: English with Chinese headings, no script from outside, readable without any. */
final class ReportPage {
    private static final int PERCENT = 100;

    private final DefectNames names;
    private final StringBuilder html = new StringBuilder();

    ReportPage(DefectNames names) {
        this.names = names;
    }

    String html(ReplaySummary summary, List<ReplayReport.Drawn> drawn) {
        html.setLength(0);
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>Huoyan replay 火眼回放</title>")
                .append("<style>")
                .append(PageText.STYLE)
                .append("</style></head><body>");
        head(summary);
        summary.agreement().ifPresent(this::agreement);
        filters(summary);
        for (int i = 0; i < summary.pictures().size(); i++) {
            picture(summary.pictures().get(i), drawn.get(i));
        }
        html.append("<script>").append(SCRIPT).append("</script></body></html>");
        return html.toString();
    }

    private void head(ReplaySummary summary) {
        html.append("<h1>Huoyan replay <small>火眼回放</small></h1><p class=\"path\">")
                .append(PageText.escaped(summary.folder()))
                .append("</p><div class=\"tiles\">");
        tile("Pictures 图片", Integer.toString(summary.pictures().size()), "");
        tile("Judged 已判定", Long.toString(summary.judged()), "");
        tile("OK 合格", Long.toString(summary.count("OK")), "ok");
        tile("NOK 不合格", Long.toString(summary.count("NOK")), "nok");
        tile("REVIEW 待复核", summary.count("REVIEW") + " (" + percent(summary.reviewShare()) + ")", "review");
        tile("Failed 失败", Long.toString(summary.failed()), summary.failed() > 0 ? "failed" : "");
        tile(
                "Pictures/s 速度",
                String.format(Locale.ROOT, "%.1f", summary.pictures().size() / Math.max(1e-9, summary.seconds())),
                "");
        html.append("</div>");
        if (!summary.reviewReasons().isEmpty()) {
            html.append("<p>REVIEW by reason 复核原因: ")
                    .append(PageText.escaped(summary.reviewReasons().toString()))
                    .append("</p>");
        }
    }

    private void tile(String title, String value, String kind) {
        html.append("<div class=\"tile ")
                .append(kind)
                .append("\"><b>")
                .append(PageText.escaped(value))
                .append("</b><span>")
                .append(PageText.escaped(title))
                .append("</span></div>");
    }

    private void agreement(Agreement a) {
        html.append("<h2>Against the truth 与真值对比</h2><div class=\"tiles\">");
        tile("Bad welds 缺陷焊缝", Integer.toString(a.bad()), "");
        tile("Missed 漏检", Integer.toString(a.missed()), a.missed() > 0 ? "nok" : "ok");
        tile("Good welds 良好焊缝", Integer.toString(a.good()), "");
        tile("Good and OK 判为合格", Integer.toString(a.goodOk()), "");
        tile("Pseudo-reject 误判", Integer.toString(a.pseudoReject()), a.pseudoReject() > 0 ? "review" : "ok");
        html.append("</div>");
        if (!a.disagreements().isEmpty()) {
            html.append("<ul>");
            a.disagreements()
                    .forEach(line ->
                            html.append("<li>").append(PageText.escaped(line)).append("</li>"));
            html.append("</ul>");
        }
        html.append("<table><tr><th>Measurand 被测量</th><th>n</th><th>bias 偏差 mm</th><th>RMS mm</th>")
                .append("<th>worst 最大误差 mm</th><th>within 2u 覆盖率</th></tr>");
        for (Agreement.MeasurandError e : a.errors()) {
            html.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%s</td><td>%d</td><td>%.3f</td><td>%.3f</td><td>%.3f</td><td>%s</td></tr>",
                    e.measurand(),
                    e.count(),
                    e.biasMm(),
                    e.rmsMm(),
                    e.worstMm(),
                    percent(e.coveredShare())));
        }
        html.append("</table>");
    }

    private void filters(ReplaySummary summary) {
        html.append("<h2>Pictures 图片</h2><p class=\"filters\">");
        for (String word : List.of("OK", "NOK", "REVIEW", "FAILED")) {
            long count = summary.pictures().stream()
                    .filter(p -> p.word().equals(word))
                    .count();
            html.append("<label><input type=\"checkbox\" checked data-word=\"")
                    .append(word)
                    .append("\"> ")
                    .append(word)
                    .append(" (")
                    .append(count)
                    .append(")</label> ");
        }
        html.append("</p>");
    }

    private void picture(ReplayedPicture picture, ReplayReport.Drawn drawn) {
        html.append("<section data-word=\"")
                .append(picture.word())
                .append("\"><h3><span class=\"word ")
                .append(picture.word().toLowerCase(Locale.ROOT))
                .append("\">")
                .append(picture.word())
                .append("</span> ")
                .append(PageText.escaped(picture.name()));
        picture.inspection()
                .filter(inspection ->
                        !inspection.calibrated() && picture.failure().isEmpty())
                .ifPresent(inspection -> html.append(" <small>uncalibrated 未标定</small>"));
        html.append("</h3>");
        if (!picture.failure().isEmpty()) {
            html.append("<p>").append(PageText.escaped(picture.failure())).append("</p>");
        }
        html.append("<div class=\"row\"><div class=\"pictures\">");
        link(drawn.whole(), drawn.thumbnail().or(drawn::whole), "");
        drawn.welds().forEach(name -> link(Optional.of(name), Optional.of(name), "weld"));
        html.append("</div><div class=\"values\">");
        picture.inspection().ifPresent(this::inspection);
        html.append("</div></div></section>");
    }

    private void link(Optional<String> target, Optional<String> shown, String kind) {
        if (target.isPresent() && shown.isPresent()) {
            html.append("<a href=\"")
                    .append(PageText.escaped(target.get()))
                    .append("\"><img loading=\"lazy\" alt=\"overlay\" class=\"")
                    .append(kind)
                    .append("\" src=\"")
                    .append(PageText.escaped(shown.get()))
                    .append("\"></a>");
        }
    }

    private void inspection(Inspection inspection) {
        inspection.checks().stream().filter(check -> !check.fit()).forEach(check -> html.append("<p>")
                .append(PageText.escaped(check.message()))
                .append("</p>"));
        for (WeldInspection weld : inspection.welds()) {
            Verdict verdict = weld.verdict();
            html.append("<details")
                    .append(verdict.severity() > 0 ? " open" : "")
                    .append("><summary><span class=\"word ")
                    .append(verdict.word().toLowerCase(Locale.ROOT))
                    .append("\">")
                    .append(verdict.word())
                    .append("</span> ")
                    .append(PageText.escaped(weld.weld().value()))
                    .append(" ")
                    .append(PageText.escaped(sentence(verdict)))
                    .append("</summary>");
            findings(weld.findings());
            measurements(weld.measurements());
            html.append("</details>");
        }
    }

    private static String sentence(Verdict verdict) {
        if (verdict instanceof Verdict.Review review) {
            return "(" + review.reason() + ") " + review.detail();
        }
        return verdict instanceof Verdict.Nok nok ? nok.detail() : "";
    }

    private void findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        html.append("<table><tr><th>Finding 缺陷</th><th>Clause 条款</th><th>Measured 测得值</th><th>u (k=1)</th>")
                .append("<th>Limit 限值</th><th>Decision 判定</th><th>Score</th></tr>");
        for (Finding finding : findings) {
            Optional<Measurement> shown =
                    finding.measured().or(() -> finding.sizes().stream().findFirst());
            html.append("<tr class=\"")
                    .append(finding.decision().name().toLowerCase(Locale.ROOT))
                    .append("\"><td>")
                    .append(PageText.escaped(name(finding)))
                    .append("</td><td>")
                    .append(PageText.escaped(finding.clause()))
                    .append("</td><td>")
                    .append(shown.map(m -> m.measurand() + " " + value(m.value(), m.unit()))
                            .orElse("—"))
                    .append("</td><td>")
                    .append(shown.map(m -> value(m.standardUncertainty(), m.unit()))
                            .orElse("—"))
                    .append("</td><td>")
                    .append(finding.limit()
                            .map(l -> value(l, shown.map(Measurement::unit).orElse(Measurement.Unit.MM)))
                            .orElse("—"))
                    .append("</td><td>")
                    .append(finding.decision())
                    .append("</td><td>")
                    .append(String.format(Locale.ROOT, "%.2f", finding.score()))
                    .append("</td></tr>");
        }
        html.append("</table>");
    }

    private String name(Finding finding) {
        return names.named(finding.defectClass())
                        .map(entry -> entry.english() + " " + entry.chinese() + " ")
                        .orElse("")
                + finding.defectClass();
    }

    private void measurements(List<Measurement> measurements) {
        if (measurements.isEmpty()) {
            return;
        }
        html.append("<table><tr><th>Measurand 被测量</th><th>Value 测得值</th><th>u (k=1)</th></tr>");
        for (Measurement m : measurements) {
            html.append("<tr><td>")
                    .append(m.measurand())
                    .append("</td><td>")
                    .append(value(m.value(), m.unit()))
                    .append("</td><td>")
                    .append(value(m.standardUncertainty(), m.unit()))
                    .append("</td></tr>");
        }
        html.append("</table>");
    }

    private static String value(double value, Measurement.Unit unit) {
        return switch (unit) {
            case MM -> String.format(Locale.ROOT, "%.3f mm", value);
            case PX -> String.format(Locale.ROOT, "%.1f px", value);
            case MM2 -> String.format(Locale.ROOT, "%.3f mm²", value);
            case PX2 -> String.format(Locale.ROOT, "%.0f px²", value);
            case ONE -> String.format(Locale.ROOT, "%.3f", value);
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", PERCENT * share);
    }

    private static final String SCRIPT =
            """
            document.querySelectorAll('.filters input').forEach(function(box){box.addEventListener('change',function(){
            document.querySelectorAll('section[data-word="'+box.dataset.word+'"]').forEach(function(s){
            s.style.display=box.checked?'':'none';});});});
            """;
}
