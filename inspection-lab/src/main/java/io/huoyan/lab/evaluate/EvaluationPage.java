package io.huoyan.lab.evaluate;

import static io.huoyan.lab.replay.PageText.escaped;

import io.huoyan.lab.guarantee.Share;
import io.huoyan.lab.replay.PageText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The report's one page: English with Chinese headings, readable without any script. */
final class EvaluationPage {
    private static final int PERCENT = 100;
    private static final int REVIEWS_LISTED_MAX = 400;
    private static final String NO_VERDICTS =
            "– Missed, pseudo-reject and REVIEW are not known: the results have no verdicts (word), boxes alone 无判定结果.";

    private final PictureFigures figures;
    private final StringBuilder html = new StringBuilder();

    /** @param drawn file names of drawn pictures by side and name */
    EvaluationPage(Map<String, String> drawn) {
        this.figures = new PictureFigures(drawn);
    }

    String html(Evaluation evaluation, Optional<Comparison> comparison, List<String> notes) {
        html.setLength(0);
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>Huoyan evaluation 火眼评估</title>")
                .append("<style>")
                .append(PageText.STYLE)
                .append(STYLE)
                .append(PictureFigures.STYLE)
                .append("</style></head><body><h1>Huoyan evaluation <small>火眼评估</small></h1>");
        Evaluation.PrecisionIntervals precisions = evaluation.ap50Intervals();
        head(evaluation, precisions);
        notes.forEach(note -> paragraph(note));
        comparison.ifPresent(this::sideBySide);
        classes(evaluation, precisions);
        if (evaluation.set().hasShapes()) {
            sizes(evaluation);
            confusion(evaluation.confusion());
            reliability(evaluation);
        }
        comparison.filter(Comparison::isOfVerdicts).ifPresent(this::flips);
        if (evaluation.hasVerdicts()) {
            pictures("Missed: bad, and read OK 漏检", evaluation, PictureResult::isMissed);
            pictures("Pseudo-reject: good, and read NOK 误判", evaluation, PictureResult::isPseudoReject);
        }
        if (evaluation.results().stream().anyMatch(PictureResult::isCalledStrange)) {
            pictures(
                    "Called strange: good, and held for an unknown anomaly 良品被疑",
                    evaluation,
                    PictureResult::isCalledStrange);
        }
        if (evaluation.hasVerdicts()) {
            reviews(evaluation);
        }
        html.append("</body></html>");
        return html.toString();
    }

    private void head(Evaluation e, Evaluation.PrecisionIntervals precisions) {
        paragraph(e.subject() + " on " + e.set().directory() + " (" + e.set().format() + ")");
        html.append("<div class=\"tiles\">");
        tile("Pictures 图片", Integer.toString(e.results().size()), "");
        tile("Image AUROC 图像级", number(e.imageAuroc()) + range(e.imageAurocInterval()), "");
        tile("Pixel AUROC 像素级", number(e.pixelAuroc()), "");
        tile("AUPRO", number(e.pixelAupro()), "");
        if (e.set().hasShapes()) {
            tile("AP50", number(e.ap50()) + range(precisions.mean()), "");
            tile("AP50:95", number(e.ap50to95()), "");
        }
        boolean hasVerdicts = e.hasVerdicts();
        tile("Missed 漏检", share(e.missed()), kind(hasVerdicts, e.missed().count() > 0 ? "nok" : "ok"));
        Share welds = e.missedWelds();
        tile("Missed welds 漏检焊缝", share(welds), kind(hasVerdicts, welds.count() > 0 ? "nok" : "ok"));
        tile(
                "Pseudo-reject 误判",
                share(e.pseudoReject()),
                kind(hasVerdicts, e.pseudoReject().count() > 0 ? "review" : "ok"));
        tile("REVIEW 待复核", share(e.review()), kind(hasVerdicts, "review"));
        tile("REVIEW of the good ones 良品待复核", share(e.reviewOfGood()), kind(hasVerdicts, "review"));
        if (e.failed() > 0) {
            tile("Failed 失败", Long.toString(e.failed()), "failed");
        }
        int withoutMask = e.withoutMask().size();
        if (withoutMask > 0) {
            tile("Without mask, in no figure of pixels 无掩膜", Integer.toString(withoutMask), "review");
        }
        html.append("</div>");
        paragraph(
                "Missed: of the bad pictures, those that read OK. Missed welds: the pictures of one group"
                        + " taken together, since they are no independent witnesses. Pseudo-reject: of the good ones, those that read NOK."
                        + " Shares with the 95 % interval of Clopper and Pearson; AUROC and AP50 with that of a bootstrap over groups.");
        if (!hasVerdicts) {
            paragraph(NO_VERDICTS);
        }
    }

    /** A share that is not known is neither good nor bad. */
    private static String kind(boolean isKnown, String kind) {
        return isKnown ? kind : "";
    }

