package io.huoyan.core.judge;

import io.huoyan.core.infer.Detection;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import java.util.List;
import java.util.Optional;

/**
 * A defect that the network saw within a weld's zone, with its sizes.
 *
 * @param detection what was seen
 * @param sizes length, width and, on a seam, place
 */
public record SeenDefect(Detection detection, List<Measurement> sizes) {
    public SeenDefect {
        sizes = List.copyOf(sizes);
    }

    Optional<Measurement> size(Measurand measurand) {
        return sizes.stream().filter(m -> m.measurand() == measurand).findFirst();
    }
}
