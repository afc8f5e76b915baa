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
 * @param around what was found around a spot weld that was not good here; empty if it was not searched for
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
        Optional<Evidence> evidence,
        Optional<SpotSearch> around) {
    /** A weld around which nothing was searched for. */
    public WeldInspection(
            WeldId weld,
            Verdict verdict,
            List<Finding> findings,
            List<Measurement> measurements,
            List<CheckResult> checks,
            PixelBox region,
            List<PixelPoint> nominal,
            List<List<PixelPoint>> seen,
            Optional<Evidence> evidence) {
        this(weld, verdict, findings, measurements, checks, region, nominal, seen, evidence, Optional.empty());
    }

    public WeldInspection {
        findings = List.copyOf(findings);
        measurements = List.copyOf(measurements);
        checks = List.copyOf(checks);
        nominal = List.copyOf(nominal);
        seen = List.copyOf(seen);
    }

    /** The same with another verdict. */
    WeldInspection judged(Verdict other, List<Finding> its) {
        return new WeldInspection(weld, other, its, measurements, checks, region, nominal, seen, evidence, around);
    }

    /** What an overlay shows of it. */
    public WeldDrawing drawing() {
        return new WeldDrawing(weld.value(), verdict, findings, measurements, nominal, seen);
    }
}
