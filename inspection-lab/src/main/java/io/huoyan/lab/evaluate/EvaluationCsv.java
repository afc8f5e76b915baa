package io.huoyan.lab.evaluate;

import io.huoyan.lab.guarantee.Share;
import java.util.Locale;

/** An evaluation as tables for a spreadsheet: commas, a head line, text in quotes, nothing where there is no figure. */
final class EvaluationCsv {
    private EvaluationCsv() {}

    static String pictures(Evaluation evaluation) {
        StringBuilder csv = new StringBuilder("picture,group,truth,verdict,score,missed,pseudoReject,failed,reason\n");
        for (PictureResult result : evaluation.results()) {
            csv.append(text(result.sample().name())).append(',');
            csv.append(text(result.sample().group())).append(',');
            csv.append(result.truth()).append(',').append(result.exam().word()).append(',');
            csv.append(number(result.exam().score())).append(',');
            boolean hasWord = result.exam().hasWord();
            csv.append(hasWord ? result.isMissed() : "").append(',');
            csv.append(hasWord ? result.isPseudoReject() : "").append(',');
            csv.append(result.exam().hasFailed()).append(',');
            csv.append(text(result.exam().reason())).append('\n');
        }
        return csv.toString();
    }

    static String classes(Evaluation evaluation) {
        StringBuilder csv = new StringBuilder("class,things,pictures,ap50,ap50to95,precision,recall,missed,missedLow,"
                + "missedHigh,imageAuroc,pixelIou\n");
        for (ClassFigures figures : evaluation.classes()) {
            Share missed = figures.missed();
            csv.append(text(figures.name())).append(',');
            csv.append(figures.things()).append(',').append(figures.pictures()).append(',');
            csv.append(number(figures.ap50()))
                    .append(',')
                    .append(number(figures.ap50to95()))
                    .append(',');
            csv.append(number(figures.precision().value())).append(',');
            csv.append(number(figures.recall().value())).append(',');
            csv.append(number(missed.value())).append(',');
            csv.append(missed.of() == 0 ? "," : number(missed.low()) + "," + number(missed.high()))
                    .append(',');
            csv.append(number(figures.imageAuroc())).append(',');
            csv.append(number(figures.pixelIou())).append('\n');
        }
        return csv.toString();
    }

    /** A text that begins like a formula gets a space before it, so that a spreadsheet does not run it. */
    private static String text(String value) {
        String safe = value.matches("^[=+@-].*") ? " " + value : value;
        return "\"" + safe.replace("\"", "\"\"").replace("\n", " ") + "\"";
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
    }
}
