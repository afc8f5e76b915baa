package io.huoyan.core.catalog;

import java.util.Set;

/**
 * Names of what is measured, as rules write them. {@code measure.Measurand}, which this room may not know, has a
 * constant for each; a test compares the two.
 */
public final class MeasurandNames {
    /** Names that rules may use. */
    public static final Set<String> ALL = Set.of(
            "SEAM_LENGTH",
            "SEAM_WIDTH_MEAN",
            "SEAM_WIDTH_MIN",
            "SEAM_WIDTH_MAX",
            "SEAM_GAP",
            "SEAM_OFFSET",
            "SPOT_DIAMETER",
            "SPOT_OFFSET",
            "SPOT_OVALITY",
            "SPOT_EDGE_DISTANCE",
            "DEFECT_LENGTH",
            "DEFECT_WIDTH",
            "DEFECT_AREA",
            "DEFECT_POSITION",
            "DEFECT_EXTENT",
            "DEFECT_SPACING",
            "DEFECT_CLUSTER_LENGTH",
            "DEFECT_COUNT",
            "DEFECT_LENGTH_SUM");

    private static final Set<String> ALONG_SEAM = Set.of("DEFECT_COUNT", "DEFECT_LENGTH_SUM");

    private MeasurandNames() {}

    /** Whether it is counted or summed along a stated length of seam, over all that was seen of a class. */
    public static boolean isAlongSeam(String name) {
        return ALONG_SEAM.contains(name);
    }

    /** Whether it says how defects lie to each other, so that one alone has none. */
    public static boolean isOfNeighbours(String name) {
        return name.equals("DEFECT_SPACING") || name.equals("DEFECT_CLUSTER_LENGTH");
    }

    /** Whether it is measured on something that the network sees, rather than on the weld as a whole. */
    static boolean isOfSeenDefect(String name) {
        return name.startsWith("DEFECT_");
    }

    /** Whether it is measured in mm or mm², rather than counted or a share. */
    static boolean isLengthOrArea(String name) {
        return !name.equals("DEFECT_COUNT") && !name.equals("SPOT_OVALITY");
    }
}
