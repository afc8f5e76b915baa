package io.huoyan.lab.train;

import io.huoyan.lab.synth.PatchRenderer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to train, from what, for how long.
 *
 * @param modelsDir folder of the models; the result is {@code modelsDir/id/version}
 * @param id the model's name
 * @param version the model's version; a folder that exists already is refused
 * @param workDir where checkpoints are kept; a checkpoint there of the same plan is gone on from
 * @param data what is learnt from
 * @param schedule how long and how
 * @param machine what it may use
 * @param judgedPatches rendered patches by which thresholds are chosen, and as many others by which the model is judged
 * @param startFrom master tensors of the same network to start from, or {@code null} to start from nothing
 */
public record TrainingPlan(
        Path modelsDir,
        String id,
        String version,
        Path workDir,
        Data data,
        Schedule schedule,
        Machine machine,
        int judgedPatches,
        @Nullable Path startFrom) {
    /** A plan that starts from nothing. */
    public TrainingPlan(
            Path modelsDir,
            String id,
            String version,
            Path workDir,
            Data data,
            Schedule schedule,
            Machine machine,
            int judgedPatches) {
        this(modelsDir, id, version, workDir, data, schedule, machine, judgedPatches, null);
    }

    /** How many rendered patches the shipped model was judged by. */
    public static final int JUDGED_PATCHES_STANDARD = 400;

    /**
     * @param renderedPatches how many different rendered patches are drawn from, 0 for none
     * @param patchSidePx side of a rendered patch
     * @param photographs folder of labelled photographs in the YOLO format, or {@code null} for none
     * @param photographShare share of each batch that is photographs, 0 to 1
     * @param seed of the first rendered patch and of everything drawn by lot
     */
    public record Data(
            int renderedPatches, int patchSidePx, @Nullable Path photographs, double photographShare, long seed) {
        private static final int RENDERED_MAX = 1_000_000;

        public Data {
            if (renderedPatches < 0 || renderedPatches > RENDERED_MAX) {
                throw new IllegalArgumentException(
                        "rendered patches are " + renderedPatches + "; allowed are 0 to " + RENDERED_MAX);
            }
            if (!(photographShare >= 0 && photographShare <= 1)) {
                throw new IllegalArgumentException("photograph share is " + photographShare + "; allowed is 0 to 1");
            }
            if (seed < PatchRenderer.TRAINING_SEED_FIRST || seed + renderedPatches > HeldOut.CHOOSING_SEED) {
                throw new IllegalArgumentException("seeds of rendered patches are " + seed + " to "
                        + (seed + renderedPatches) + "; allowed are " + PatchRenderer.TRAINING_SEED_FIRST + " to "
                        + HeldOut.CHOOSING_SEED + ", the others are for sample sets and for judging");
            }
            if (renderedPatches == 0 && photographs == null) {
                throw new IllegalArgumentException(
                        "there is nothing to learn from: neither rendered patches nor photographs");
            }
        }

        /** {@link #photographShare}, or what is forced when there is only one kind. */
        double effectivePhotographShare() {
            if (photographs == null) {
                return 0;
            }
            return renderedPatches == 0 ? 1 : photographShare;
        }
    }

    /**
     * @param steps batches in all
     * @param batch pictures per batch
     * @param cropSidePx side of the square pieces that are learnt from, a multiple of 16
     * @param baseWidth channels of the network at half size, even
     * @param learningRate highest rate; it rises over the first steps and falls to nothing at the last
     * @param checkpointEverySteps steps between checkpoints
     */
    public record Schedule(
            int steps, int batch, int cropSidePx, int baseWidth, double learningRate, int checkpointEverySteps) {
        private static final int CROP_MULTIPLE_PX = 16;

        public Schedule {
            if (steps < 1 || batch < 1 || checkpointEverySteps < 1) {
                throw new IllegalArgumentException("steps, batch and steps between checkpoints are " + steps + ", "
                        + batch + " and " + checkpointEverySteps + "; allowed is 1 or more");
            }
            if (cropSidePx < CROP_MULTIPLE_PX || cropSidePx % CROP_MULTIPLE_PX != 0) {
                throw new IllegalArgumentException(
                        "crop side is " + cropSidePx + " px; allowed are multiples of " + CROP_MULTIPLE_PX);
            }
            if (!(learningRate > 0 && learningRate < 1)) {
                throw new IllegalArgumentException(
                        "learning rate is " + learningRate + "; allowed is above 0 and below 1");
            }
        }
    }

    /**
     * @param threads threads of one training step
     * @param isBfloat16 whether convolutions are computed in bfloat16: about twice as fast where the processor has
     *     AVX512-BF16 or AMX, slower elsewhere
     */
    public record Machine(int threads, boolean isBfloat16) {
        public Machine {
            if (threads < 1) {
                throw new IllegalArgumentException("threads are " + threads + "; allowed is 1 or more");
            }
        }
    }

    /** A training from nothing, of about the length of all runs together that made the shipped model. */
    public static TrainingPlan standard(
            Path modelsDir, String id, String version, Path workDir, @Nullable Path photographs) {
        return new TrainingPlan(
                modelsDir,
                id,
                version,
                workDir,
                new Data(3000, 192, photographs, 0.1, PatchRenderer.TRAINING_SEED_FIRST),
                new Schedule(8000, 8, 128, 16, 0.003, 100),
                new Machine(Runtime.getRuntime().availableProcessors(), false),
                JUDGED_PATCHES_STANDARD,
                null);
    }
}
