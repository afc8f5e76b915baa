package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelPoint;
import java.util.List;
import java.util.Optional;

/**
 * What was measured of one weld.
 *
 * @param presence whether the weld is there
 * @param seenShare share of the nominal weld's area that was seen as weld near its nominal place; 0 or more
 * @param measurements of the weld itself; a measurand that could not be taken is absent
 * @param seen outlines of bead or spot, from the original picture where its edge was found there; original pixels
 */
public record WeldMeasures(
        Presence presence, double seenShare, List<Measurement> measurements, List<List<PixelPoint>> seen) {
    public WeldMeasures {
        measurements = List.copyOf(measurements);
        seen = seen.stream().map(List::copyOf).toList();
    }

    /** Whether a weld is where the plan has one. */
    public enum Presence {
        /** Nothing, or next to nothing, of it was seen. */
        MISSING,
        /** Too little was seen to say that it is there, too much to say that it is not. */
        DOUBTFUL,
        SEEN
    }

    public Optional<Measurement> measurement(Measurand measurand) {
        return measurements.stream().filter(m -> m.measurand() == measurand).findFirst();
    }
}
