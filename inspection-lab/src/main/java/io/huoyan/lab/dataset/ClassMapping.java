package io.huoyan.lab.dataset;

import io.huoyan.lab.synth.Label;
import java.util.Optional;

/**
 * What the class names of foreign data sets mean here, whichever way they are written: in capitals, with underscores,
 * hyphens, dots or blanks. A new data set is a name in a row, or a row.
 */
public enum ClassMapping {
    /** Marks the whole bead, as it should be. */
    GOOD_WELD(Label.SEAM, "good welding", "good weld"),
    /** Marks the whole bead, not a defect of it. */
    BAD_WELD(Label.SEAM, "bad welding", "bad weld"),
    CRACK(Label.CRACK, "crack"),
    EXCESS(Label.EXCESS, "excess reinforcement", "excess"),
    PORE(Label.PORE, "porosity", "pore"),
    SPATTER(Label.SPATTER, "spatters", "spatter"),
    BURN_THROUGH(Label.BURN_THROUGH, "burn through"),
    SEAM(Label.SEAM, "seam"),
    SPOT(Label.SPOT, "spot");

    private final Label label;
    private final String name;
    private final String otherName;

    ClassMapping(Label label, String name) {
        this(label, name, name);
    }

    ClassMapping(Label label, String name, String otherName) {
        this.label = label;
        this.name = name;
        this.otherName = otherName;
    }

    /** The row of a data set's class; empty if the name is not known. */
    public static Optional<ClassMapping> of(String className) {
        String plain = ClassNames.plain(className);
        for (ClassMapping mapping : values()) {
            if (mapping.name.equals(plain) || mapping.otherName.equals(plain)) {
                return Optional.of(mapping);
            }
        }
        return Optional.empty();
    }

    /** The label that the class means. */
    public Label label() {
        return label;
    }
}
