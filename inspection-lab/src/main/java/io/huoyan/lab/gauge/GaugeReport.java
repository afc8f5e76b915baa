package io.huoyan.lab.gauge;

import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes what a gauge study found: a page with plots, and the readings as CSV. */
public final class GaugeReport {
    private static final String STYLE =
            """
            body{font:15px/1.5 system-ui,sans-serif;max-width:1000px;margin:2em auto;padding:0 1em;color:#1c2430}
            table{border-collapse:collapse;margin:1em 0}td,th{padding:.25em .7em;text-align:right;border-bottom:1px solid #d9dee6}
            th:first-child,td:first-child{text-align:left}h2{margin-top:1.6em}figure{margin:1em 0}
            figcaption{color:#55606e;font-size:13px}.grid{display:grid;grid-template-columns:1fr 1fr;gap:1em}
            """;

    private GaugeReport() {}

    /** Writes {@code index.html} and {@code readings.csv} into a folder, which is made; returns the page. */
    public static Path write(GaugeResult result, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("readings.csv"), csv(result.readings()));
        Path page = folder.resolve("index.html");
        Files.writeString(page, html(result));
        return page;
    }

    private static String csv(List<Reading> readings) {
        StringBuilder csv =
                new StringBuilder("feature,measurand,unit,truthMm,valueMm,errorMm,u,halfWidth95Mm,budget\n");
        for (Reading r : readings) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%s,%.5f,%.5f,%.5f,%.5f,%.5f,%s%n",
                    r.feature(),
                    r.measurand(),
                    r.measured().unit().symbol(),
                    r.truthMm(),
                    r.measured().value(),
                    r.errorMm(),
                    r.measured().standardUncertainty(),
                    r.halfWidth95Mm(),
                    budget(r.measured())));
        }
        return csv.toString();
    }

    /** As {@code name=standard uncertainty}, one after the other. */
    private static String budget(Measurement measured) {
        return measured.budget().stream()
                .map(c -> String.format(Locale.ROOT, "%s=%.5f", c.name(), c.standardUncertainty()))
                .collect(Collectors.joining(";"));
    }

    private static String html(GaugeResult result) {
        StringBuilder page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Gauge ")
                .append(escaped(result.rig()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style><h1>Gauge study: rig ")
                .append(escaped(result.rig()))
                .append("</h1><p>")
                .append(String.format(
                        Locale.ROOT,
                        "%d of %d features measured, edges chosen by %s, seed %d; %s.</p>",
                        result.features(),
                        result.asked(),
                        escaped(result.eye()),
                        result.seed(),
                        escaped(result.circumstances())));
        features(page, result);
        page.append("<div class=\"grid\">");
        for (Measurand measurand : result.study().byMeasurand().keySet()) {
            page.append(ErrorPlot.of(
                    measurand,
                    result.readings().stream()
                            .filter(r -> r.measurand() == measurand)
                            .toList()));
        }
        page.append("</div>");
        result.decisions().ifPresent(near -> decisions(page, near));
        capability(page, result);
        return page.append("</html>\n").toString();
    }

    private static void features(StringBuilder page, GaugeResult result) {
        page.append(
                "<h2>Features in fresh poses</h2><table><tr><th>measurand<th>unit<th>n<th>bias<th>RMS<th>95 % of errors<th>U, k=2"
                        + "<th>stated half width<th>coverage<th>sharpness<th>linearity");
        result.study()
                .byMeasurand()
                .forEach((measurand, f) -> page.append(String.format(
                        Locale.ROOT,
                        "<tr><td>%s<td>%s<td>%d<td>%+.4f<td>%.4f<td>%.4f<td>%.4f<td>%.4f<td>%.1f %%<td>%s<td>%+.5f",
                        measurand,
                        result.unit(measurand),
                        f.count(),
                        f.biasMm(),
                        f.rmsMm(),
                        f.error95Mm(),
                        f.expandedUncertaintyMm(),
                        f.halfWidth95Mm(),
                        100 * f.coverage(),
                        known("%.2f", f.sharpness()),
                        f.slope())));
        page.append("</table>");
    }

    private static void decisions(StringBuilder page, DecisionStudy d) {
        page.append("<h2>Decisions within ± 3 U of a limit</h2>")
                .append(String.format(
                        Locale.ROOT,
                        "<table><tr><td>truly outside, accepted<td>%s<tr><td>truly inside, rejected<td>%s"
                                + "<tr><td>REVIEW<td>%.1f %%<tr><td>exactly at the limit: accepted / rejected<td>%.1f %% / %.1f %%"
                                + "</table>",
                        share(d.wrongOk()),
                        share(d.wrongNok()),
                        100 * d.review(),
                        100 * d.acceptedAtLimit(),
                        100 * d.rejectedAtLimit()));
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "none was" : String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }

    private static void capability(StringBuilder page, GaugeResult result) {
        page.append(String.format(
                Locale.ROOT,
                "<h2>Capability over T = %s mm</h2><p>Type 1: repeats on one master. GRR by ANOVA: %s.</p><table>"
                        + "<tr><th>measurand<th>Cg<th>Cgk<th>%%GRR<th>ndc<th>kappa<th>miss<th>false alarm",
                result.series().toleranceMm(),
                escaped(result.series().how())));
        for (Measurand measurand : Measurand.values()) {
            Repeatability r = result.master().get(measurand);
            GrrAnova g = result.grr().get(measurand);
            AttributeStudy a = result.attributes().get(measurand);
            if (r == null && g == null && a == null) {
                continue;
            }
            page.append("<tr><td>").append(measurand);
            page.append(r == null ? "<td>–<td>–" : String.format(Locale.ROOT, "<td>%.2f<td>%.2f", r.cg(), r.cgk()));
            page.append(
                    g == null ? "<td>–<td>–" : String.format(Locale.ROOT, "<td>%.1f<td>%d", g.grrPercent(), g.ndc()));
            page.append(
                    a == null
                            ? "<td>–<td>–<td>–"
                            : "<td>" + known("%.2f", a.kappa()) + "<td>" + known("%.1f %%", 100 * a.missRate()) + "<td>"
                                    + known("%.1f %%", 100 * a.falseAlarmRate()));
        }
        page.append("</table>");
        result.notes().forEach(note -> page.append("<p>").append(escaped(note)).append("</p>"));
    }

    private static String known(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
