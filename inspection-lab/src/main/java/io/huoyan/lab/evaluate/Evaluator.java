package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.Sample;
import java.util.ArrayList;
import java.util.List;

/** Runs a labelled set past an examiner. */
public final class Evaluator {
    /** Told after each picture. */
    @FunctionalInterface
    public interface ProgressListener {
        void examined(int done, int all, String picture);
    }

    private Evaluator() {}

    /** Every picture once, in the set's order. */
    public static Evaluation run(LabelledSet set, Examiner examiner, ProgressListener listener) {
        List<PictureResult> results = new ArrayList<>(set.samples().size());
        PixelTally pixels = new PixelTally();
        for (Sample sample : set.samples()) {
            Exam exam = examiner.examine(sample);
            PictureResult result = PictureResult.of(sample, set.truth(sample), exam);
            exam.map()
                    .ifPresent(map -> PixelTruth.of(result, set.hasMasks()).ifPresent(truth -> pixels.add(map, truth)));
            results.add(result.withCoarseMap());
            listener.examined(results.size(), set.samples().size(), sample.name());
        }
        return new Evaluation(
                examiner.name(), set, results, pixels.auroc(), pixels.aupro(), examiner.isKeepingPromise());
    }
}
