package io.huoyan.core.judge;

import io.huoyan.core.measure.Measurement;

/**
 * Decides by ISO 14253-1: only a value whose whole guard band lies within the limit is accepted, only one whose whole
 * guard band lies outside is rejected; between them nothing is proven.
 */
public final class Acceptance {
    private Acceptance() {}

    /** Must not be above the limit. */
    public static Finding.Decision atMost(Measurement measured, double limit, double guardFactor) {
        return decide(measured.value() - limit, guardFactor * measured.standardUncertainty());
    }

    /** Must not be below the limit. */
    public static Finding.Decision atLeast(Measurement measured, double limit, double guardFactor) {
        return decide(limit - measured.value(), guardFactor * measured.standardUncertainty());
    }

    private static Finding.Decision decide(double beyond, double guardBand) {
        if (beyond <= -guardBand) {
            return Finding.Decision.ACCEPTED;
        }
        return beyond > guardBand ? Finding.Decision.REJECTED : Finding.Decision.NOT_PROVEN;
    }
}
