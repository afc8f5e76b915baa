package io.huoyan.core.evidence;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.measure.Measurement;
import java.util.List;

/**
 * What an {@link Overlay} draws of one weld; all points in original pixels.
 *
 * @param name of the weld
 * @param verdict on it
 * @param findings those not accepted are drawn
 * @param measurements of the weld itself
 * @param nominal nominal geometry: one point for a spot, a path for a seam; may be empty
 * @param seen outlines of bead or spot
 */
public record WeldDrawing(
        String name,
        Verdict verdict,
        List<Finding> findings,
        List<Measurement> measurements,
        List<PixelPoint> nominal,
        List<List<PixelPoint>> seen) {
    public WeldDrawing {
        findings = List.copyOf(findings);
        measurements = List.copyOf(measurements);
        nominal = List.copyOf(nominal);
        seen = List.copyOf(seen);
    }
}
