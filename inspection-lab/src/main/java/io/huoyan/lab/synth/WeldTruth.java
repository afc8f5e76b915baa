package io.huoyan.lab.synth;

import io.huoyan.core.domain.WeldId;
import io.huoyan.core.measure.Measurand;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a rendered weld is.
 *
 * @param weld which one
 * @param defects what is wrong with it; empty means good
 * @param measures true values in mm; empty for a missing weld
 */
public record WeldTruth(WeldId weld, List<DefectTruth> defects, Map<Measurand, Double> measures) {
    public WeldTruth {
        defects = List.copyOf(defects);
        EnumMap<Measurand, Double> ordered = new EnumMap<>(Measurand.class);
        ordered.putAll(measures);
        measures = Collections.unmodifiableMap(ordered);
    }

    public boolean isGood() {
        return defects.isEmpty();
    }
}
