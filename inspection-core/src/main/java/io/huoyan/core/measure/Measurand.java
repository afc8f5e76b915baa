package io.huoyan.core.measure;

/** What is measured. Definitions with their drawing are in {@code docs/measurands.md}. */
public enum Measurand {
    /** Length along the seam that is covered by bead, gaps left out. */
    SEAM_LENGTH,
    SEAM_WIDTH_MEAN,
    SEAM_WIDTH_MIN,
    SEAM_WIDTH_MAX,
    /** Longest stretch along the nominal seam without bead between its first and last bead. */
    SEAM_GAP,
    /** Largest distance of the bead's centre line from the nominal path. */
    SEAM_OFFSET,
    SPOT_DIAMETER,
    /** Distance of the spot's centre from its nominal place. */
    SPOT_OFFSET,
    /** Longest extent of a defect. */
    DEFECT_LENGTH,
    /** Extent across the longest. */
    DEFECT_WIDTH,
    /** Place of a defect along the nominal seam, from its start. */
    DEFECT_POSITION
}
