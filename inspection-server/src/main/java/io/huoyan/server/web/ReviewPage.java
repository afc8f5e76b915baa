package io.huoyan.server.web;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.measure.Measurement;
import io.huoyan.server.desk.ReviewDesk.Doubt;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The queue as a page, made here whole: no script runs in the browser. Thread-safe. */
public final class ReviewPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String HEAD =
            """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Doubtful welds 待复判焊点</title>
            <meta name="viewport" content="width=device-width"><style>
            body{font:15px/1.45 system-ui,"Noto Sans CJK SC",sans-serif;margin:0 auto;max-width:70rem;padding:1rem;color:#222;background:#f6f6f4}
            h1{font-size:1.4rem} .none{color:#555} .refused{background:#fde8e6;border:1px solid #c0392b;padding:.6rem 1rem;border-radius:.4rem}
            .note{background:#fdf6dc;border:1px solid #b8860b;padding:.6rem 1rem;border-radius:.4rem}
            article{display:grid;grid-template-columns:18rem 1fr;gap:1.2rem;background:#fff;border:1px solid #ddd;border-radius:.5rem;padding:1rem;margin:1rem 0}
            img{display:block;width:100%;image-rendering:pixelated;background:#ccc;border-radius:.3rem;min-height:4rem;margin-bottom:.4rem}
            .none-kept{display:grid;place-items:center;height:6rem;background:#eee;border-radius:.3rem;color:#777;font-size:.85rem} h2{font-size:1.1rem;margin:0}
            .class{display:inline-block;border:1px solid #888;border-radius:.3rem;padding:0 .4rem;margin-left:.5rem;font-size:.85rem;font-weight:600}
            .A{background:#c0392b;border-color:#c0392b;color:#fff} .order{font-size:.85rem;color:#555;margin:.3rem 0}
            .why{margin:.3rem 0;color:#444} table{border-collapse:collapse;margin:.6rem 0}th,td{text-align:left;padding:.15rem .9rem .15rem 0;border-bottom:1px solid #eee;font-variant-numeric:tabular-nums}
            th{font-weight:600;color:#555;font-size:.85rem} form{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;margin-top:.6rem}
            label{display:flex;flex-direction:column;flex:1 1 9rem;font-size:.85rem;color:#555} label.reason{flex:3 1 14rem}
            input{font:inherit;padding:.3rem;border:1px solid #aaa;border-radius:.3rem;min-width:0;box-sizing:border-box;width:100%}
            button{font:inherit;padding:.4rem 1rem;border-radius:.3rem;border:1px solid #888;cursor:pointer;white-space:nowrap}
            .good{background:#e4f3e4} .bad{background:#fbe3df} small{color:#777} @media(max-width:50rem){article{grid-template-columns:1fr}}
            </style>
            """;

    private final DefectNames names;

    public ReviewPage(DefectNames names) {
        this.names = names;
    }

    /** What a person is told about a decision. */
    record Notice(String text, boolean isRefusal) {}

    /**
     * @param doubts shown
     * @param waiting how many there are in all
     * @param said about the last decision
     * @param who decided last here: most likely who decides next
     */
    String queue(List<Doubt> doubts, long waiting, Optional<Notice> said, String who) {
        StringBuilder html = new StringBuilder(HEAD);
        html.append("<h1>Doubtful welds <span lang=zh>待复判焊点</span>: ")
                .append(waiting)
                .append("</h1>\n");
        said.ifPresent(notice -> html.append(
                        notice.isRefusal() ? "<p class=refused role=alert>" : "<p class=note role=status>")
                .append(escaped(notice.text()))
                .append("</p>\n"));
        if (doubts.isEmpty()) {
            html.append("<p class=none>Nothing waits for a decision.</p>\n");
        }
        if (waiting > doubts.size()) {
            html.append("<p class=none>The ").append(doubts.size()).append(" that wait longest are shown.</p>\n");
        }
        doubts.forEach(doubt -> article(html, doubt, who));
        return html.append("</html>\n").toString();
    }

    private void article(StringBuilder html, Doubt doubt, String who) {
        html.append("<article><div>");
        pictures(html, doubt);
        html.append("</div><div><h2>").append(escaped(doubt.vehicle().id().value()));
        html.append(" · ").append(escaped(doubt.standing().weld().value()));
        doubt.weld().ifPresent(weld -> html.append("<span class=\"class ")
                .append(weld.safetyClass())
                .append("\">class ")
                .append(weld.safetyClass())
                .append("</span>"));
        html.append("</h2><p class=why>").append(escaped(doubt.standing().reason()));
        if (doubt.seen().verdict() instanceof Verdict.Review review) {
            html.append(": ").append(escaped(review.detail()));
        }
        html.append("</p>");
        findings(html, doubt.seen().findings());
        doubt.order().ifPresent(order -> html.append("<p class=order>Its repair order is ")
                .append(order.state())
                .append("; it was changed last at ")
                .append(TIME.format(order.updatedAt()))
                .append(".</p>"));
        html.append("<small>station ")
                .append(escaped(doubt.standing().station().value()))
                .append(", visit ")
                .append(escaped(doubt.standing().visit().value()))
                .append(", ")
                .append(TIME.format(doubt.standing().since()))
                .append("</small>");
        form(html, doubt, who);
        html.append("</div></article>\n");
    }

    private static void pictures(StringBuilder html, Doubt doubt) {
        if (doubt.seen().evidenceSha256().isEmpty()) {
            html.append("<div class=none-kept>no picture 无图像</div>");
        }
        for (String sha256 : doubt.seen().evidenceSha256()) {
            html.append("<a href=\"/pictures/")
                    .append(sha256)
                    .append(".png\"><img alt=\"weld ")
                    .append(escaped(doubt.standing().weld().value()))
                    .append("\" src=\"/pictures/")
                    .append(sha256)
                    .append(".png\"></a>");
        }
    }

    private void findings(StringBuilder html, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        html.append("<table><tr><th>finding<th>measured<th>limit<th>clause</tr>");
        for (Finding finding : findings) {
            String name = names.named(finding.defectClass())
                    .map(entry -> entry.english() + " " + entry.chinese())
                    .orElse(finding.defectClass().toString());
            html.append("<tr><td>").append(escaped(name));
            html.append("<td>")
                    .append(finding.measured().map(ReviewPage::measured).orElse("–"));
            html.append("<td>")
                    .append(finding.limit()
                            .map(limit -> String.format(Locale.ROOT, "%.2f", limit))
                            .orElse("–"));
            html.append("<td>").append(escaped(finding.clause())).append("</tr>");
        }
        html.append("</table>");
    }

    /** With its expanded uncertainty (k = 2). */
    private static String measured(Measurement measured) {
        return String.format(
                Locale.ROOT,
                "%.2f ± %.2f %s",
                measured.value(),
                2 * measured.standardUncertainty(),
                measured.unit().name().toLowerCase(Locale.ROOT));
    }

    private static void form(StringBuilder html, Doubt doubt, String who) {
        html.append("<form method=post action=/decisions>");
        hidden(html, "vehicle", doubt.vehicle().id().value());
        hidden(html, "weld", doubt.standing().weld().value());
        hidden(html, "revision", String.valueOf(doubt.standing().revision()));
        html.append("<label>your name 姓名<input name=who required maxlength=128 autocomplete=name value=\"")
                .append(escaped(who))
                .append("\"></label>");
        html.append("<label class=reason>reason 理由<input name=reason required maxlength=512></label>"
                + "<button class=good name=decision value=good>good 合格</button>"
                + "<button class=bad name=decision value=bad>bad: repair 返修</button></form>");
    }

    private static void hidden(StringBuilder html, String name, String value) {
        html.append("<input type=hidden name=")
                .append(name)
                .append(" value=\"")
                .append(escaped(value))
                .append("\">");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
