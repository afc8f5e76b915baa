package io.huoyan.lab.synth;

/** The lamps of inspection cells. */
public enum LightKind {
    /** Lamps all round the lens at one elevation. */
    RING,
    /** One row of lamps on one side: relief shows by light and shade. */
    BAR,
    /** A white half sphere with a hole for the camera: hardly any shade. */
    DOME
}
