package io.huoyan.lab.synth;

/** A fault that a scene is asked to show, clearly outside the limits of the sample catalog's standards. */
public enum FaultKind {
    /** No imprint at all. */
    SPOT_MISSING(true),
    /** Imprint 4–6 mm from its place. */
    SPOT_OFF_LOCATION(true),
    /** Imprint of 3 mm. */
    SPOT_SMALL(true),
    /** A tongue of metal longer than 2 mm beside the imprint. */
    SPOT_SPLASH(true),
    /** A crack across the imprint. */
    SPOT_CRACK(true),
    /** A hole melted through the imprint. */
    SPOT_BURN_THROUGH(true),
    /** No bead at all. */
    SEAM_MISSING(false),
    /** Bead over 70 % of the length. */
    SEAM_SHORT(false),
    /** 4–6 mm without bead. */
    SEAM_GAP(false),
    /** Bead 3.5 mm beside its place. */
    SEAM_OFF_LOCATION(false),
    /** One to three pores of at least 0.8 mm. */
    SEAM_PORE(false),
    /** A crack at least 4 mm long. */
    SEAM_CRACK(false),
    /** A hole melted through the bead. */
    SEAM_BURN_THROUGH(false),
    /** Spatter of at least 1.6 mm beside the bead. */
    SEAM_SPATTER(false);

    private final boolean isForSpots;

    FaultKind(boolean isForSpots) {
        this.isForSpots = isForSpots;
    }

    /** True for faults of spot welds, false for faults of seams. */
    public boolean isForSpots() {
        return isForSpots;
    }
}
