package io.huoyan.lab.synth;

import java.util.Arrays;
import java.util.List;

/**
 * What a specimen can suffer from. Codes of seams are those of ISO 6520-1, of spot welds of ISO 6520-2 as the catalog
 * has them; where a standard has none, the plant's own.
 */
public enum DefectKind {
    PORE(true, "ISO6520-1:2017", "surface pore", "pore"),
    PORE_CLUSTER(true, "ISO6520-1:2013", "clustered porosity", "pore"),
    CRACK(true, "ISO6520-1:101", "longitudinal crack", "crack"),
    CROSS_CRACK(true, "ISO6520-1:102", "transverse crack", "crack"),
    CRATER(true, "ISO6520-1:2025", "end crater pipe", ""),
    CRATER_CRACK(true, "ISO6520-1:104", "crater crack", "crack"),
    SPATTER(true, "ISO6520-1:602", "spatter", "spatter"),
    BURN_THROUGH(true, "ISO6520-1:510", "burn-through", "burn-through"),
    UNDERCUT(true, "ISO6520-1:5011", "undercut", ""),
    EXCESS(true, "ISO6520-1:502", "excess weld metal", "excess"),
    MISSING(true, "PLANT:MISSING", "missing seam", ""),
    SHORT(true, "PLANT:SHORT", "short seam", ""),
    GAP(true, "PLANT:GAP", "interrupted seam", ""),
    OFF_LOCATION(true, "PLANT:OFFPOS", "seam off its location", ""),
    IRREGULAR_WIDTH(true, "ISO6520-1:513", "irregular width", ""),
    POOR_RESTART(true, "ISO6520-1:517", "poor restart", ""),
    SPOT_MISSING(false, "PLANT:MISSING", "missing spot weld", ""),
    SPOT_OFF_LOCATION(false, "PLANT:OFFPOS", "spot weld off its location", ""),
    SPOT_EDGE(false, "PLANT:EDGE", "edge weld", ""),
    SPOT_EXPULSION(false, "ISO6520-2:P602", "expulsion", "spatter"),
    SPOT_HOLE(false, "ISO6520-2:P522", "hole", "burn-through"),
    SPOT_CRACK(false, "ISO6520-2:P100", "crack in a spot weld", "crack"),
    SPOT_DOUBLE(false, "PLANT:DOUBLE", "double weld", ""),
    SPOT_DISTORTED(false, "ISO6520-2:P520", "distorted spot weld", "");

    private final boolean isOfSeams;
    private final String code;
    private final String english;
    private final String modelLabel;

    DefectKind(boolean isOfSeams, String code, String english, String modelLabel) {
        this.isOfSeams = isOfSeams;
        this.code = code;
        this.english = english;
        this.modelLabel = modelLabel;
    }

    /** Whether seams have it; spot welds otherwise. */
    public boolean isOfSeams() {
        return isOfSeams;
    }

    /** Scheme and number. */
    public String code() {
        return code;
    }

    public String english() {
        return english;
    }

    /** The network's label for it; empty where it has none. */
    public String modelLabel() {
        return modelLabel;
    }

    /** Name for commands and files: small letters and hyphens. */
    public String label() {
        return Choice.small(this);
    }

    /** Whether a weld of this kind can have it. */
    public boolean fits(WeldKind weld) {
        return isOfSeams == weld.isSeam();
    }

    /** Those that a weld of this kind can have. */
    public static List<DefectKind> of(WeldKind weld) {
        return Arrays.stream(values()).filter(kind -> kind.fits(weld)).toList();
    }
}
