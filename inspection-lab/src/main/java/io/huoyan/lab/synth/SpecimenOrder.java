package io.huoyan.lab.synth;

import java.util.Optional;

/**
 * What a specimen is to show.
 *
 * @param weld how it is joined
 * @param material of its sheets
 * @param light that falls on it
 * @param defect it suffers from; empty for a good one
 * @param isCurved whether its seam is bent
 */
public record SpecimenOrder(
        WeldKind weld, Material material, LightKind light, Optional<DefectKind> defect, boolean isCurved) {
    public SpecimenOrder {
        if (defect.isPresent() && !defect.get().fits(weld)) {
            throw new IllegalArgumentException("defect " + defect.get().label() + " does not fit " + weld
                    + "; allowed are "
                    + DefectKind.of(weld).stream().map(DefectKind::label).toList());
        }
    }
}
