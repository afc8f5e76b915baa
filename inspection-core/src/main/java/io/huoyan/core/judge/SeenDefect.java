package io.huoyan.core.judge;

import io.huoyan.core.infer.Detection;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A defect that the network saw within a weld's zone, with its sizes.
 *
 * @param detection what was seen
 * @param sizes what {@code DefectRuler} measured of it
 */
public record SeenDefect(Detection detection, List<Measurement> sizes) {
    public SeenDefect {
        sizes = List.copyOf(sizes);
    }

    /** Things seen, each with the sizes at its place in the list. */
    public static List<SeenDefect> all(List<Detection> things, List<List<Measurement>> sizes) {
        return IntStream.range(0, things.size())
                .mapToObj(i -> new SeenDefect(things.get(i), sizes.get(i)))
                .toList();
    }

    Optional<Measurement> size(Measurand measurand) {
        return sizes.stream().filter(m -> m.measurand() == measurand).findFirst();
    }
}
