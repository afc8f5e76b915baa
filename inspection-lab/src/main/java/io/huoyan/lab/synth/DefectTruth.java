package io.huoyan.lab.synth;

import io.huoyan.core.domain.DefectClass;

/**
 * A defect that was put into a picture.
 *
 * @param defectClass what it is
 * @param extent place and size in the part's frame; of a missing weld or stretch, of what is missing
 */
public record DefectTruth(DefectClass defectClass, Extent extent) {}
