package io.huoyan.lab.synth;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A defect of a specimen as it truly is.
 *
 * @param kind what it is
 * @param extent place, length and width on the specimen, mm; of what is missing, where it should be
 * @param outlines of each of its parts, mm; one or more
 * @param maskValue of its pixels in the mask
 * @param sizes what else is true of it: names that end in their unit
 */
public record SpecimenDefect(
        DefectKind kind, Extent extent, List<Outline> outlines, int maskValue, Map<String, Double> sizes) {
    public SpecimenDefect {
        if (outlines.isEmpty()) {
            throw new IllegalArgumentException(kind + " has no outline; needed is one or more");
        }
        outlines = List.copyOf(outlines);
        sizes = new TreeMap<>(sizes);
    }

    /** Of all its parts, which do not overlap. */
    public double areaMm2() {
        return outlines.stream().mapToDouble(Outline::areaMm2).sum();
    }
}
