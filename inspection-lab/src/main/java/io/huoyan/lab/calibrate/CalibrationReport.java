package io.huoyan.lab.calibrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A page that shows how good a calibration is: where corners lay, how far they are off, what to expect of lengths. */
public final class CalibrationReport {
    private static final double WIDTH = 900;

    /** Arrows are drawn so many times longer than what they show. */
    private static final double ENLARGED = 300;

    private final StringBuilder page = new StringBuilder();

    private CalibrationReport(String title) {
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(title)
                .append(
                        "</title><style>body{font:15px system-ui,sans-serif;margin:24px auto;max-width:960px;color:#222}"
                                + "table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:3px 9px;text-align:right}"
                                + "svg{width:100%;border:1px solid #ccc;background:#fff}figure{margin:18px 0}"
                                + "figcaption{color:#555}</style></head><body><h1>")
                .append(title)
                .append("</h1>");
    }

    /** Writes the page for a lens. */
    public static void write(LensCalibration lens, Path file) throws IOException {
        CalibrationReport report = new CalibrationReport("Lens calibration");
        report.line(
                "%d shots, %d corners. Reprojection error %.3f px (RMS). Focal length %.1f px, known to %.2f %%."
                        + " Corners reach %.0f %% of the picture.",
                lens.shots().size(),
                lens.residuals().size(),
                lens.rmsPx(),
                lens.lens().fxPx(),
                100 * lens.focalRelativeUncertainty(),
                100 * lens.coverage());
        report.arrows(lens.residuals(), lens.widthPx(), lens.heightPx());
        report.page.append("<table><tr><th>shot</th><th>corners</th><th>RMS, px</th><th>tilt, °</th></tr>");
        for (LensCalibration.ShotFigures shot : lens.shots()) {
            report.page
                    .append("<tr><td>")
                    .append(escaped(shot.name()))
                    .append(String.format(
                            Locale.ROOT,
                            "</td><td>%d</td><td>%.3f</td><td>%.1f</td></tr>",
                            shot.corners(),
                            shot.rmsPx(),
                            shot.tiltDeg()));
        }
        report.page.append("</table>");
        report.end(file);
    }

    /** Writes the page for a view. */
    public static void write(
            PlaneCalibration plane, List<ExpectedUncertainty.Place> expected, int widthPx, int heightPx, Path file)
            throws IOException {
        CalibrationReport report = new CalibrationReport("View calibration");
        report.line(
                "Reprojection error %.3f px (RMS) over %d corners. The camera stands %.0f mm above (%.1f, %.1f) mm,"
                        + " its axis %.1f° from the plane's normal.",
                plane.rmsPx(),
                plane.residuals().size(),
                plane.cameraHeightMm(),
                plane.camera().x(),
                plane.camera().y(),
                plane.tiltDeg());
        report.arrows(plane.residuals(), widthPx, heightPx);
        report.field(expected, widthPx, heightPx);
        report.end(file);
    }

    private void line(String format, Object... values) {
        page.append("<p>").append(String.format(Locale.ROOT, format, values)).append("</p>");
    }

    private void arrows(List<Residual> residuals, int widthPx, int heightPx) {
        double scale = WIDTH / widthPx;
        figure(widthPx, heightPx);
        for (Residual residual : residuals) {
            double x = residual.seen().x() * scale;
            double y = residual.seen().y() * scale;
            page.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.5\" fill=\"#2563eb\"/><line x1=\"%.1f\" y1=\"%.1f\""
                            + " x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dc2626\"/>",
                    x,
                    y,
                    x,
                    y,
                    x + ENLARGED * scale * residual.dxPx(),
                    y + ENLARGED * scale * residual.dyPx()));
        }
        endFigure("Corners (blue) and how far they were found from where the calibration puts them (red, "
                + (int) ENLARGED
                + " times enlarged). Arrows that agree with their neighbours are an error of the model.");
    }

    private void field(List<ExpectedUncertainty.Place> expected, int widthPx, int heightPx) {
        double scale = WIDTH / widthPx;
        figure(widthPx, heightPx);
        for (ExpectedUncertainty.Place place : expected) {
            page.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" font-size=\"17\">%.3f mm</text>"
                            + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" font-size=\"12\" fill=\"#555\">%.4f"
                            + " mm/px</text>",
                    place.at().x() * scale,
                    place.at().y() * scale,
                    place.expandedMm(),
                    place.at().x() * scale,
                    place.at().y() * scale + 18,
                    place.mmPerPixel()));
        }
        endFigure(String.format(
                Locale.ROOT,
                "Expected expanded uncertainty (k = 2) of a length of %.0f mm over the field, before edges and noise of"
                        + " the weld itself, and the scale.",
                ExpectedUncertainty.LENGTH_MM));
    }

    private void figure(int widthPx, int heightPx) {
        page.append(String.format(
                Locale.ROOT, "<figure><svg viewBox=\"0 0 %.0f %.0f\">", WIDTH, WIDTH * heightPx / widthPx));
    }

    private void endFigure(String caption) {
        page.append("</svg><figcaption>").append(caption).append("</figcaption></figure>");
    }

    private void end(Path file) throws IOException {
        Files.writeString(file, page.append("</body></html>\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
