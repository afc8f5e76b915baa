package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import java.util.Locale;

/** Exposure: the mean grey of the picture, share of full scale, must be neither too dark nor too bright. */
final class ExposureCheck implements FrameCheck {
    @Override
    public CheckResult check(Seen seen, QualityLimits limits) {
        double mean = seen.statistics().meanGrey();
        return new CheckResult(
                "exposure",
                mean >= limits.meanGreyMin() && mean <= limits.meanGreyMax(),
                mean,
                String.format(
                        Locale.ROOT,
                        "mean grey is %.3f of full scale; allowed are %.3f to %.3f",
                        mean,
                        limits.meanGreyMin(),
                        limits.meanGreyMax()));
    }
}
