package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.Sample;

/** A model beside a memory of good parts: the worse word counts; score and map are the memory's, things the model's. */
public final class BothExaminers implements Examiner {
    private final Examiner model;
    private final MemoryExaminer memory;

    public BothExaminers(Examiner model, MemoryExaminer memory) {
        this.model = model;
        this.memory = memory;
    }

    @Override
    public String name() {
        return model.name() + " beside " + memory.name();
    }

    @Override
    public boolean isKeepingPromise() {
        return model.isKeepingPromise();
    }

    @Override
    public Exam examine(Sample sample) {
        Exam seen = model.examine(sample);
        Exam compared = memory.examine(sample);
        if (seen.hasFailed() || compared.hasFailed()) {
            return seen.hasFailed() ? seen : compared;
        }
        boolean isModelWorse = seen.severity() >= compared.severity();
        return new Exam(
                isModelWorse ? seen.word() : compared.word(),
                isModelWorse ? seen.reason() : compared.reason(),
                false,
                compared.score(),
                seen.candidates(),
                seen.regions(),
                compared.map(),
                seen.widthPx(),
                seen.heightPx());
    }
}
