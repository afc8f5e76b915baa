package io.huoyan.lab.synth;

/** How a specimen is joined. */
public enum WeldKind {
    /** MAG seam on steel, MIG seam on aluminium. */
    ARC("135"),
    /** Laser seam: narrow, flat, finely rippled. */
    LASER("52"),
    /** Brazed seam, copper alloy, in the edge of a lap. */
    BRAZED("972"),
    /** Resistance spot weld. */
    SPOT("21");

    private final String process;

    WeldKind(String process) {
        this.process = process;
    }

    /** Number of the process, ISO 4063. */
    public String process() {
        return process;
    }

    /** Whether it is a seam, and not a spot. */
    public boolean isSeam() {
        return this != SPOT;
    }
}
