package io.huoyan.core.measure;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.image.MatScope;

/**
 * Measures one kind of weld. The network's mask says which edge is meant; where that edge is, the original picture
 * says; points are mapped to millimetres, pictures never are. Where the picture has no edge near the mask's, the mask's
 * is taken with an uncertainty as large as one of its pixels. Measurands and formulas: {@code docs/measurands.md}.
 * Without state, thread-safe.
 */
public sealed interface Ruler permits SeamRuler, SpotRuler {
    /** Label of the network for a bead. */
    String SEAM_LABEL = "seam";

    /** Label of the network for a spot weld's imprint. */
    String SPOT_LABEL = "spot";

    /** The network's edge is sought within this many of its pixels. */
    double SEARCH_PATCH_PIXELS = 2.5;

    /** And within no fewer of the picture's own: where they are the larger, a mask is no finer than they are. */
    double SEARCH_MIN_PX = 1.5;

    /** Below this share of its area seen, a weld is missing. */
    double MISSING_SHARE_MAX = 0.05;

    /** From this share of its area on, a weld is there. */
    double SEEN_SHARE_MIN = 0.20;

    /**
     * How far from its nominal place a weld, or a defect of it, is looked for, in nominal widths from the nominal
     * centre or centre line.
     */
    double ZONE_WIDTHS = 1.5;

    /** Share of the rays whose edge must be found in the picture; below it the mask's edge is taken for all. */
    double LOCATED_SHARE_MIN = 0.5;

    /** @param scope owns what the measuring needs */
    WeldMeasures measure(WeldSight sight, MatScope scope);

    /** The ruler for a kind of weld. */
    static Ruler of(WeldGeometry geometry) {
        return geometry instanceof WeldGeometry.Spot spot
                ? new SpotRuler(spot)
                : new SeamRuler((WeldGeometry.Seam) geometry);
    }

    /** Presence by the share of the nominal area that was seen. */
    static WeldMeasures.Presence presence(double seenShare) {
        if (seenShare <= MISSING_SHARE_MAX) {
            return WeldMeasures.Presence.MISSING;
        }
        return seenShare < SEEN_SHARE_MIN ? WeldMeasures.Presence.DOUBTFUL : WeldMeasures.Presence.SEEN;
    }
}
