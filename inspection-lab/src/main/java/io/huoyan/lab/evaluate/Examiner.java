package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.Sample;

/** Whoever says something about pictures: a model, a memory of good parts, results stored before. */
public interface Examiner {
    /** Its name in reports. */
    String name();

    /** Whether its verdicts are already changed by a promise kept before. */
    default boolean isKeepingPromise() {
        return false;
    }

    /** Says something about a picture; a picture that cannot be read is an exam that failed, not an exception. */
    Exam examine(Sample sample);
}
