package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.Sample;
import java.util.function.Function;

/** Says of each picture what a test has it say. */
record ScriptedExaminer(String name, Function<Sample, Exam> said) implements Examiner {
    @Override
    public Exam examine(Sample sample) {
        return said.apply(sample);
    }
}
