package io.huoyan.lab.synth;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.domain.DefectClass;

/** Names the defects of one weld as the catalog does. */
final class PlantClasses {
    private static final String PLANT = "PLANT";

    private final DefectNames names;
    private final Weld weld;

    PlantClasses(DefectNames names, Weld weld) {
        this.names = names;
        this.weld = weld;
    }

    /** Paints a flaw and says what it is. */
    DefectTruth painted(Canvas canvas, Flaw flaw) {
        String label = flaw.label().modelLabel();
        DefectClass defectClass = names.meaning(label, weld.process())
                .orElseThrow(() -> new IllegalArgumentException("catalog has no defect class for label '" + label
                        + "' on process " + weld.process() + " of weld " + weld.id() + "; needed is one"))
                .defectClass();
        flaw.paint(canvas);
        return new DefectTruth(defectClass, flaw.extent());
    }

    /** A deviation that the plant's own scheme names. */
    DefectTruth plant(String code, Extent extent) {
        return new DefectTruth(new DefectClass(PLANT, code), extent);
    }
}
