package io.huoyan.core.pipeline;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.evidence.WeldDrawing;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.quality.CheckResult;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of one weld in one frame.
 *
 * @param weld its id
 * @param verdict on this frame alone
 * @param findings accepted ones too
 * @param measurements all taken
 * @param checks outcomes of the weld checks
 * @param region where it is in the picture
 * @param nominal nominal geometry projected into the picture, for overlays; may be empty
 * @param seen outline of the bead or spot that was seen; may be empty
 * @param evidence its original pixels; present for NOK and REVIEW of a readable picture
 */
public record WeldInspection(
        WeldId weld,
        Verdict verdict,
        List<Finding> findings,
        List<Measurement> measurements,
        List<CheckResult> checks,
        PixelBox region,
        List<PixelPoint> nominal,
        List<List<PixelPoint>> seen,
        Optional<Evidence> evidence) {
    public WeldInspection {
        findings = List.copyOf(findings);
        measurements = List.copyOf(measurements);
        checks = List.copyOf(checks);
        nominal = List.copyOf(nominal);
        seen = List.copyOf(seen);
    }

    /** What an overlay shows of it. */
    public WeldDrawing drawing() {
        return new WeldDrawing(weld.value(), verdict, findings, measurements, nominal, seen);
    }
}
