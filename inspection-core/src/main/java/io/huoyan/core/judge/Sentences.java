package io.huoyan.core.judge;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.measure.Measurement;
import java.util.Locale;

/** What is said of a finding, for a person. */
final class Sentences {
    private static final int PERCENT = 100;

    private Sentences() {}

    static String rejected(Finding finding, DefectNames names) {
        return name(finding, names)
                + (finding.measured().isEmpty() ? ": not permitted" : ": " + compared(finding))
                + by(finding);
    }

    static String notProven(Finding finding, DefectNames names, double guardFactor) {
        return String.format(
                Locale.ROOT,
                "%s: %s, nearer to the limit than %.3g standard uncertainties%s",
                name(finding, names),
                compared(finding),
                guardFactor,
                by(finding));
    }

    static String notJudgeable(Finding finding, DefectNames names) {
        String why = finding.clause().isEmpty()
                ? ": seen, and no rule of the weld's standard names it"
                : finding.measured().isEmpty() && finding.limit().isPresent()
                        ? ": could not be measured"
                        : ": cannot be judged from this picture";
        return name(finding, names) + why + by(finding);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", PERCENT * share);
    }

    private static String name(Finding finding, DefectNames names) {
        String english = names.named(finding.defectClass())
                .map(DefectNames.Entry::english)
                .orElse("unnamed");
        return english + " (" + finding.defectClass() + ")";
    }

    private static String compared(Finding finding) {
        Measurement measured = finding.measured().orElseThrow();
        String unit =
                switch (measured.unit()) {
                    case MM, PX -> " " + measured.unit().symbol();
                    case MM2 -> " mm²";
                    case PX2 -> " px²";
                    case ONE -> "";
                };
        return String.format(
                Locale.ROOT,
                "%s is %.2f%s ± %.2f%s (k = 1), the limit %.2f%s",
                measured.measurand(),
                measured.value(),
                unit,
                measured.standardUncertainty(),
                unit,
                finding.limit().orElseThrow(),
                unit);
    }

    private static String by(Finding finding) {
        return finding.clause().isEmpty() ? "" : " [" + finding.clause() + "]";
    }
}
