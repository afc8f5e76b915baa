package io.huoyan.lab.train;

import io.huoyan.lab.synth.RigRenderer;
import java.util.ArrayList;
import java.util.List;

/** Rendered pictures that a training never draws. */
final class HeldOut {
    /** Rendered patches by which thresholds are chosen start here; training seeds must end before. */
    static final long CHOOSING_SEED = 50_000_000;
    /** Rendered patches by which the finished model is judged start here. */
    static final long JUDGING_SEED = 60_000_000;

    /** Rigs by which the finished model is judged start here; outside the range that networks learn from. */
    static final long JUDGING_RIG_SEED = RigRenderer.TRAINING_SEED_END;

    private HeldOut() {}

    /** Patches of so many pictures of rigs. */
    static List<TrainingPicture> rigs(int count, Outputs outputs) {
        List<TrainingPicture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.addAll(RigPatches.of(JUDGING_RIG_SEED + i, outputs));
        }
        return pictures;
    }

    static List<TrainingPicture> rendered(long firstSeed, int count, int sidePx, Outputs outputs) {
        List<TrainingPicture> pictures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pictures.add(RenderedPictures.of(firstSeed + i, sidePx, outputs));
        }
        return pictures;
    }
}
