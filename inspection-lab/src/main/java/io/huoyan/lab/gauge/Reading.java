package io.huoyan.lab.gauge;

import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;

/**
 * One value that the ruler took of something whose truth is known.
 *
 * @param feature number of the weld
 * @param truthMm what is true
 * @param measured what the ruler says
 * @param halfWidth95Mm half the width of its 95 % interval
 */
record Reading(long feature, double truthMm, Measurement measured, double halfWidth95Mm) {
    static Reading of(long feature, double truthMm, Measurement measured) {
        return new Reading(feature, truthMm, measured, measured.halfWidth95());
    }

    Measurand measurand() {
        return measured.measurand();
    }

    double errorMm() {
        return measured.value() - truthMm;
    }

    boolean isCovered() {
        return Math.abs(errorMm()) <= halfWidth95Mm;
    }
}
