package io.huoyan.lab.teach;

import io.huoyan.core.infer.knowngood.KnownGood;
import java.util.Optional;

/**
 * How a memory is made.
 *
 * @param kind places of pictures, or pictures as wholes
 * @param isWeldOnly whether the background is left out; empty: if the network finds the weld in most pictures
 * @param vectorsMax most places in the memory; each picture gives its share
 * @param alarmShare share of good pictures that may be called not known to be good; 0.001 or more, below 0.5
 */
public record TeachingSettings(KnownGood.Kind kind, Optional<Boolean> isWeldOnly, int vectorsMax, double alarmShare) {
    /** Most places in a memory, unless something else is asked for. */
    public static final int VECTORS_MAX = 40_000;

    /** Share of good pictures that may be called not known to be good, unless something else is asked for. */
    public static final double ALARM_SHARE = 0.05;

    /** Less would be told by no number of pictures that a memory may hold. */
    public static final double ALARM_SHARE_MIN = 0.001;

    /** At which it would be as likely as not. */
    public static final double ALARM_SHARE_LIMIT = 0.5;

    private static final int VECTORS_LIMIT = 100_000;

    public TeachingSettings {
        if (vectorsMax < 1 || vectorsMax > VECTORS_LIMIT) {
            throw new IllegalArgumentException(
                    "vectors of the memory are " + vectorsMax + "; allowed are 1 to " + VECTORS_LIMIT);
        }
        if (!(alarmShare >= ALARM_SHARE_MIN && alarmShare < ALARM_SHARE_LIMIT)) {
            throw new IllegalArgumentException("alarm share is " + alarmShare + "; allowed is " + ALARM_SHARE_MIN
                    + " to below " + ALARM_SHARE_LIMIT);
        }
    }

    /** Places, the background left out where that is possible. */
    public static TeachingSettings standard() {
        return new TeachingSettings(KnownGood.Kind.PLACES, Optional.empty(), VECTORS_MAX, ALARM_SHARE);
    }

    /** Pictures as wholes: what a model has been shown. */
    public static TeachingSettings wholes() {
        return new TeachingSettings(KnownGood.Kind.WHOLE, Optional.of(false), VECTORS_MAX, ALARM_SHARE);
    }
}