    private void sideBySide(Comparison comparison) {
        html.append("<h2>Side by side 对比</h2>");
        Evaluation a = comparison.first();
        Evaluation b = comparison.second();
        tableHead("", a.subject(), b.subject());
        row("Image AUROC", number(a.imageAuroc()), number(b.imageAuroc()));
        row("Pixel AUROC", number(a.pixelAuroc()), number(b.pixelAuroc()));
        row("AP50", number(a.ap50()), number(b.ap50()));
        row("AP50:95", number(a.ap50to95()), number(b.ap50to95()));
        row("Missed 漏检", share(a.missed()), share(b.missed()));
        row("Pseudo-reject 误判", share(a.pseudoReject()), share(b.pseudoReject()));
        row("REVIEW 待复核", share(a.review()), share(b.review()));
        row("REVIEW of the good ones 良品待复核", share(a.reviewOfGood()), share(b.reviewOfGood()));
        row(
                "Pictures that flip 判定不同",
                comparison.isOfVerdicts() ? Integer.toString(comparison.flips().size()) : "–",
                "");
        html.append("</table>");
        if (a.hasVerdicts() && !b.hasVerdicts()) {
            paragraph(NO_VERDICTS);
        }
    }

    private void classes(Evaluation e, Evaluation.PrecisionIntervals precisions) {
        html.append("<h2>Classes 类别</h2>");
        List<ClassFigures> classes = e.classes();
        if (!e.set().hasShapes()) {
            folders(e, classes);
            return;
        }
        tableHead(
                "Class 类别",
                "Things",
                "Pictures",
                "AP50",
                "AP50:95",
                "Precision",
                "Recall",
                "Missed 漏检",
                "Image AUROC",
                "IoU");
        for (int i = 0; i < classes.size(); i++) {
            ClassFigures f = classes.get(i);
            row(
                    f.name(),
                    Integer.toString(f.things()),
                    Long.toString(f.pictures()),
                    number(f.ap50()) + range(precisions.classes().get(i)),
                    number(f.ap50to95()),
                    share(f.precision()),
                    share(f.recall()),
                    share(f.missed()),
                    number(f.imageAuroc()),
                    number(f.pixelIou()));
        }
        OverallFigures all = OverallFigures.of(classes);
        row(
                "all 合计",
                Integer.toString(classes.stream().mapToInt(ClassFigures::things).sum()),
                Integer.toString(e.results().size()),
                number(e.ap50()) + range(precisions.mean()),
                number(e.ap50to95()),
                share(all.precision()),
                share(all.recall()),
                share(e.missed()),
                number(e.imageAuroc()),
                number(all.pixelIou()));
        html.append("</table>");
        paragraph(
                "Precision and recall of boxes at the operating threshold, an overlap (IoU) of 0.5 counting as found.");
    }

    /** What can be said of classes whose pictures have no outlines. */
    private void folders(Evaluation e, List<ClassFigures> classes) {
        tableHead("Class 类别", "Pictures", "Not let through 检出", "Missed 漏检", "Image AUROC", "IoU");
        for (ClassFigures f : classes) {
            row(
                    f.name(),
                    Long.toString(f.pictures()),
                    share(f.recall()),
                    share(f.missed()),
                    number(f.imageAuroc()),
                    number(f.pixelIou()));
        }
        OverallFigures all = OverallFigures.of(classes);
        row(
                "all 合计",
                Integer.toString(e.results().size()),
                share(all.recall()),
                share(e.missed()),
                number(e.imageAuroc()),
                number(all.pixelIou()));
        html.append("</table>");
    }

    private void sizes(Evaluation e) {
        html.append("<h2>Probability of detection by size 按尺寸的检出率</h2>");
        tableHead("Class 类别", "Size (√ of the box's area)", "Found 检出", "");
        for (ClassFigures f : e.classes()) {
            for (ClassFigures.SizeBin bin : f.detection()) {
                String to = Double.isInfinite(bin.belowPx()) ? "and more" : String.format("– %.0f px", bin.belowPx());
                html.append("<tr><td>").append(escaped(f.name())).append("</td><td>");
                html.append(String.format(Locale.ROOT, "%.0f %s", bin.fromPx(), to))
                        .append("</td><td>");
                html.append(share(bin.found())).append("</td><td>");
                html.append(String.format(
                        Locale.ROOT,
                        "<span class=\"bar\"><i style=\"left:%.1f%%;width:%.1f%%\"></i><b style=\"left:%.1f%%\"></b></span>",
                        PERCENT * bin.found().low(),
                        PERCENT * (bin.found().high() - bin.found().low()),
                        PERCENT * bin.found().value()));
                html.append("</td></tr>");
            }
        }
        html.append("</table>");
        paragraph(
                "Found: the centre of something seen of the class lies in it, or its centre in that. The bar is the 95 % interval.");
    }

