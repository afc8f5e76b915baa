package io.huoyan.lab.gauge;

import io.huoyan.core.measure.Measurement;
import io.huoyan.lab.synth.RigPicture;
import java.util.List;

/** What says which edge is meant: the truth's mask, or a network. Thread-safe. */
public interface Eye {
    /** What the ruler takes of each weld of the picture, in their order; nothing of a weld that was not found. */
    List<List<Measurement>> measure(RigPicture picture, long number);

    /**
     * What is measured of each flaw of the picture's first weld, in their order; nothing of a flaw that was not found.
     */
    List<List<Measurement>> measureFlaws(RigPicture picture, long number);

    /** How it is called in reports. */
    String name();
}
