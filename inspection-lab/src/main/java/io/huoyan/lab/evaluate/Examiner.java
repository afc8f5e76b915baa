package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.Sample;

/** Whoever says something about pictures: a model, a memory of good parts, results stored before. */
public interface Examiner {
    /** Its name in reports. */
    String name();

    /** Says something about a picture; a picture that cannot be read is an exam that failed, not an exception. */
    Exam examine(Sample sample);
}