    private void confusion(Confusion confusion) {
        html.append("<h2>Confusion 混淆矩阵</h2><table><tr><th>true ↓ seen as →</th>");
        List<String> names = new ArrayList<>(confusion.classes());
        names.add("nothing");
        names.forEach(name -> html.append("<th>").append(escaped(name)).append("</th>"));
        html.append("</tr>");
        for (int row = 0; row < names.size(); row++) {
            html.append("<tr><th>").append(escaped(names.get(row))).append("</th>");
            for (int column = 0; column < names.size(); column++) {
                int count = confusion.counts()[row][column];
                html.append(row == column ? "<td class=\"same\">" : "<td>")
                        .append(count == 0 ? "" : Integer.toString(count))
                        .append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</table>");
    }

    private void reliability(Evaluation e) {
        html.append("<h2>Calibration of scores 置信度校准</h2>");
        paragraph("Expected calibration error " + number(e.calibrationError()));
        tableHead("Mean score", "Share that is right", "Candidates");
        for (Reliability.Bin bin : Reliability.of(e).bins()) {
            row(number(bin.meanScore()), number(bin.rightShare()), Integer.toString(bin.count()));
        }
        html.append("</table>");
    }

    private void flips(Comparison comparison) {
        html.append("<h2>Pictures that flip 判定不同的图片</h2>");
        for (Comparison.Flip flip : comparison.flips()) {
            html.append("<section><h3>")
                    .append(escaped(flip.first().sample().name()))
                    .append(" <small>truth ")
                    .append(flip.first().truth())
                    .append("</small></h3><div class=\"row\">");
            html.append(figures.figure(flip.first(), "a", comparison.first().subject()))
                    .append(figures.figure(
                            flip.second(), "b", comparison.second().subject()));
            html.append("</div></section>");
        }
    }

    private void pictures(String title, Evaluation e, Predicate<PictureResult> wanted) {
        List<PictureResult> results = e.results().stream().filter(wanted).toList();
        html.append("<h2>")
                .append(escaped(title))
                .append(": ")
                .append(results.size())
                .append("</h2>");
        if (!results.isEmpty()) {
            paragraph("Dashed and blue: what the labels say. Solid and red: what was seen 蓝虚线：标注；红实线：检出.");
        }
        html.append(figures.grid(results));
    }

    private void reviews(Evaluation e) {
        List<PictureResult> reviews = e.results().stream()
                .filter(r -> r.exam().word().equals("REVIEW"))
                .toList();
        html.append("<h2>REVIEW 待复核: ").append(reviews.size()).append("</h2><details><summary>list</summary><ul>");
        reviews.stream().limit(REVIEWS_LISTED_MAX).forEach(r -> html.append("<li>")
                .append(escaped(r.sample().name()))
                .append(" (truth ")
                .append(r.truth())
                .append("): ")
                .append(escaped(r.exam().reason()))
                .append("</li>"));
        html.append("</ul></details>");
    }

    private void paragraph(String text) {
        html.append("<p class=\"path\">").append(escaped(text)).append("</p>");
    }

    private void tile(String title, String value, String kind) {
        html.append("<div class=\"tile ")
                .append(kind)
                .append("\"><b>")
                .append(value)
                .append("</b><span>");
        html.append(escaped(title)).append("</span></div>");
    }

    private void tableHead(String... cells) {
        html.append("<table><tr>");
        for (String cell : cells) {
            html.append("<th>").append(escaped(cell)).append("</th>");
        }
        html.append("</tr>");
    }

    /** Cells are markup already, but for the first. */
    private void row(String first, String... cells) {
        html.append("<tr><td>").append(escaped(first)).append("</td>");
        for (String cell : cells) {
            html.append("<td>").append(cell).append("</td>");
        }
        html.append("</tr>");
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String range(Bootstrap.Interval interval) {
        return Double.isNaN(interval.low())
                ? ""
                : String.format(Locale.ROOT, " <small>%.3f–%.3f</small>", interval.low(), interval.high());
    }

    private static String share(Share share) {
        if (share.of() == 0) {
            return "–";
        }
        return String.format(
                Locale.ROOT,
                "%.1f %% <small>%d/%d, %.1f–%.1f %%</small>",
                PERCENT * share.value(),
                share.count(),
                share.of(),
                PERCENT * share.low(),
                PERCENT * share.high());
    }

    private static final String STYLE =
            """
            .tile small,td small{font-weight:normal;font-size:.75em;color:#667}td.same{background:#eaf6ee;font-weight:600}
            .bar{position:relative;display:inline-block;width:160px;height:.8em;background:#eef1f5}
            .bar i{position:absolute;top:0;height:100%;background:#9cc7ee}
            .bar b{position:absolute;top:-2px;width:3px;height:calc(100% + 4px);background:#1c5a91}
            """;
}
