package io.huoyan.lab.synth;

/** A defect that is painted over a finished weld and labelled where it is. */
sealed interface Flaw permits Crack, Pore, SpatterBead, BurnThrough {
    Label label();

    Extent extent();

    /** What it covers, mm on the part. */
    Outline outline();

    void paint(Canvas canvas);
}
