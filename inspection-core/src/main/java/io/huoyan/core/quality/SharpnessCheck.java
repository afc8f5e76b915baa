package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import io.huoyan.core.image.MatScope;
import java.util.Locale;

/**
 * Sharpness of the weld's own edges, 1/px, by {@link EdgeBlur}: 0.5 means that a step is smeared by a Gaussian of 2 px.
 */
final class SharpnessCheck implements WeldCheck {
    @Override
    public CheckResult check(Seen seen, QualityLimits limits, MatScope scope) {
        EdgeBlur blur = seen.pixels().map(pixels -> EdgeBlur.of(pixels, scope)).orElse(new EdgeBlur.Nothing());
        if (blur instanceof EdgeBlur.Measured measured) {
            double sharpness = 1 / measured.sigmaPx();
            return new CheckResult(
                    "sharpness",
                    sharpness >= limits.sharpnessMin(),
                    sharpness,
                    String.format(
                            Locale.ROOT,
                            "sharpness is %.2f/px (edges smeared by %.2f px); allowed are %.2f/px and more",
                            sharpness,
                            measured.sigmaPx(),
                            limits.sharpnessMin()));
        }
        return new CheckResult("sharpness", true, 0, "there is no edge in the weld's region to tell sharpness by");
    }
}
