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
    /** Difference of the imprint's longest and shortest diameter, as a share of their mean. */
    SPOT_OVALITY,
    /** Shortest distance of the spot's centre from the sheet's edge that the plan gives. */
    SPOT_EDGE_DISTANCE,
    /** Longest extent of a defect. */
    DEFECT_LENGTH,
    /** Extent across the longest. */
    DEFECT_WIDTH,
    /** Area within a defect's edge. */
    DEFECT_AREA,
    /** Place of a defect along the nominal seam, from its start. */
    DEFECT_POSITION,
    /** Extent of a defect along the nominal seam. */
    DEFECT_EXTENT,
    /** Shortest distance of a defect's edge from that of the nearest other one of its kind. */
    DEFECT_SPACING,
    /** Longest extent of a group of defects of one kind that lie close together. */
    DEFECT_CLUSTER_LENGTH,
    /** How many defects of one kind lie within a stated length of seam. */
    DEFECT_COUNT,
    /** Sum of the extents of the defects of one kind along a stated length of seam. */
    DEFECT_LENGTH_SUM
}
