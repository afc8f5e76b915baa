package io.huoyan.lab.gauge;

import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import java.util.List;
import java.util.Locale;

/** Errors over true values as an SVG figure, those outside their stated interval in red. */
final class ErrorPlot {
    private static final double WIDTH = 470;
    private static final double HEIGHT = 230;
    private static final double LEFT = 60;
    private static final double BOTTOM = 30;
    private static final double SHARE_SHOWN = 0.99;

    private ErrorPlot() {}

    static String of(Measurand measurand, List<Reading> readings) {
        double least = readings.stream().mapToDouble(Reading::truthMm).min().orElse(0);
        double most = Math.max(
                least + 1e-3,
                readings.stream().mapToDouble(Reading::truthMm).max().orElse(1));
        double[] sizes = readings.stream()
                .mapToDouble(r -> Math.max(Math.abs(r.errorMm()), r.halfWidth95Mm()))
                .sorted()
                .toArray();
        double reach = Math.max(1e-3, sizes[(int) (SHARE_SHOWN * (sizes.length - 1))] * 1.1);
        String unit = readings.isEmpty() ? "" : unit(readings.get(0).measured().unit());
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<figure><svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s errors\" font-size=\"11\">",
                WIDTH,
                HEIGHT,
                measurand));
        for (int tick = -2; tick <= 2; tick++) {
            double y = y(tick * reach / 2, reach);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>"
                            + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%+.3f</text>",
                    LEFT,
                    WIDTH - 5,
                    y,
                    y,
                    tick == 0 ? "#333" : "#ddd",
                    LEFT - 5,
                    y + 4,
                    tick * reach / 2));
        }
        for (Reading r : readings) {
            double error = Math.max(-reach, Math.min(reach, r.errorMm()));
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.8\" fill=\"%s\" fill-opacity=\"0.6\"/>",
                    LEFT + (r.truthMm() - least) / (most - least) * (WIDTH - LEFT - 10),
                    y(error, reach),
                    r.isCovered() ? "#2563eb" : "#dc2626"));
        }
        return svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\">%.2f%s</text><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.2f%s</text>"
                                + "</svg><figcaption>%s: error over truth%s. Red: outside the stated 95 %% interval.</figcaption></figure>",
                        LEFT,
                        HEIGHT - 8,
                        least,
                        unit,
                        WIDTH - 5,
                        HEIGHT - 8,
                        most,
                        unit,
                        measurand,
                        unit.isEmpty() ? "" : "," + unit))
                .toString();
    }

    /** With a blank before it; of a share none. */
    private static String unit(Measurement.Unit unit) {
        return switch (unit) {
            case ONE -> "";
            case MM2 -> " mm²";
            case PX2 -> " px²";
            case MM, PX -> " " + unit.symbol();
        };
    }

    private static double y(double error, double reach) {
        return 10 + (HEIGHT - BOTTOM - 20) / 2 * (1 - error / reach);
    }
}
