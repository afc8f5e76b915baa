package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import java.util.Optional;

/**
 * The same picture again: under another frame number, the bytes that this camera sent before. Sensor noise makes two
 * pictures of even an unmoved part differ; equal ones come from a frozen camera or a buffer sent twice.
 */
final class RepeatedPictureCheck implements FrameCheck {
    @Override
    public CheckResult check(Seen seen, QualityLimits limits) {
        Optional<SeenPicture> same = seen.previous()
                .filter(previous ->
                        previous.frame().camera().equals(seen.picture().frame().camera()))
                .filter(previous -> !previous.frame().equals(seen.picture().frame()))
                .filter(previous -> previous.sha256().equals(seen.picture().sha256()));
        return new CheckResult(
                "same picture again",
                same.isEmpty(),
                same.isEmpty() ? 0 : 1,
                same.map(previous -> "picture of frame " + seen.picture().frame() + " has the bytes of frame "
                                + previous.frame() + "; allowed is a new picture")
                        .orElse("picture is a new one"));
    }
}
