package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.List;

/**
 * The weld of a specimen as it truly is, mm on the specimen.
 *
 * @param kind how it is joined
 * @param nominal where it should be: the points of a seam's line, or the middle of a spot
 * @param nominalWidthMm width of the seam or diameter of the spot as planned
 * @param outlines what there is of it; empty if it is missing
 * @param sections width and height along a seam, one per millimetre
 * @param defects what is wrong with it; empty means good
 */
public record SpecimenWeld(
        WeldKind kind,
        List<MmPoint> nominal,
        double nominalWidthMm,
        List<Outline> outlines,
        List<Section> sections,
        List<SpecimenDefect> defects) {
    /**
     * A seam's cross-section.
     *
     * @param alongMm from the start of the nominal line
     * @param leftMm toe beside the line, left is below 0
     * @param rightMm the other toe
     * @param crownMm height over the sheet, without ripples
     */
    public record Section(double alongMm, double leftMm, double rightMm, double crownMm) {}

    public SpecimenWeld {
        nominal = List.copyOf(nominal);
        outlines = List.copyOf(outlines);
        sections = List.copyOf(sections);
        defects = List.copyOf(defects);
    }
}
