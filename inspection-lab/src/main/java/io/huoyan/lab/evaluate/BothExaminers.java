package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.Sample;

/** A model beside a memory of good parts: the worse word counts; score and map are the memory's, things the model's. */
public final class BothExaminers implements Examiner {
    /** Between the reason of the model and that of the memory where both object. */
    private static final String JOINT = "; ";

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
                isModelWorse ? joined(seen.reason(), compared.reason()) : compared.reason(),
                false,
                compared.score(),
                seen.candidates(),
                seen.regions(),
                compared.map(),
                seen.widthPx(),
                seen.heightPx());
    }

    /** Whether the reason of an exam says that a memory did not know the picture to be good, alone or after a model. */
    static boolean isUnknownAnomaly(Exam exam) {
        return exam.reason().startsWith(MemoryExaminer.UNKNOWN_ANOMALY)
                || exam.reason().contains(JOINT + MemoryExaminer.UNKNOWN_ANOMALY);
    }

    private static String joined(String ofModel, String ofMemory) {
        return ofModel.isEmpty() || ofMemory.isEmpty() ? ofModel + ofMemory : ofModel + JOINT + ofMemory;
    }
}
