package io.huoyan.lab.dataset;

import io.huoyan.lab.synth.Label;
import java.util.Optional;

/** What the class names of foreign data sets mean here. A new data set is a row per class. */
public enum ClassMapping {
    GOOD_WELDING("good welding", Label.SEAM),
    /** Marks the whole bead, not a defect of it. */
    BAD_WELDING("bad welding", Label.SEAM),
    CRACK("crack", Label.CRACK),
    EXCESS_REINFORCEMENT("excess reinforcement", Label.EXCESS),
    POROSITY("porosity", Label.PORE),
    PORE("pore", Label.PORE),
    SPATTERS("spatters", Label.SPATTER),
    SPATTER("spatter", Label.SPATTER),
    SEAM("seam", Label.SEAM),
    SPOT("spot", Label.SPOT),
    EXCESS("excess", Label.EXCESS),
    BURN_THROUGH("burn-through", Label.BURN_THROUGH);

    private final String foreignName;
    private final Label label;

    ClassMapping(String foreignName, Label label) {
        this.foreignName = foreignName;
        this.label = label;
    }

    /** The label that a data set's class means; empty if the name is not known. */
    public static Optional<Label> of(String foreignName) {
        for (ClassMapping mapping : values()) {
            if (mapping.foreignName.equals(foreignName)) {
                return Optional.of(mapping.label);
            }
        }
        return Optional.empty();
    }
}
